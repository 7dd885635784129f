// SPDX-License-Identifier: Apache-2.0
// What a city's timetable and a country's traffic counts cost to read: CPU seconds, on made-up documents.
#include <sys/resource.h>
#include <zip.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/feed.hpp"
#include "core/check.hpp"
#include "core/random.hpp"

namespace {

using namespace vigie;

/// CPU seconds of this process so far.
double cpu_s() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Three times; the quickest.
void measure(const char* format, const char* what, const std::string& bytes, std::vector<geo::Position> watched) {
  const FeedContext context{.source = SourceId("feed/bench"),
                            .now = parse_rfc3339("2026-11-24T10:00:00Z").value(),
                            .zone = TimeZone::named("Europe/Paris").value(),
                            .watched = std::move(watched)};
  double best_s = 1e9;
  std::size_t measurements = 0;
  for (int round = 0; round < 3; ++round) {
    const double before_s = cpu_s();
    const auto content = codec::read_feed(format, bytes, context);
    VIGIE_CHECK(content.ok() && !content->measurements.empty());
    best_s = std::min(best_s, cpu_s() - before_s);
    measurements = content->measurements.size();
  }
  std::printf(
      "{\"bench\":\"feeds\",\"format\":\"%s\",\"what\":\"%s\",\"mb\":%.1f,\"measurements\":%zu,\"cpu_s\":%.2f}\n",
      format, what, double(bytes.size()) / 1e6, measurements, best_s);
}

std::string clock_of(int second) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  return text;
}

std::string number(std::size_t value) { return std::to_string(value); }

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const made = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* const zip = zip_open_from_source(made, ZIP_CREATE | ZIP_TRUNCATE, &error);
  VIGIE_CHECK(zip != nullptr);
  zip_source_keep(made);
  for (const auto& [name, text] : files)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
  VIGIE_CHECK(zip_close(zip) == 0);
  zip_stat_t stat;
  zip_source_stat(made, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(made);
  zip_source_read(made, bytes.data(), bytes.size());
  zip_source_close(made);
  zip_source_free(made);
  return bytes;
}

/// 2,500 stops, 66,667 trips of 30 calls on 20 services.
std::string timetable() {
  Random random(1);
  std::string stops = "stop_id,stop_name,stop_lat,stop_lon\n", trips = "route_id,service_id,trip_id\n";
  std::string calls = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n";
  std::string weeks = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n";
  for (std::size_t i = 0; i < 2500; ++i)
    stops += "STOP:" + number(i) + ",Stop," + std::to_string(random.between(43.2, 43.4)) + "," +
             std::to_string(random.between(5.3, 5.5)) + "\n";
  for (std::size_t i = 0; i < 20; ++i)
    weeks += "S" + number(i) + (i < 15 ? ",1,1,1,1,1,0,0" : ",0,0,0,0,0,1,1") + ",20260901,20261231\n";
  for (std::size_t trip = 0; trip < 66'667; ++trip) {
    const std::string id = "RTM:trip:" + number(trip);
    trips += "R" + number(trip % 120) + ",S" + number(trip % 20) + "," + id + "\n";
    const std::size_t first = random.below(2500);
    int at_s = static_cast<int>(4 * 3600 + random.below(22 * 3600));
    for (std::size_t call = 0; call < 30; ++call, at_s += 90)
      calls += id + "," + clock_of(at_s) + "," + clock_of(at_s) + ",STOP:" + number((first + call) % 2500) + "," +
               number(call) + ",0,0\n";
  }
  return zip_of({{"agency.txt", "agency_timezone\nEurope/Paris\n"},
                 {"stops.txt", stops},
                 {"trips.txt", trips},
                 {"calendar.txt", weeks},
                 {"stop_times.txt", calls}});
}

/// 20,000 sites of four lanes, as a national access point publishes every minute.
std::string measured() {
  Random random(2);
  std::string xml =
      "<d2LogicalModel xmlns=\"http://datex2.eu/schema/2/2_0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
      "<payloadPublication xsi:type=\"MeasuredDataPublication\">";
  for (std::size_t site = 0; site < 20'000; ++site) {
    xml += "<siteMeasurements><measurementSiteReference id=\"SITE_" + number(site) +
           "\" version=\"1\" targetClass=\"MeasurementSiteRecord\"/>"
           "<measurementTimeDefault>2026-11-24T09:58:00Z</measurementTimeDefault>";
    for (std::size_t lane = 0; lane < 4; ++lane)
      xml += "<measuredValue index=\"" + number(2 * lane + 1) +
             "\"><measuredValue><basicData xsi:type=\"TrafficFlow\"><vehicleFlow><vehicleFlowRate>" +
             number(60 * random.below(40)) +
             "</vehicleFlowRate></vehicleFlow></basicData></measuredValue></measuredValue><measuredValue index=\"" +
             number(2 * lane + 2) +
             "\"><measuredValue><basicData xsi:type=\"TrafficSpeed\"><averageVehicleSpeed><speed>" +
             number(random.below(120)) + "</speed></averageVehicleSpeed></basicData></measuredValue></measuredValue>";
    xml += "</siteMeasurements>";
  }
  return xml + "</payloadPublication></d2LogicalModel>";
}

/// A hundred stations in quarters of an hour, ten days.
std::string counts() {
  Random random(3);
  std::string csv = "stop,from,minutes,entered,left\n";
  for (int day = 10; day < 20; ++day)
    for (int quarter = 0; quarter < 96; ++quarter)
      for (std::size_t stop = 0; stop < 100; ++stop)
        csv += "Station " + number(stop) + ",2026-11-" + std::to_string(day) + "T" + clock_of(quarter * 900) + ",15," +
               number(random.below(500)) + "," + number(random.below(500)) + "\n";
  return csv;
}

}  // namespace

int main() {
  measure("station_counts", "100 stations, 10 days of quarters", counts(), {});
  measure("datex_measured", "20,000 sites, 160,000 values", measured(), {});
  const std::string zip = timetable();
  std::vector<geo::Position> watched;
  for (int i = 0; i < 30; ++i) watched.push_back(geo::Position::checked({43.2 + 0.006 * i}, {5.3 + 0.006 * i}).value());
  measure("gtfs", "2,500 stops, 2 M calls, 30 watched places", zip, watched);
  measure("gtfs", "2,500 stops, 2 M calls, everywhere", zip, {});
}
