// SPDX-License-Identifier: Apache-2.0
// Any bytes as a publication of road changes: whole and in pieces must agree, and what is kept is within its limits.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/road_feed.hpp"
#include "core/check.hpp"

namespace {

using namespace vigie;

constexpr std::size_t kMost = 50;

void check(const RoadChange& change) {
  VIGIE_CHECK(!change.reference.empty() && !change.title.empty());
  VIGIE_CHECK(!change.lines.empty() && change.lines.size() <= kMostRoadLines);
  for (const RoadLine& line : change.lines) VIGIE_CHECK(!line.empty() && line.size() <= kMostRoadPoints);
  const bool limit = change.effect == RoadEffect::SpeedLimit;
  VIGIE_CHECK(limit ? change.speed_kmh >= 1 && change.speed_kmh <= 150 : change.speed_kmh == 0);
  VIGIE_CHECK(!change.end || *change.end > change.start);
  for (const WeeklyHours& hours : change.hours)
    VIGIE_CHECK(hours.days > 0 && hours.days < 128 && hours.from_min >= 0 && hours.from_min < 1440 &&
                hours.to_min >= 0 && hours.to_min <= 1440);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const codec::RoadFeedOptions options{.zone = TimeZone::named("Europe/Paris").value(), .most_changes = kMost};
  const auto whole = codec::decode_road_feed(bytes, options);

  codec::RoadFeedReader reader(options);
  bool fed = true;
  for (std::size_t at = 0; at < size && fed; at += 13) fed = reader.feed(bytes.substr(at, 13)).ok();
  const auto pieces = reader.finish();
  VIGIE_CHECK(whole.ok() == pieces.ok());
  if (!whole) return 0;
  VIGIE_CHECK(whole->faults == pieces->faults && whole->changes.size() == pieces->changes.size());
  VIGIE_CHECK(whole->changes.size() <= kMost && whole->faults.size() <= codec::kMostFeedFaults);
  VIGIE_CHECK(whole->unusable + whole->not_concerning + whole->left_out <= whole->read);
  for (const RoadChange& change : whole->changes) check(change);
  return 0;
}
