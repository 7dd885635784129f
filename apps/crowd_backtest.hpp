// SPDX-License-Identifier: Apache-2.0
// What every protocol of `vigie crowd backtest` shares: its arguments, its report, how the report is printed and logged.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace vigie::apps {

struct BacktestArguments {
  std::string protocol;
  std::string data_dir;
  std::string days = "test";  ///< "test", or "validation": the days on which choices are made
  std::string events_file;    ///< a city's calendar; empty: none is known (melbourne)
  std::string log_file;       ///< a line is appended for each scoring of test days; empty: none
  std::string commit;         ///< of the scored program, for the log
  bool json = false;
};

/// Name and value, in the order of printing: {"mae", 17.8}.
using Figures = std::vector<std::pair<std::string, double>>;

struct BacktestRow {
  int horizon_min;
  Figures figures;
};

struct BacktestReport {
  std::vector<BacktestRow> rows;  ///< by horizon, ascending
  double train_seconds = 0;
  double predict_ms = 0;                                ///< one forecast of all places, all horizons
  Figures more;                                         ///< what a protocol has to say beyond its rows
  std::vector<std::pair<std::string, Figures>> groups;  ///< the same, several figures under one name
};

/// Prints the report (a table, or one JSON line) and appends it to the log where test days were scored. The exit code.
int report(const BacktestArguments& arguments, const BacktestReport& report);

}  // namespace vigie::apps
