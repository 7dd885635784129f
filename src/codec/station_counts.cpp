// SPDX-License-Identifier: Apache-2.0
// Row by row; what a row means in a night when the clock is changed is told by the rows of the same stop before it.
#include "codec/station_counts.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "codec/clock_reading.hpp"
#include "codec/feed_rows.hpp"

namespace vigie::codec {
namespace {

constexpr std::int64_t kLongestPeriod_min = 1500;  // 25 hours: a day, the longest of the year included
constexpr std::size_t kMostStops = 20'000;

struct Columns {
  std::optional<std::size_t> stop, from, until, period, entered, left, lat, lon;
};

Result<Columns> columns_of(const CsvRows& rows) {
  if (auto there = rows.require({"stop", "from"}); !there) return there.error();
  const Columns columns{rows.column("stop"),    rows.column("from"), rows.column("until"), rows.column("minutes"),
                        rows.column("entered"), rows.column("left"), rows.column("lat"),   rows.column("lon")};
  if (columns.until.has_value() == columns.period.has_value())
    return Error{ErrorKind::Malformed, "counts: its header must have one of until and minutes"};
  if (!columns.entered && !columns.left)
    return Error{ErrorKind::Malformed, "counts: its header must have entered, left or both"};
  if (columns.lat.has_value() != columns.lon.has_value())
    return Error{ErrorKind::Malformed, "counts: its header has one of lat and lon"};
  return columns;
}

struct Period {
  Time from, until;
};

/// `previous`: when the row of the same stop before this one ended.
Result<Period> read_period(const CsvRows& rows, const Columns& columns, const TimeZone& zone,
                           std::optional<Time> previous) {
  const auto begin = read_clock(rows.field(columns.from));
  if (!begin) return Error{begin.error().kind, "from: " + begin.error().what};
  const auto from = instant_of(*begin, zone, previous);
  if (!from) return Error{from.error().kind, "from: " + from.error().what};
  if (columns.period) {
    const auto minutes = read_count(rows.field(columns.period), kLongestPeriod_min);
    if (!minutes || *minutes == 0) return Error{ErrorKind::OutOfRange, "minutes: expected 1 to 1500"};
    return Period{*from, *from + std::chrono::minutes(*minutes)};
  }
  const auto end = read_clock(rows.field(columns.until));
  if (!end) return Error{end.error().kind, "until: " + end.error().what};
  const auto until = end_of_period(*begin, *from, *end, zone);
  if (!until) return Error{until.error().kind, "until: " + until.error().what};
  if (*until - *from > std::chrono::minutes(kLongestPeriod_min))
    return Error{ErrorKind::OutOfRange, "until: more than 25 hours behind from"};
  return Period{*from, *until};
}

/// A count of a row; nothing where its field is empty: not counted, which is not zero.
Result<std::optional<std::int64_t>> read_people(std::string_view field, std::string_view name) {
  if (field.empty()) return std::optional<std::int64_t>();
  const auto people = read_count(field, kMostStationCount);
  if (!people) return Error{ErrorKind::OutOfRange, std::string(name) + ": expected a whole number from 0 to 1000000"};
  return people;
}

Result<std::optional<geo::Position>> read_place(const CsvRows& rows, const Columns& columns) {
  if (rows.field(columns.lat).empty() && rows.field(columns.lon).empty()) return std::optional<geo::Position>();
  const auto place = read_position(rows.field(columns.lat), rows.field(columns.lon));
  if (!place) return place.error();
  return std::optional(*place);
}

class Reader {
 public:
  explicit Reader(const FeedContext& context) : builder_(context) {}

  Result<void> read(const CsvRows& rows, const Columns& columns) {
    auto stop = read_feature_name(rows.field(columns.stop), "stop");
    if (!stop) return stop.error();
    if (ends_.size() == kMostStops && !ends_.contains(*stop))
      return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostStops) + " stops"};
    const auto known = ends_.find(*stop);
    const auto previous = known == ends_.end() ? std::nullopt : std::optional(known->second);
    const auto period = read_period(rows, columns, builder_.zone(), previous);
    if (!period) return period.error();
    const auto place = read_place(rows, columns);
    if (!place) return place.error();
    const auto entered = read_people(rows.field(columns.entered), "entered");
    if (!entered) return entered.error();
    const auto left = read_people(rows.field(columns.left), "left");
    if (!left) return left.error();
    Time& end = ends_[*stop];
    end = std::max(end, period->until);
    if (*place && !builder_.is_near(**place)) {
      builder_.leave_out();
      return {};
    }
    Measurement made;
    made.feature = std::move(*stop);
    made.quantity = Quantity::Entered;
    made.from = period->from;
    made.until = period->until;
    made.place = *place;
    if (*entered) {
      made.value = **entered;
      if (auto kept = builder_.measure_past(made); !kept) return kept;
    }
    if (*left) {
      made.quantity = Quantity::Left;
      made.value = **left;
      if (auto kept = builder_.measure_past(std::move(made)); !kept) return kept;
    }
    return {};
  }

  FeedBuilder& builder() { return builder_; }

 private:
  FeedBuilder builder_;
  std::map<std::string, Time, std::less<>> ends_;  ///< of each stop's latest row
};

}  // namespace

Result<FeedContent> read_station_counts(std::string_view bytes, const FeedContext& context) {
  auto rows = CsvRows::of(bytes, "counts");
  if (!rows) return rows.error();
  const auto columns = columns_of(*rows);
  if (!columns) return columns.error();
  Reader reader(context);
  const auto taken = take_rows(*rows, reader.builder(), [&] { return reader.read(*rows, *columns); });
  if (!taken) return taken.error();
  return std::move(reader.builder()).finish();
}

}  // namespace vigie::codec
