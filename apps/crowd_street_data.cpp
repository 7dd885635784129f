// SPDX-License-Identifier: Apache-2.0
// Plain CSV, quoted names allowed; every complaint names its file and line.
#include "crowd_street_data.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

namespace vigie::apps {
namespace {

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) found.emplace_back();
    else if (c != '\r') found.back() += c;
  }
  return found;
}

Error malformed(const std::string& file, std::size_t line, const std::string& what) {
  return {ErrorKind::Malformed, file + ":" + std::to_string(line) + ": " + what};
}

/// "2017-01-01 05:00:00" as hours since 1970.
std::optional<long> hour_of(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0, hour = 0;
  if (std::sscanf(text.c_str(), "%d-%u-%u %u:00:00", &year, &month, &day, &hour) != 4 || hour > 23) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return crowd::CivilDay(date).time_since_epoch().count() * 24L + static_cast<long>(hour);
}

struct YearFile {
  std::string file;
  std::vector<long> hours;
  std::map<std::string, std::vector<float>> rows;
};

Result<YearFile> read_year(const std::string& path) {
  YearFile year{path, {}, {}};
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) return Error{ErrorKind::Io, path + ": cannot be read, or is empty"};
  const std::vector<std::string> header = fields(line);
  for (std::size_t i = 1; i < header.size(); ++i) {
    const auto hour = hour_of(header[i]);
    if (!hour) return malformed(path, 1, "\"" + header[i] + "\", expected an hour like 2017-01-01 05:00:00");
    if (!year.hours.empty() && *hour <= year.hours.back())
      return malformed(path, 1, header[i] + " is not after the column before");
    year.hours.push_back(*hour);
  }
  if (year.hours.empty()) return malformed(path, 1, "no hours");
  for (std::size_t number = 2; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const std::vector<std::string> cells = fields(line);
    if (cells.size() != header.size())
      return malformed(path, number,
                       std::to_string(cells.size()) + " cells, expected " + std::to_string(header.size()));
    std::vector<float> row;
    for (std::size_t i = 1; i < cells.size(); ++i) {
      float value = crowd::kUnknown;
      const std::string& cell = cells[i];
      if (!cell.empty()) {
        const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (fault != std::errc{} || end != cell.data() + cell.size())
          return malformed(path, number, "\"" + cell + "\", expected a count");
      }
      row.push_back(value);
    }
    if (!year.rows.emplace(cells[0], std::move(row)).second)
      return malformed(path, number, "sensor twice: " + cells[0]);
  }
  return year;
}

std::optional<int> number_of(const std::string& text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<StreetData> read_streets(const std::string& dir) {
  std::vector<std::string> paths;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(dir, fault))
    if (entry.path().filename().string().rfind("grouped_data", 0) == 0 && entry.path().extension() == ".csv")
      paths.push_back(entry.path().string());
  if (paths.size() < 2)
    return Error{ErrorKind::NotFound,
                 dir + ": " + std::to_string(paths.size()) + " files grouped_data*.csv, expected at least two years"};
  std::vector<YearFile> years;
  for (const std::string& path : paths) {
    Result<YearFile> year = read_year(path);
    if (!year) return year.error();
    years.push_back(std::move(*year));
  }
  std::sort(years.begin(), years.end(),
            [](const YearFile& a, const YearFile& b) { return a.hours.front() < b.hours.front(); });
  for (std::size_t i = 1; i < years.size(); ++i)
    if (years[i].hours.front() <= years[i - 1].hours.back())
      return Error{ErrorKind::Conflict, years[i].file + " overlaps " + years[i - 1].file};

  const auto day_of = [](long hour) { return hour >= 0 ? hour / 24 : (hour - 23) / 24; };
  const long first = day_of(years.front().hours.front()) * 24;
  const long end = (day_of(years.back().hours.back()) + 1) * 24;
  constexpr long kMostHours = 20L * 366 * 24;
  if (end - first > kMostHours) return Error{ErrorKind::TooLarge, dir + ": more than 20 years"};
  StreetData data{};
  for (const auto& [name, row] : years.front().rows)
    if (std::all_of(years.begin(), years.end(), [&](const YearFile& year) { return year.rows.contains(name); }))
      data.names.push_back(name);
  if (data.names.empty()) return Error{ErrorKind::Malformed, dir + ": no sensor is in every file"};
  data.first_day = crowd::CivilDay(std::chrono::days(first / 24));
  data.people = crowd::HourGrid(static_cast<std::size_t>(end - first), data.names.size(), crowd::kUnknown);
  for (const YearFile& year : years)
    for (std::size_t sensor = 0; sensor < data.names.size(); ++sensor) {
      const std::vector<float>& row = year.rows.at(data.names[sensor]);
      for (std::size_t i = 0; i < row.size(); ++i)
        data.people.at(static_cast<std::size_t>(year.hours[i] - first), sensor) = row[i];
    }
  data.scored_from_hour = static_cast<std::size_t>(day_of(years.back().hours.front()) * 24 - first);
  const auto year_of = [](long hour) {
    return static_cast<int>(std::chrono::year_month_day(crowd::CivilDay(std::chrono::days(hour / 24))).year());
  };
  data.first_year = year_of(first);
  data.last_year = year_of(end - 1);
  return data;
}

Result<std::vector<crowd::CalendarEntry>> read_calendar(const std::string& path, int first_year, int last_year) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::NotFound, path + ": cannot be read"};
  std::vector<crowd::CalendarEntry> entries;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#' || line.rfind("kind,", 0) == 0) continue;
    const std::vector<std::string> cells = fields(line);
    if (cells.size() != 7) return malformed(path, number, std::to_string(cells.size()) + " cells, expected 7");
    const Result<std::vector<crowd::CivilDay>> starts = crowd::days_of_rule(cells[1], first_year - 1, last_year + 1);
    if (!starts) return malformed(path, number, starts.error().what);
    const auto days = number_of(cells[2]);
    if (!days || *days < 1 || *days > 366)
      return malformed(path, number, "days \"" + cells[2] + "\", expected 1 to 366");
    crowd::CalendarEntry entry{.kind = cells[0], .days = {}};
    if (!cells[3].empty()) {
      const auto hour = number_of(cells[3].substr(0, 2));
      const auto before = number_of(cells[4]);
      const auto after = number_of(cells[5]);
      if (cells[3].size() != 5 || !hour || *hour < 0 || *hour > 23)
        return malformed(path, number, "start \"" + cells[3] + "\", expected HH:MM");
      if (!before || !after || *before < 0 || *after < 0 || *before > crowd::kLongestEventHours ||
          *after > crowd::kLongestEventHours)
        return malformed(path, number,
                         "hours before and after: expected 0 to " + std::to_string(crowd::kLongestEventHours));
      entry.start_hour = *hour;
      entry.hours_before = *before;
      entry.hours_after = *after;
    }
    for (const crowd::CivilDay start : *starts)
      for (int day = 0; day < *days; ++day) entry.days.push_back(start + std::chrono::days(day));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace vigie::apps
