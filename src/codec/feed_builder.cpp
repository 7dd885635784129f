// SPDX-License-Identifier: Apache-2.0
// Keeping what a feed says, within its limits.
#include "codec/feed_builder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::codec {
namespace {

constexpr std::size_t kMostOfFault = 300;  // characters

}  // namespace

void FeedBuilder::measure(Measurement made) {
  if (content_.measurements.size() == kMostMeasurements) {
    if (!std::exchange(full_said_, true))
      refuse("document", "more than " + std::to_string(kMostMeasurements) + " measurements: those behind are left out");
    return leave_out();
  }
  made.source = context_.source;
  content_.measurements.push_back(std::move(made));
}

Result<void> FeedBuilder::measure_past(Measurement made) {
  const auto ahead = made.until - context_.now;
  if (ahead > kMostAhead) return Error{ErrorKind::OutOfRange, "it ends more than 5 minutes ahead of now"};
  if (made.until > context_.now) {
    made.until -= ahead;
    made.from -= ahead;
  }
  measure(std::move(made));
  return {};
}

void FeedBuilder::speaks_of_bulletins() {
  if (!content_.bulletins) content_.bulletins.emplace();
}

void FeedBuilder::warn(const Bulletin& said, const std::vector<BulletinPeriod>& periods) {
  speaks_of_bulletins();
  Bulletin bulletin = said;
  bulletin.source = context_.source;
  bulletin.received = context_.now;
  bulletin.text = one_line(said.text, kMostBulletinText);
  bulletin.title = one_line(said.title.empty() ? said.text : said.title, kMostBulletinTitle);
  const std::string reference = one_line(said.reference, kMostBulletinReference);
  const std::string where = "warning '" + reference + "'";
  if (reference.empty()) return refuse("a warning", "it has no reference");
  if (bulletin.title.empty()) return refuse(where, "it says nothing");
  if (!references_.insert(reference).second) return refuse(where, "that reference was there before");

  const std::vector<BulletinPeriod> since_now{{context_.now, std::nullopt}};
  int number = 0;
  for (const BulletinPeriod& period : periods.empty() ? since_now : periods) {
    if (++number > static_cast<int>(kMostBulletinPeriods)) return refuse(where, "more than 16 periods");
    if (period.end && *period.end <= period.start) {
      refuse(where, "a period that ends before it begins");
    } else if ((period.end && *period.end <= context_.now) || content_.bulletins->size() == kMostBulletins) {
      leave_out();
    } else {
      bulletin.reference = number == 1 ? reference : reference + "@" + std::to_string(number);
      bulletin.start = period.start;
      bulletin.end = period.end;
      content_.bulletins->push_back(bulletin);
    }
  }
}

void FeedBuilder::refuse(std::string_view where, std::string_view why) {
  if (content_.refused >= kMostFeedFaults) {
    ++content_.refused;  // counted only: the line would not be kept
    return;
  }
  content_.refuse(one_line(std::string(where) + ": " + std::string(why), kMostOfFault));
}

bool FeedBuilder::is_near(const geo::Position& place) const {
  if (context_.watched.empty()) return true;
  constexpr double kShortestDegree_m = 111'000;  // of latitude, on the sphere of geo::distance_m: 111,195
  const double reach_deg = context_.reach_m / kShortestDegree_m;
  return std::any_of(context_.watched.begin(), context_.watched.end(), [&](const geo::Position& watched) {
    return std::abs(watched.lat() - place.lat()) <= reach_deg && geo::distance_m(watched, place) <= context_.reach_m;
  });
}

}  // namespace vigie::codec
