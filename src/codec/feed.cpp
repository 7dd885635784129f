// SPDX-License-Identifier: Apache-2.0
// The table of formats: a new one is one line here and one file pair.
#include "codec/feed.hpp"

#include <array>

#include "codec/cap.hpp"
#include "codec/datex_measured.hpp"
#include "codec/datex_parking.hpp"
#include "codec/gbfs.hpp"
#include "codec/gtfs.hpp"
#include "codec/gtfs_realtime.hpp"
#include "codec/holidays.hpp"
#include "codec/icalendar.hpp"
#include "codec/openagenda.hpp"
#include "codec/parking.hpp"
#include "codec/siri.hpp"
#include "codec/station_counts.hpp"
#include "codec/weather.hpp"

namespace vigie::codec {
namespace {

constexpr std::array kFormats{
    FeedFormat{"station_counts", "counts: entries and exits of stations, a table of ours", read_station_counts},
    FeedFormat{"gtfs", "timetable: GTFS, a zip", read_gtfs},
    FeedFormat{"gtfs_realtime", "transport now: GTFS-Realtime, protobuf", read_gtfs_realtime},
    FeedFormat{"siri", "transport now: SIRI 2.0, XML or the JSON of SIRI Lite", read_siri},
    FeedFormat{"datex_measured", "traffic: DATEX II measured data, v2.3 or v3, XML", read_datex_measured},
    FeedFormat{"datex_parking", "car parks: DATEX II parking status, v2.3 or v3, XML", read_datex_parking},
    FeedFormat{"parking_csv", "car parks: a table of ours", read_parking_csv},
    FeedFormat{"parking_json", "the same as JSON", read_parking_json},
    FeedFormat{"gbfs", "bike share: GBFS 2 or 3, station_status.json", read_gbfs},
    FeedFormat{"icalendar", "events: an iCalendar agenda (.ics)", read_icalendar},
    FeedFormat{"openagenda", "events: OpenAgenda v2, JSON", read_openagenda},
    FeedFormat{"public_holidays_fr", "French public holidays, JSON of data.gouv.fr", read_public_holidays},
    FeedFormat{"school_holidays_fr_a", "French school holidays of zone A, JSON of data.education.gouv.fr",
               read_school_holidays_a},
    FeedFormat{"school_holidays_fr_b", "the same of zone B", read_school_holidays_b},
    FeedFormat{"school_holidays_fr_c", "the same of zone C", read_school_holidays_c},
    FeedFormat{"weather_csv", "weather, observed or forecast: a table of ours", read_weather_csv},
    FeedFormat{"weather_json", "the same as JSON", read_weather_json},
    FeedFormat{"open_meteo", "weather: the hours of Open-Meteo, JSON", read_open_meteo},
    FeedFormat{"cap", "warnings: Common Alerting Protocol 1.2, XML", read_cap},
};

}  // namespace

std::span<const FeedFormat> feed_formats() { return kFormats; }

const FeedFormat* feed_format(std::string_view word) {
  for (const FeedFormat& each : kFormats)
    if (each.word == word) return &each;
  return nullptr;
}

Result<FeedContent> read_feed(std::string_view format, std::string_view bytes, const FeedContext& context) {
  if (const FeedFormat* const known = feed_format(format)) return known->read(bytes, context);
  std::string all;
  for (const FeedFormat& each : kFormats) all += (all.empty() ? "" : ", ") + std::string(each.word);
  return Error{ErrorKind::NotFound,
               "'" + std::string(format.substr(0, 40)) + "' is no format of a feed; known: " + all};
}

}  // namespace vigie::codec
