// SPDX-License-Identifier: Apache-2.0
// Station by station; version 3 calls bikes vehicles, and writes times as RFC 3339.
#include "codec/gbfs.hpp"

#include <string>
#include <utility>

#include "codec/feed_builder.hpp"
#include "codec/json_tree.hpp"

namespace vigie::codec {
namespace {

constexpr std::int64_t kMostAtStation = 10'000;

/// Seconds since 1970, or RFC 3339.
Result<Time> read_stamp(std::string_view text, const TimeZone& zone) {
  if (const auto seconds = read_count(text, 7'258'118'400)) return from_millis(*seconds * 1000);
  return read_date_time(text, zone);
}

/// "false" and, before version 2, 0.
bool is_no(std::string_view text) { return text == "false" || text == "0"; }

Result<void> read_station(const XmlNode& station, Time updated, FeedBuilder& to) {
  auto id = read_feature_name(station.text_of("station_id"), "station_id");
  if (!id) return id.error();
  if (is_no(station.text_of("is_installed"))) return to.leave_out(), Result<void>();
  Measurement made;
  made.feature = std::move(*id);
  made.until = updated;
  if (const std::string_view said = station.text_of("last_reported"); !said.empty() && said != "0") {
    const auto reported = read_stamp(said, to.zone());
    if (!reported) return Error{ErrorKind::Malformed, "last_reported is no time"};
    made.until = *reported;
  }
  made.from = made.until;
  struct Kind {
    Quantity quantity;
    std::string_view name, older_name, works;
  };
  for (const Kind& kind : {Kind{Quantity::FreeBikes, "num_vehicles_available", "num_bikes_available", "is_renting"},
                           Kind{Quantity::FreeDocks, "num_docks_available", "num_docks_available", "is_returning"}}) {
    const XmlNode* said = station.child(kind.name);
    if (!said) said = station.child(kind.older_name);
    if (!said) continue;  // a system without docks
    const auto count = read_count(said->text, kMostAtStation);
    if (!count) return Error{ErrorKind::OutOfRange, said->name + " is not a whole number from 0 to 10000"};
    made.quantity = kind.quantity;
    made.value = is_no(station.text_of(kind.works)) ? 0 : *count;  // what cannot be taken is not free
    if (auto kept = to.measure_past(made); !kept) return kept;
  }
  return {};
}

}  // namespace

Result<FeedContent> read_gbfs(std::string_view bytes, const FeedContext& context) {
  const auto tree = read_json_tree(bytes, kMostGbfs_bytes);
  if (!tree) return tree.error();
  const XmlNode* data = tree->child("data");
  const bool is_system = data && tree->child("last_updated");
  if (!is_system) return Error{ErrorKind::Malformed, "no GBFS: it has no last_updated or no data"};
  const XmlNode* first = data->child("stations");
  const bool is_status = first && !first->child("name") && !first->child("lat");
  if (!is_status && (first || !data->children.empty()))
    return Error{ErrorKind::Malformed, "a file of GBFS other than station_status"};
  FeedBuilder builder(context);
  Time updated = context.now;
  if (const auto said = read_stamp(tree->text_of("last_updated"), context.zone)) updated = *said;
  else builder.refuse("last_updated", said.error().what + ": taken as now");
  for (const XmlNode& station : data->children) {
    if (station.name != "stations") continue;
    if (auto read = read_station(station, updated, builder); !read)
      builder.refuse("station '" + one_line(station.text_of("station_id"), 60) + "'", read.error().what);
  }
  return std::move(builder).finish();
}

}  // namespace vigie::codec
