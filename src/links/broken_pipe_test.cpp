// SPDX-License-Identifier: Apache-2.0
// A peer that hangs up while it is written to does not end this program, as it does not end `vigie serve`.
#include <gtest/gtest.h>

#include <csignal>

namespace vigie::links {
namespace {

class NoBrokenPipe : public testing::Environment {
 public:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }
};

const auto* const kNoBrokenPipe = testing::AddGlobalTestEnvironment(new NoBrokenPipe);

}  // namespace
}  // namespace vigie::links
