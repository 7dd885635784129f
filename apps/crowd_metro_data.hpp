// SPDX-License-Identifier: Apache-2.0
// The metro protocols' files as counts, days and a network.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "crowd/counts.hpp"
#include "crowd/network.hpp"

namespace vigie::apps {

struct MetroData {
  crowd::Counts counts;  ///< entries of each station, then exits
  std::vector<crowd::Day> days;
  crowd::Network network;
  int slot_minutes;
};

/// in_{N}min.csv, out_{N}min.csv (a row a station, a column a slot, days of 1080/N slots end to end, 05:00–23:00 of weekdays,
/// the first a Monday) and adjacency.csv. Errors: NotFound, and what does not fit together, by file.
Result<MetroData> read_beijing(const std::string& dir, int slot_minutes);

/// inflow.csv and outflow.csv: a header, then a row a slot of 15 minutes: day from 1, slot from 0, a column a station; day 1 is
/// 1 January 2019, a Tuesday and a holiday.
Result<MetroData> read_hangzhou(const std::string& dir);

}  // namespace vigie::apps
