// SPDX-License-Identifier: Apache-2.0
// Whole files in, tables compared with each other, counts out.
#include "crowd_metro_data.hpp"

#include <fstream>
#include <sstream>

#include "codec/count_table.hpp"

namespace vigie::apps {
namespace {

constexpr int kBeijingDayMinutes = 18 * 60;
constexpr int kWeekdays = 5;
constexpr int kWeek = 7;
constexpr int kTuesday = 1;
constexpr int kSaturday = 5;

Result<codec::CountTable> read_table(const std::string& dir, const std::string& name, codec::HeaderLine header) {
  std::ifstream file(dir + "/" + name, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file)
    return Error{ErrorKind::NotFound, name + " is not there or cannot be read, expected in the --data directory"};
  return codec::parse_count_table(bytes.view(), header, name);
}

std::string shape(const codec::CountTable& table) {
  return std::to_string(table.rows()) + " rows of " + std::to_string(table.columns);
}

Result<void> same_shape(const codec::CountTable& one, const char* one_name, const codec::CountTable& other,
                        const char* other_name) {
  if (one.rows() == other.rows() && one.columns == other.columns) return {};
  return Error{ErrorKind::Malformed,
               std::string(other_name) + ": " + shape(other) + ", expected " + shape(one) + " as in " + one_name};
}

}  // namespace

Result<MetroData> read_beijing(const std::string& dir, int slot_minutes) {
  const std::string minutes = std::to_string(slot_minutes) + "min.csv";
  const auto entries = read_table(dir, "in_" + minutes, codec::HeaderLine::None);
  if (!entries) return entries.error();
  const auto exits = read_table(dir, "out_" + minutes, codec::HeaderLine::None);
  if (!exits) return exits.error();
  const auto adjacency = read_table(dir, "adjacency.csv", codec::HeaderLine::None);
  if (!adjacency) return adjacency.error();
  if (const auto fit = same_shape(*entries, "the entries", *exits, ("out_" + minutes).c_str()); !fit)
    return fit.error();
  const std::size_t stations = entries->rows();
  const auto slots = static_cast<std::size_t>(kBeijingDayMinutes / slot_minutes);
  if (adjacency->rows() != stations || adjacency->columns != stations)
    return Error{ErrorKind::Malformed, "adjacency.csv: " + shape(*adjacency) +
                                           ", expected a row and a column for each of " + std::to_string(stations) +
                                           " stations"};
  if (entries->columns % slots != 0)
    return Error{ErrorKind::Malformed, "in_" + minutes + ": " + std::to_string(entries->columns) +
                                           " columns, expected whole days of " + std::to_string(slots) + " slots"};
  const std::size_t days = entries->columns / slots;
  MetroData data{crowd::Counts(2 * stations, days, slots),
                 {},
                 crowd::two_way_network(stations, adjacency->values, crowd::Targets::Entries),
                 slot_minutes};
  for (std::size_t day = 0; day < days; ++day) {
    data.days.push_back({.weekday = static_cast<int>(day) % kWeekdays, .kind = crowd::DayKind::Workday});
    for (std::size_t slot = 0; slot < slots; ++slot)
      for (std::size_t station = 0; station < stations; ++station) {
        data.counts.set(station, day, slot, entries->at(station, day * slots + slot));
        data.counts.set(stations + station, day, slot, exits->at(station, day * slots + slot));
      }
  }
  return data;
}

Result<MetroData> read_hangzhou(const std::string& dir) {
  const auto entries = read_table(dir, "inflow.csv", codec::HeaderLine::One);
  if (!entries) return entries.error();
  const auto exits = read_table(dir, "outflow.csv", codec::HeaderLine::One);
  if (!exits) return exits.error();
  if (const auto fit = same_shape(*entries, "inflow.csv", *exits, "outflow.csv"); !fit) return fit.error();
  std::size_t slots = 0;
  while (slots < entries->rows() && entries->at(slots, 0) == 1) ++slots;
  if (entries->columns < 3 || slots == 0 || entries->rows() % slots != 0)
    return Error{ErrorKind::Malformed, "inflow.csv: expected columns day (from 1), slot and stations, and whole days"};
  const std::size_t stations = entries->columns - 2, days = entries->rows() / slots;
  MetroData data{
      crowd::Counts(2 * stations, days, slots), {}, crowd::two_way_network(stations, {}, crowd::Targets::Both), 15};
  for (std::size_t day = 0; day < days; ++day) {
    const int weekday = (kTuesday + static_cast<int>(day)) % kWeek;
    const bool holiday = day == 0;
    data.days.push_back({weekday, weekday >= kSaturday || holiday ? crowd::DayKind::Rest : crowd::DayKind::Workday});
    for (std::size_t slot = 0; slot < slots; ++slot) {
      const std::size_t row = day * slots + slot;
      for (const auto& [table, name] : {std::pair{&*entries, "inflow.csv"}, std::pair{&*exits, "outflow.csv"}})
        if (table->at(row, 0) != static_cast<double>(day + 1) || table->at(row, 1) != static_cast<double>(slot))
          return Error{ErrorKind::Malformed, std::string(name) + " line " + std::to_string(row + 2) +
                                                 ": expected day " + std::to_string(day + 1) + ", slot " +
                                                 std::to_string(slot)};
      for (std::size_t station = 0; station < stations; ++station) {
        data.counts.set(station, day, slot, entries->at(row, station + 2));
        data.counts.set(stations + station, day, slot, exits->at(row, station + 2));
      }
    }
  }
  return data;
}

}  // namespace vigie::apps
