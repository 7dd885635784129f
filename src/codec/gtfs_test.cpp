// SPDX-License-Identifier: Apache-2.0
// Claims about timetables: which departures fall into which hour, on which days, and what is refused.
#include "codec/gtfs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <string>

namespace vigie::codec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

/// Files in memory.
class Files : public NamedFiles {
 public:
  Files(std::map<std::string, std::string, std::less<>> files) : files_(std::move(files)) {}
  std::string& operator[](const std::string& name) { return files_[name]; }
  void remove(const std::string& name) { files_.erase(name); }
  bool has(std::string_view name) const override { return files_.contains(name); }
  Result<ReadPiece> open(std::string_view name) const override {
    const auto found = files_.find(name);
    if (found == files_.end()) return Error{ErrorKind::NotFound, std::string(name) + " is not there"};
    return ReadPiece(
        [text = std::string_view(found->second)](char* into, std::size_t most) mutable -> Result<std::size_t> {
          const std::size_t count = std::min(most, text.size());
          std::memcpy(into, text.data(), count);
          text.remove_prefix(count);
          return count;
        });
  }

 private:
  std::map<std::string, std::string, std::less<>> files_;
};

/// A line from A over B (two platforms) to C: every working day, a trip at 8:00 and a night trip at 24:30.
Files small_city() {
  return Files({
      {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n1,RTM,http://rtm.example,Europe/Paris\n"},
      {"stops.txt",
       "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
       "A,Alpha,43.30,5.37,0,\nB,Beta,43.31,5.38,1,\nB1,Beta 1,43.3101,5.38,0,B\nB2,Beta 2,43.3102,5.38,0,B\n"
       "C,Gamma,43.40,5.50,0,\n"},
      {"trips.txt", "route_id,service_id,trip_id\nM1,week,day\nM1,week,night\n"},
      {"calendar.txt",
       "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
       "week,1,1,1,1,1,0,0,20260101,20261231\n"},
      {"stop_times.txt",
       "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
       "day,8:00:00,8:00:00,A,1\nday,8:10:00,8:11:00,B1,2\nday,8:20:00,8:20:00,C,3\n"
       "night,24:30:00,24:30:00,A,10\nnight,24:59:59,25:00:00,B2,20\nnight,25:10:00,25:10:00,C,30\n"},
  });
}

Time at(const char* text) { return parse_rfc3339(text).value(); }

/// Tuesday.
FeedContext tuesday(const char* now = "2026-11-24T05:10:00Z") {
  return {
      .source = SourceId("feed/gtfs"), .now = at(now), .zone = TimeZone::named("Europe/Paris").value(), .watched = {}};
}

FeedContent read(const Files& files, const FeedContext& context = tuesday()) {
  const auto content = read_timetable(files, context);
  EXPECT_TRUE(content.ok()) << content.error().what;
  return content ? *content : FeedContent{};
}

/// "Tue 08" → departures, of the hours of a station that have any, in the city's time.
std::map<std::string, std::int64_t> busy(const FeedContent& content, const std::string& station) {
  const TimeZone zone = TimeZone::named("Europe/Paris").value();
  std::map<std::string, std::int64_t> hours;
  for (const Measurement& each : content.measurements) {
    EXPECT_EQ(each.until - each.from, std::chrono::hours(1));
    EXPECT_EQ(each.quantity, Quantity::Departures);
    if (each.feature == station && each.value > 0)
      hours[to_rfc3339(each.from + zone.offset(each.from)).substr(8, 5)] += each.value;
  }
  return hours;
}

TEST(Gtfs, DeparturesAreCountedPerStationAndHour) {
  const FeedContent content = read(small_city());
  EXPECT_THAT(content.faults, IsEmpty());
  const auto alpha = busy(content, "A");
  EXPECT_EQ(alpha.at("24T08"), 1);
  EXPECT_EQ(alpha.at("25T00"), 1) << "24:30 of Tuesday is half past midnight of Wednesday";
  EXPECT_FALSE(alpha.contains("28T08")) << "Saturday";
  EXPECT_TRUE(alpha.contains("28T00")) << "Friday's night";
  EXPECT_TRUE(alpha.contains("30T08"));
  EXPECT_EQ(content.measurements.size(), 2u * kTimetableHours) << "zeros are told too";
  EXPECT_EQ(content.measurements.front().from, at("2026-11-24T05:00:00Z"));
}

TEST(Gtfs, PlatformsCountForTheirStation) {
  const auto beta = busy(read(small_city()), "B");
  EXPECT_EQ(beta.at("24T08"), 1);
  EXPECT_EQ(beta.at("25T01"), 1);
}

TEST(Gtfs, WhereATripEndsNobodyGetsOn) {
  Files files = small_city();
  EXPECT_THAT(busy(read(files), "C"), IsEmpty());
  files["stop_times.txt"] =
      "trip_id,departure_time,stop_id,stop_sequence,pickup_type\nday,8:00:00,A,1,1\nday,8:05:00,B,2,0\nday,8:10:00,C,3,"
      "\n";
  EXPECT_THAT(busy(read(files), "A"), IsEmpty()) << "nor where no one may";
  EXPECT_EQ(busy(read(files), "B").at("24T08"), 1);
}

TEST(Gtfs, DatesAddAndTakeAwayDaysOfService) {
  Files files = small_city();
  files["calendar_dates.txt"] = "service_id,date,exception_type\nweek,20261125,2\nweek,20261128,1\n";
  const auto alpha = busy(read(files), "A");
  EXPECT_FALSE(alpha.contains("25T08"));
  EXPECT_TRUE(alpha.contains("28T08"));
  files.remove("calendar.txt");
  EXPECT_THAT(busy(read(files), "A"), ElementsAre(Pair("28T08", 1), Pair("29T00", 1)));
}

TEST(Gtfs, TripsOfTheDaysBeforeStillRun) {
  Files files = small_city();
  files["stop_times.txt"] = "trip_id,departure_time,stop_id,stop_sequence\nday,70:05:00,A,1\nday,71:00:00,C,2\n";
  const auto alpha = busy(read(files), "A");
  EXPECT_TRUE(alpha.contains("25T22")) << "Monday's, two days later";
  EXPECT_FALSE(alpha.contains("24T22")) << "Sunday's there is none";
}

TEST(Gtfs, FrequenciesRepeatATrip) {
  Files files = small_city();
  files["frequencies.txt"] =
      "trip_id,start_time,end_time,headway_secs\nday,06:00:00,09:00:00,600\nday,09:00:00,10:00:00,1200\n"
      "other,06:00:00,07:00:00,600\nday,06:00:00,07:00:00,1\nday,07:00:00,06:00:00,600\n";
  const FeedContent content = read(files);
  const auto beta = busy(content, "B");
  EXPECT_EQ(beta.at("24T06"), 5) << "eleven minutes from A to B";
  EXPECT_EQ(beta.at("24T08"), 6);
  EXPECT_EQ(beta.at("24T09"), 4) << "8:50, and from 9:00 on three in an hour";
  EXPECT_THAT(content.faults, ElementsAre("frequencies.txt line 4: a trip_id that trips.txt does not have",
                                          "frequencies.txt line 5: headway_secs is not 30 to 86400",
                                          "frequencies.txt line 6: start_time and end_time are no period"));
}

TEST(Gtfs, TimesLeftOutAreFoundBetweenTheirNeighbours) {
  Files files = small_city();
  files["stop_times.txt"] =
      "trip_id,departure_time,stop_id,stop_sequence\n"
      "day,8:20:00,C,4\nnight,,B,2\nday,,B1,2\nday,7:50:00,A,1\nnight,24:00:00,A,1\nnight,,C,3\n";
  const FeedContent content = read(files);
  EXPECT_EQ(busy(content, "B").at("24T08"), 1) << "a third of the way from 7:50 to 8:20";
  EXPECT_THAT(content.faults, ElementsAre("stop_times.txt: 1 calls without a time, nor one between others"));
}

TEST(Gtfs, ANightOf25HoursHas25) {
  Files files = small_city();
  files["calendar_dates.txt"] = "service_id,date,exception_type\nweek,20261025,1\n";
  files["frequencies.txt"] = "trip_id,start_time,end_time,headway_secs\nday,00:00:00,06:00:00,1800\n";
  const FeedContent content = read(files, tuesday("2026-10-24T21:30:00Z"));
  std::map<std::string, std::int64_t> by_utc;
  for (const Measurement& each : content.measurements)
    if (each.feature == "A" && each.from < at("2026-10-25T06:00:00Z"))
      by_utc[to_rfc3339(each.from).substr(11, 2)] = each.value;
  // Noon minus twelve hours is 01:00 of summer time: the hour that comes twice has trips once at each of its turns.
  EXPECT_EQ(by_utc,
            (std::map<std::string, std::int64_t>{
                {"21", 0}, {"22", 0}, {"23", 2}, {"00", 2}, {"01", 2}, {"02", 2}, {"03", 2}, {"04", 2}, {"05", 0}}));
}

TEST(Gtfs, OnlyStationsNearWatchedPlacesAreTold) {
  FeedContext context = tuesday();
  context.watched = {geo::Position::checked({43.3102}, {5.38}).value()};
  context.reach_m = 30;
  const FeedContent content = read(small_city(), context);
  EXPECT_EQ(content.measurements.size(), std::size_t{kTimetableHours});
  EXPECT_EQ(content.measurements.front().feature, "B") << "one of its platforms is near";
  EXPECT_EQ(content.measurements.front().place, geo::Position::checked({43.31}, {5.38}).value()) << "the station's own";
}

TEST(Gtfs, BeyondItsLastDayATimetableSaysNothing) {
  Files files = small_city();
  files["calendar.txt"] =
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
      "week,1,1,1,1,1,1,1,20260101,20261125\n";
  const FeedContent content = read(files);
  EXPECT_EQ(content.measurements.back().until, at("2026-11-26T01:00:00Z")) << "its last night is told";
  EXPECT_THAT(content.faults, ElementsAre(HasSubstr("its last day of service is near")));
  const FeedContent over = read(files, tuesday("2026-12-24T05:10:00Z"));
  EXPECT_TRUE(over.measurements.empty());
  EXPECT_THAT(over.faults, ElementsAre(HasSubstr("no service runs")));
}

TEST(Gtfs, ABadRowIsOneLineAndTheRestGoesOn) {
  Files files = small_city();
  files["agency.txt"] = "agency_timezone\nAmerica/Mexico_City\n";
  files["stops.txt"] += "A,again,43.3,5.3,,\n,none,43,5,,\nD,Delta,north,5,,\n";
  files["trips.txt"] += "M1,week,day\n";
  files["calendar.txt"] += "sometimes,1,1,1,1,1,2,0,20260101,20261231\nnever,1,1,1,1,1,1,0,2026,20261231\n";
  files["stop_times.txt"] +=
      "ghost,8:00:00,8:00:00,A,1\nday,8:00:00,80:00:00,A,1\nday,8:0:0,8:00,A,1\nday,8:30:00,8:30:00,X,9\n";
  const FeedContent content = read(files);
  EXPECT_THAT(content.faults,
              ElementsAre("agency.txt: agency_timezone is none that is known: its times are taken as the city's",
                          "calendar.txt line 3: a day of the week that is neither 0 nor 1",
                          "calendar.txt line 4: start_date or end_date is no day like 20261124",
                          "stops.txt line 7: a stop_id that was there before", "stops.txt line 8: stop_id is empty",
                          "stops.txt line 9: latitude or longitude is no number",
                          "trips.txt line 4: a trip_id that was there before",
                          "stop_times.txt line 8: a trip_id that trips.txt does not have",
                          "stop_times.txt line 9: departure_time is no time like 08:05:30, below 72 hours",
                          "stop_times.txt line 10: departure_time is no time like 08:05:30, below 72 hours",
                          "stop_times.txt line 11: a stop_id that stops.txt does not have"));
  EXPECT_EQ(busy(content, "A").at("24T08"), 1);
}

TEST(Gtfs, WhatIsNoTimetableIsRefusedWhole) {
  EXPECT_EQ(read_gtfs("hello", tuesday()).error().what, "not a zip");
  Files files = small_city();
  files.remove("trips.txt");
  EXPECT_EQ(read_timetable(files, tuesday()).error().what, "no GTFS timetable: trips.txt is not there");
  files = small_city();
  files.remove("calendar.txt");
  EXPECT_EQ(read_timetable(files, tuesday()).error().what, "neither calendar.txt nor calendar_dates.txt is there");
  files = small_city();
  files["stop_times.txt"] = "trip_id,stop_id\n";
  EXPECT_EQ(read_timetable(files, tuesday()).error().what,
            "stop_times.txt: its header lacks stop_sequence, departure_time");
}

/// Any trips on one day of service, departures counted one by one.
RC_GTEST_PROP(Gtfs, NoDepartureIsLostAndNoneCountedTwice, ()) {
  Files files = small_city();
  files["calendar.txt"] =
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
      "week,0,0,1,0,0,0,0,20261125,20261125\nnone,0,0,0,0,0,0,0,20261101,20261231\n";
  files["calendar_dates.txt"] = "service_id,date,exception_type\nlast,20261202,1\n";
  files["trips.txt"] = "trip_id,service_id\n";
  files["stop_times.txt"] = "trip_id,departure_time,stop_id,stop_sequence\n";
  const auto starts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 71 * 3600));
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto clock = [](int s) {
      const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
      return two(s / 3600) + ":" + two(s / 60 % 60) + ":" + two(s % 60);
    };
    const std::string trip = "t" + std::to_string(i);
    files["trips.txt"] += trip + ",week\n";
    files["stop_times.txt"] +=
        trip + "," + clock(starts[i] + 600) + ",C,7\n" + trip + "," + clock(starts[i]) + ",A,3\n";
  }
  const FeedContent content = read(files);
  std::int64_t sum = 0;
  for (const Measurement& each : content.measurements) {
    if (each.feature != "A") continue;
    const auto in_hour = std::count_if(starts.begin(), starts.end(), [&](int s) {
      const Time departure = at("2026-11-24T23:00:00Z") + std::chrono::seconds(s);
      return departure >= each.from && departure < each.until;
    });
    RC_ASSERT(each.value == in_hour);
    sum += each.value;
  }
  if (!starts.empty()) RC_ASSERT(sum == static_cast<std::int64_t>(starts.size()));
}

}  // namespace
}  // namespace vigie::codec
