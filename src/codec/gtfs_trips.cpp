// SPDX-License-Identifier: Apache-2.0
// Two million calls are read once, in any order; times that are left out between others are found in a second reading.
#include "codec/gtfs_trips.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "codec/feed_rows.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostTrips = 3'000'000;
constexpr std::size_t kMostCalls = 8'000'000;  // at stations of interest
constexpr std::size_t kMostFrequencies = 200'000;
constexpr std::int32_t kShortestHeadway_s = 30;

Error bad(std::string what) { return Error{ErrorKind::Malformed, std::move(what)}; }

Result<CsvRows> open_rows(const NamedFiles& files, std::string_view name) {
  auto piece = files.open(name);
  if (!piece) return piece.error();
  return CsvRows::open(std::move(*piece), std::string(name));
}

Result<void> read_trips(const NamedFiles& files, const GtfsServices& services, GtfsTrips& to, FeedBuilder& builder) {
  auto rows = open_rows(files, "trips.txt");
  if (!rows) return rows.error();
  if (auto there = rows->require({"trip_id", "service_id"}); !there) return there;
  const std::size_t id = *rows->column("trip_id"), service = *rows->column("service_id");
  return take_rows(*rows, builder, [&]() -> Result<void> {
    const std::string_view name = rows->field(id);
    if (name.empty() || name.size() > 400) return bad("trip_id is empty or longer than 400 bytes");
    if (to.trips.size() == kMostTrips)
      return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostTrips) + " trips"};
    if (to.ids.add(name) != to.trips.size()) return bad("a trip_id that was there before");
    to.trips.push_back({services.days_of(rows->field(service))});
    return {};
  });
}

Result<void> read_frequencies(const NamedFiles& files, GtfsTrips& to, FeedBuilder& builder) {
  if (!files.has("frequencies.txt")) return {};
  auto rows = open_rows(files, "frequencies.txt");
  if (!rows) return rows.error();
  if (auto there = rows->require({"trip_id", "start_time", "end_time", "headway_secs"}); !there) return there;
  const std::size_t id = *rows->column("trip_id"), start = *rows->column("start_time");
  const std::size_t end = *rows->column("end_time"), headway = *rows->column("headway_secs");
  auto read = take_rows(*rows, builder, [&]() -> Result<void> {
    const auto trip = to.ids.find(rows->field(id));
    if (!trip) return bad("a trip_id that trips.txt does not have");
    const ServiceSeconds start_s = read_service_time(rows->field(start)), end_s = read_service_time(rows->field(end));
    if (start_s == kNoTime || end_s <= start_s) return bad("start_time and end_time are no period");
    const auto every_s = read_count(rows->field(headway), 86'400);
    if (!every_s || *every_s < kShortestHeadway_s) return bad("headway_secs is not 30 to 86400");
    if (to.frequencies.size() == kMostFrequencies)
      return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostFrequencies) + " rows"};
    to.trips[*trip].has_frequency = true;
    to.frequencies.push_back({*trip, start_s, end_s, static_cast<std::int32_t>(*every_s)});
    return {};
  });
  std::stable_sort(to.frequencies.begin(), to.frequencies.end(),
                   [](const GtfsFrequency& a, const GtfsFrequency& b) { return a.trip < b.trip; });
  return read;
}

/// The columns of stop_times.txt, and the row they are read from.
class CallRows {
 public:
  static Result<CallRows> open(const NamedFiles& files) {
    auto rows = open_rows(files, "stop_times.txt");
    if (!rows) return rows.error();
    if (auto there = rows->require({"trip_id", "stop_id", "stop_sequence", "departure_time"}); !there)
      return there.error();
    return CallRows(std::move(*rows));
  }

  CsvRows& rows() { return rows_; }
  std::string_view stop() const { return rows_.field(stop_); }
  bool lets_on() const { return rows_.field(pickup_) != "1"; }

  /// The rows of a trip mostly follow each other: then nothing is searched.
  std::optional<std::uint32_t> trip(const TextIndex& ids) {
    const std::string_view id = rows_.field(trip_);
    if (id != last_id_) {
      last_id_ = id;
      last_ = ids.find(id);
    }
    return last_;
  }

