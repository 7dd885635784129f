// SPDX-License-Identifier: Apache-2.0
// vigie: the one binary; each subcommand is a file beside this one.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "commands.hpp"

namespace {

int run(int argc, char** argv) {
  CLI::App app("Vigie: the operations engine of a city's supervision centre.", "vigie");
  app.set_version_flag("--version", "vigie " VIGIE_VERSION);
  app.require_subcommand(1);
  int exit_code = vigie::apps::kOk;
  vigie::apps::add_replay_command(app, exit_code);
  vigie::apps::add_serve_command(app, exit_code);
  vigie::apps::add_city_command(app, exit_code);
  vigie::apps::add_roads_command(app, exit_code);
  vigie::apps::add_crowd_command(app, exit_code);
  vigie::apps::add_device_command(app, exit_code);
  vigie::apps::add_user_command(app, exit_code);
  vigie::apps::add_source_command(app, exit_code);
  vigie::apps::add_feed_command(app, exit_code);
  vigie::apps::add_audit_command(app, exit_code);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? vigie::apps::kOk : vigie::apps::kUsage;  // --help and --version come this way too
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "vigie: %s\n", error.what());
    return vigie::apps::kFailed;
  }
}
