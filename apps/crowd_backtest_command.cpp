// SPDX-License-Identifier: Apache-2.0
// vigie crowd backtest: how well forecasts would have done on days that were kept from them.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "commands.hpp"
#include "crowd_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

int run(const BacktestArguments& arguments) {
  if (!arguments.log_file.empty() && arguments.commit.empty()) {
    fail({ErrorKind::Malformed, "--log needs --commit: the log says which program was scored"});
    return kUsage;
  }
  const std::string_view protocol = arguments.protocol;
  if (protocol == "hangzhou" || protocol.substr(0, 8) == "beijing-") return backtest_metro(arguments);
  if (protocol == "melbourne") return backtest_melbourne(arguments);
  if (protocol == "zones") return backtest_zones(arguments);
  fail({ErrorKind::Malformed, "unknown protocol: expected beijing-MINUTES, hangzhou, melbourne or zones"});
  return kUsage;
}

}  // namespace

void add_crowd_backtest(CLI::App& crowd, int& exit_code) {
  CLI::App* backtest = crowd.add_subcommand("backtest", "Score forecasts on days that were kept from them");
  const auto arguments = std::make_shared<BacktestArguments>();
  backtest->add_option("--protocol", arguments->protocol, "beijing-MINUTES, hangzhou, melbourne or zones")->required();
  backtest->add_option("--data", arguments->data_dir, "Directory of the protocol's CSV files")->required();
  backtest->add_option("--days", arguments->days, "Which days are scored: choices are made on validation days only")
      ->check(CLI::IsMember({"test", "validation"}))
      ->capture_default_str();
  backtest->add_option("--events", arguments->events_file, "The city's calendar of events and holidays (melbourne, zones)");
  backtest->add_option("--log", arguments->log_file, "Append a line for each scoring of test days");
  backtest->add_option("--commit", arguments->commit, "The scored program's commit, for the log");
  backtest->add_flag("--json", arguments->json, "Print as one JSON line");
  backtest->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
