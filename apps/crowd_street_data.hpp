// SPDX-License-Identifier: Apache-2.0
// Yearly files of hourly street counts, and a city's calendar of events, as the street forecast reads them.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "crowd/hour_grid.hpp"
#include "crowd/street_calendar.hpp"

namespace vigie::apps {

struct StreetData {
  std::vector<std::string> names;
  crowd::CivilDay first_day;
  crowd::HourGrid people;        ///< local hours, of the sensors present in every file; NaN unknown
  std::size_t scored_from_hour;  ///< where the last file begins
  int first_year, last_year;
};

/// All grouped_data*.csv of a directory: a header New_Sensor_Name,2017-01-01 00:00:00,…, then a row a sensor, gaps empty.
/// The years are those of the headers; the last file is the one to be scored, the others are its past.
/// Errors: NotFound below two files, Malformed by file and line.
Result<StreetData> read_streets(const std::string& dir);

/// data/events/melbourne.csv describes the columns. Rules are spelt out for the years given and one around them.
Result<std::vector<crowd::CalendarEntry>> read_calendar(const std::string& path, int first_year, int last_year);

}  // namespace vigie::apps
