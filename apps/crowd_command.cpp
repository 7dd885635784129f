// SPDX-License-Identifier: Apache-2.0
// vigie crowd: forecasts and simulations of crowds.
#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "crowd_commands.hpp"

namespace vigie::apps {

void add_crowd_command(CLI::App& app, int& exit_code) {
  CLI::App* crowd = app.add_subcommand("crowd", "Forecast and simulate crowds");
  crowd->require_subcommand(1);
  add_crowd_backtest(*crowd, exit_code);
  add_crowd_simulate(*crowd, exit_code);
  add_crowd_twin(*crowd, exit_code);
  add_crowd_validate(*crowd, exit_code);
  add_crowd_walk(*crowd, exit_code);
}

}  // namespace vigie::apps
