// SPDX-License-Identifier: Apache-2.0
// A backtest's report as a table, as one JSON line, and as a line of the log of test scorings.
#include "crowd_backtest.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "core/time.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

/// Four decimals: more says nothing.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

nlohmann::ordered_json json_of(const BacktestArguments& arguments, const BacktestReport& report) {
  nlohmann::ordered_json out{{"protocol", arguments.protocol}};
  if (arguments.days != "test") out["days"] = arguments.days;
  out["rows"] = nlohmann::ordered_json::array();
  for (const BacktestRow& row : report.rows) {
    nlohmann::ordered_json figures{{"horizon_min", row.horizon_min}};
    for (const auto& [name, value] : row.figures) figures[name] = rounded(value);
    out["rows"].push_back(std::move(figures));
  }
  out["train_seconds"] = rounded(report.train_seconds);
  out["predict_ms"] = rounded(report.predict_ms);
  for (const auto& [name, value] : report.more) out[name] = rounded(value);
  for (const auto& [group, figures] : report.groups)
    for (const auto& [name, value] : figures) out[group][name] = rounded(value);
  return out;
}

void print_table(const BacktestReport& report) {
  for (const BacktestRow& row : report.rows) {
    std::printf("%5d min", row.horizon_min);
    for (const auto& [name, value] : row.figures) std::printf("  %s %.4g", name.c_str(), value);
    std::printf("\n");
  }
  std::printf("trained in %.1f s, one forecast of all places %.2f ms\n", report.train_seconds, report.predict_ms);
  for (const auto& [name, value] : report.more) std::printf("%s %.4g\n", name.c_str(), value);
  for (const auto& [group, figures] : report.groups) {
    std::printf("%s", group.c_str());
    for (const auto& [name, value] : figures) std::printf("  %s %.4g", name.c_str(), value);
    std::printf("\n");
  }
}

Result<void> append_to_log(const BacktestArguments& arguments, const nlohmann::ordered_json& figures) {
  nlohmann::ordered_json line{{"date", to_rfc3339(SystemWallClock().now())}, {"commit", arguments.commit}};
  line.update(figures);
  std::ofstream log(arguments.log_file, std::ios::app);
  log << line.dump() << '\n' << std::flush;
  if (!log) return Error{ErrorKind::Io, "cannot append to " + arguments.log_file};
  return {};
}

}  // namespace

int report(const BacktestArguments& arguments, const BacktestReport& report) {
  const nlohmann::ordered_json figures = json_of(arguments, report);
  if (!arguments.log_file.empty() && arguments.days == "test")
    if (const Result<void> logged = append_to_log(arguments, figures); !logged) return fail(logged.error());
  if (arguments.json) std::printf("%s\n", figures.dump().c_str());
  else print_table(report);
  return kOk;
}

}  // namespace vigie::apps
