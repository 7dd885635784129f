// SPDX-License-Identifier: Apache-2.0
// From calls and days of service to departures per station and hour.
#include "codec/gtfs.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "codec/feed_rows.hpp"
#include "codec/gtfs_trips.hpp"
#include "codec/zip_archive.hpp"

namespace vigie::codec {
namespace {

using namespace std::chrono;

constexpr int kDaysBefore = kMostServiceHours / 24;  // whose trips may still run
constexpr int kDaysCounted = kDaysBefore + kTimetableHours / 24 + 1;
constexpr int kDaysRead = 32;                     // beyond those counted, to see whether the timetable goes on
constexpr std::int64_t kMostSteps = 100'000'000;  // departures counted one by one

/// The timetable's own zone: all its times are on that clock.
TimeZone zone_of(const NamedFiles& files, FeedBuilder& builder) {
  const auto city = [&](const std::string& why) {
    builder.refuse("agency.txt", why + ": its times are taken as the city's");
    return builder.zone();
  };
  auto piece = files.open("agency.txt");
  if (!piece) return city("it is not there");
  auto rows = CsvRows::open(std::move(*piece), "agency.txt");
  if (!rows) return city(rows.error().what);
  const auto some = rows->next();
  if (!some || !*some) return city("it has no row");
  const auto zone = TimeZone::named(rows->field(rows->column("agency_timezone")));
  return zone ? *zone : city("agency_timezone is none that is known");
}

/// Departures per station and hour from `begin`; `hours` columns.
class Hours {
 public:
  Hours(std::size_t stations, Time begin, int hours)
      : begin_(begin), hours_(hours), counts_(stations * static_cast<std::size_t>(hours)), is_served_(stations) {}

  void serve(std::uint32_t station) { is_served_[station] = true; }
  void count(std::uint32_t station, Time departure) {
    latest_ = std::max(latest_, departure);
    const auto hour = floor<std::chrono::hours>(departure - begin_).count();
    if (departure >= begin_ && hour < hours_)
      ++counts_[station * static_cast<std::size_t>(hours_) + static_cast<std::size_t>(hour)];
  }
  /// The hours that begin before `end` or the last departure.
  void tell(const std::vector<GtfsStation>& stations, Time end, FeedBuilder& to) const {
    end = std::max(end, latest_ + milliseconds(1));
    if (end < begin_ + std::chrono::hours(hours_))
      to.refuse("document", "its last day of service is near: nothing is said of the days behind it");
    for (std::size_t s = 0; s < stations.size(); ++s) {
      if (!is_served_[s]) {
        to.leave_out();
        continue;
      }
      for (int h = 0; h < hours_ && begin_ + std::chrono::hours(h) < end; ++h) {
        Measurement made;
        made.feature = stations[s].id;
        made.quantity = Quantity::Departures;
        made.from = begin_ + std::chrono::hours(h);
        made.until = made.from + std::chrono::hours(1);
        made.value = counts_[s * static_cast<std::size_t>(hours_) + static_cast<std::size_t>(h)];
        made.place = stations[s].place;
        to.measure(std::move(made));
      }
    }
  }

 private:
  Time begin_;
  Time latest_;  ///< departure that was counted
  int hours_;
  std::vector<std::uint32_t> counts_;
  std::vector<bool> is_served_;
};

/// Each departure of a call on one day of service whose seconds count from `midnight`; false where there are too many.
bool count_call(const GtfsTrips& trips, const GtfsCall& call, Time midnight, Hours& hours, std::int64_t& steps) {
  const GtfsTrip& trip = trips.trips[call.trip];
  if (!trip.has_frequency) {
    hours.count(call.station, midnight + seconds(call.departure_s));
    return ++steps <= kMostSteps;
  }
  auto frequency = std::lower_bound(trips.frequencies.begin(), trips.frequencies.end(), call.trip,
                                    [](const GtfsFrequency& a, std::uint32_t number) { return a.trip < number; });
  for (; frequency != trips.frequencies.end() && frequency->trip == call.trip; ++frequency)
    for (ServiceSeconds start_s = frequency->start_s; start_s < frequency->end_s; start_s += frequency->headway_s) {
      hours.count(call.station, midnight + seconds(start_s + call.departure_s - trip.first_s));
      if (++steps > kMostSteps) return false;
    }
  return true;
}

}  // namespace

Result<FeedContent> read_timetable(const NamedFiles& files, const FeedContext& context) {
  FeedBuilder builder(context);
  for (const char* required : {"stops.txt", "trips.txt", "stop_times.txt"})
    if (!files.has(required))
      return Error{ErrorKind::Malformed, std::string("no GTFS timetable: ") + required + " is not there"};
  const TimeZone zone = zone_of(files, builder);
  const std::int32_t today = zone.local(context.now).day;
  const auto services = GtfsServices::read(files, today - kDaysBefore, kDaysRead, builder);
  if (!services) return services.error();
  const auto stops = GtfsStops::read(files, builder);
  if (!stops) return stops.error();
  const auto trips = GtfsTrips::read(files, *services, *stops, builder);
  if (!trips) return trips.error();

  const Time begin = floor<std::chrono::hours>(context.now);
  const std::size_t stations = std::max<std::size_t>(1, stops->stations().size());
  const auto many = static_cast<int>(std::min<std::size_t>(kTimetableHours, kMostMeasurements / stations));
  if (many < 24)
    return Error{ErrorKind::TooLarge, std::to_string(stations) + " stations of interest: name watched places"};
  if (many < kTimetableHours)
    builder.refuse("document", "so many stations that only the next " + std::to_string(many) + " hours are kept");
  // Beyond its last day of service a timetable says nothing, not even that nothing runs.
  int last = kDaysRead - 1;
  while (last >= 0 && (services->any() >> last & 1U) == 0) --last;
  const Time end = zone.instant(today - kDaysBefore + last + 1, 0, TimeZone::Twice::First);
  if (last < 0) {
    builder.refuse("document", "no service runs from today on: the timetable is over, or has not begun");
    return std::move(builder).finish();
  }
  Hours hours(stops->stations().size(), begin, many);
  std::int64_t steps = 0;
  for (int n = 0; n < kDaysCounted; ++n) {
    const Time midnight =
        zone.instant(today - kDaysBefore + n, 12 * 60, TimeZone::Twice::First) - std::chrono::hours(12);
    for (const GtfsCall& call : trips->calls) {
      hours.serve(call.station);
      if ((trips->trips[call.trip].days >> n & 1U) == 0) continue;
      if (!count_call(*trips, call, midnight, hours, steps))
        return Error{ErrorKind::TooLarge,
                     "more than " + std::to_string(kMostSteps) + " departures in the days to come"};
    }
  }
  hours.tell(stops->stations(), end, builder);
  return std::move(builder).finish();
}

Result<FeedContent> read_gtfs(std::string_view bytes, const FeedContext& context) {
  const auto archive = ZipArchive::open_bytes(bytes);
  if (!archive) return archive.error();
  return read_timetable(*archive, context);
}

}  // namespace vigie::codec
