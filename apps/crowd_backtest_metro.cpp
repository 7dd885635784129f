// SPDX-License-Identifier: Apache-2.0
// The metro protocols of `vigie crowd backtest`: Beijing one step ahead, Hangzhou four steps ahead.
#include "crowd_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {

int backtest_metro(const BacktestArguments& arguments) {
  return fail({ErrorKind::Unavailable, "protocol " + arguments.protocol + " has no forecaster yet"});
}

}  // namespace vigie::apps
