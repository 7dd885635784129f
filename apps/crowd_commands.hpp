// SPDX-License-Identifier: Apache-2.0
// The subcommands of `vigie crowd`, one file each.
#pragma once

#include "crowd_backtest.hpp"

namespace CLI {
class App;
}

namespace vigie::apps {

void add_crowd_backtest(CLI::App& crowd, int& exit_code);
void add_crowd_simulate(CLI::App& crowd, int& exit_code);
void add_crowd_twin(CLI::App& crowd, int& exit_code);
void add_crowd_validate(CLI::App& crowd, int& exit_code);
void add_crowd_walk(CLI::App& crowd, int& exit_code);

/// One protocol each: reads the data, fits, scores, reports. The exit code.
int backtest_metro(const BacktestArguments& arguments);
int backtest_melbourne(const BacktestArguments& arguments);
int backtest_zones(const BacktestArguments& arguments);

}  // namespace vigie::apps