  std::optional<std::uint32_t> sequence() const {
    const auto number = read_count(rows_.field(sequence_), 1'000'000'000);
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
  }

  /// kNoTime where none is given. Errors: Malformed.
  Result<ServiceSeconds> departure() const {
    std::string_view text = rows_.field(departure_);
    if (text.empty()) text = rows_.field(arrival_);
    if (text.empty()) return kNoTime;
    const ServiceSeconds at_s = read_service_time(text);
    if (at_s == kNoTime) return bad("departure_time is no time like 08:05:30, below 72 hours");
    return at_s;
  }

 private:
  explicit CallRows(CsvRows rows)
      : rows_(std::move(rows)),
        trip_(*rows_.column("trip_id")),
        stop_(*rows_.column("stop_id")),
        sequence_(*rows_.column("stop_sequence")),
        departure_(*rows_.column("departure_time")),
        arrival_(rows_.column("arrival_time")),
        pickup_(rows_.column("pickup_type")) {}

  CsvRows rows_;
  std::size_t trip_, stop_, sequence_, departure_;
  std::optional<std::size_t> arrival_, pickup_;
  std::string last_id_;
  std::optional<std::uint32_t> last_;
};

Result<void> read_calls(const NamedFiles& files, const GtfsStops& stops, GtfsTrips& to, FeedBuilder& builder) {
  auto calls = CallRows::open(files);
  if (!calls) return calls.error();
  return take_rows(calls->rows(), builder, [&]() -> Result<void> {
    const auto number = calls->trip(to.ids);
    if (!number) return bad("a trip_id that trips.txt does not have");
    GtfsTrip& trip = to.trips[*number];
    if (trip.days == 0) return {};
    const auto sequence = calls->sequence();
    if (!sequence) return bad("stop_sequence is not a whole number from 0");
    trip.last_sequence = std::max(trip.last_sequence, *sequence);
    const auto departure_s = calls->departure();
    if (!departure_s) return departure_s.error();
    if (*departure_s != kNoTime && (trip.first_s == kNoTime || *departure_s < trip.first_s))
      trip.first_s = *departure_s;
    if (calls->stop().empty()) return builder.leave_out(), Result<void>();  // an area on demand
    const auto station = stops.station_of(calls->stop());
    if (!station) return bad("a stop_id that stops.txt does not have");
    if (*station == GtfsStops::kFar || !calls->lets_on()) return {};
    if (to.calls.size() == kMostCalls)
      return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostCalls) + " calls at stations of interest"};
    if (*departure_s == kNoTime) trip.lacks_times = true;
    to.calls.push_back({*number, *station, *sequence, *departure_s});
    return {};
  });
}

/// A call with a time, of a trip of which another has none.
struct TimedCall {
  std::uint32_t trip;
  std::uint32_t sequence;
  ServiceSeconds departure_s;
};

bool before(const TimedCall& a, const TimedCall& b) {
  return std::tie(a.trip, a.sequence) < std::tie(b.trip, b.sequence);
}

/// Between the timed calls before and after it, in proportion to the sequence numbers; kNoTime where there is none.
ServiceSeconds between(const std::vector<TimedCall>& timed, const GtfsCall& call) {
  const auto after = std::lower_bound(timed.begin(), timed.end(), TimedCall{call.trip, call.sequence, 0}, before);
  if (after == timed.begin() || after == timed.end()) return kNoTime;
  const auto earlier = std::prev(after);
  if (after->trip != call.trip || earlier->trip != call.trip || after->sequence == earlier->sequence) return kNoTime;
  const double share = (call.sequence - earlier->sequence) / double(after->sequence - earlier->sequence);
  return static_cast<ServiceSeconds>(earlier->departure_s + share * (after->departure_s - earlier->departure_s));
}

/// Gives the calls without a time theirs.
Result<void> fill_times(const NamedFiles& files, GtfsTrips& to, FeedBuilder& builder) {
  const bool needed =
      std::any_of(to.trips.begin(), to.trips.end(), [](const GtfsTrip& trip) { return trip.lacks_times; });
  if (!needed) return {};
  auto calls = CallRows::open(files);
  if (!calls) return calls.error();
  std::vector<TimedCall> timed;
  for (;;) {
    const auto some = calls->rows().next();
    if (!some) return some.error();
    if (!*some) break;
    const auto trip = calls->trip(to.ids);
    if (!trip || !to.trips[*trip].lacks_times) continue;
    const auto sequence = calls->sequence();
    const auto departure_s = calls->departure();
    if (!sequence || !departure_s || *departure_s == kNoTime) continue;
    if (timed.size() == kMostCalls)
      return Error{ErrorKind::TooLarge, "stop_times.txt: too many trips without all their times"};
    timed.push_back({*trip, *sequence, *departure_s});
  }
  std::sort(timed.begin(), timed.end(), before);
  std::size_t without = 0;
  for (GtfsCall& call : to.calls) {
    if (call.departure_s != kNoTime || call.sequence == to.trips[call.trip].last_sequence) continue;
    call.departure_s = between(timed, call);
    if (call.departure_s == kNoTime) ++without;
  }
  if (without > 0)
    builder.refuse("stop_times.txt", std::to_string(without) + " calls without a time, nor one between others");
  return {};
}

}  // namespace

ServiceSeconds read_service_time(std::string_view text) {
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (fault != std::errc() || parts[i] < 0 || digits > 2 || (i > 0 && digits != 2)) return kNoTime;
    text.remove_prefix(digits);
    if (i == 2) break;
    if (!text.starts_with(':')) return kNoTime;
    text.remove_prefix(1);
  }
  if (!text.empty() || parts[0] >= kMostServiceHours || parts[1] > 59 || parts[2] > 59) return kNoTime;
  return (parts[0] * 60 + parts[1]) * 60 + parts[2];
}

Result<GtfsTrips> GtfsTrips::read(const NamedFiles& files, const GtfsServices& services, const GtfsStops& stops,
                                  FeedBuilder& builder) {
  GtfsTrips trips;
  if (auto read = read_trips(files, services, trips, builder); !read) return read.error();
  if (auto read = read_frequencies(files, trips, builder); !read) return read.error();
  if (auto read = read_calls(files, stops, trips, builder); !read) return read.error();
  if (auto filled = fill_times(files, trips, builder); !filled) return filled.error();
  std::erase_if(trips.calls, [&](const GtfsCall& call) {
    return call.departure_s == kNoTime || call.sequence == trips.trips[call.trip].last_sequence;
  });
  return trips;
}

}  // namespace vigie::codec
