// SPDX-License-Identifier: Apache-2.0
// The subcommands: each adds itself to the command line and sets the exit code when it has run.
#pragma once

namespace CLI {
class App;
}

namespace vigie::apps {

/// What the shell is told: 0 done, 1 tried and failed, 2 asked wrongly.
inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;

void add_replay_command(CLI::App& app, int& exit_code);

void add_city_command(CLI::App& app, int& exit_code);
void add_roads_command(CLI::App& app, int& exit_code);
void add_crowd_command(CLI::App& app, int& exit_code);

void add_device_command(CLI::App& app, int& exit_code);

void add_serve_command(CLI::App& app, int& exit_code);
void add_user_command(CLI::App& app, int& exit_code);
void add_source_command(CLI::App& app, int& exit_code);
void add_feed_command(CLI::App& app, int& exit_code);
void add_audit_command(CLI::App& app, int& exit_code);

}  // namespace vigie::apps
