// SPDX-License-Identifier: Apache-2.0
// Every *.story beside this file is played.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scenarios/story.hpp"

namespace vigie::tests {
namespace {

std::vector<std::string> stories() {
  std::vector<std::string> all;
  for (const auto& file : std::filesystem::directory_iterator("tests/scenarios"))
    if (file.path().extension() == ".story") all.push_back(file.path().string());
  std::sort(all.begin(), all.end());
  return all;
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, EndsAsItSays) { EXPECT_EQ(play(GetParam()), ""); }

INSTANTIATE_TEST_SUITE_P(Stories, Scenario, testing::ValuesIn(stories()), [](const auto& param) {
  std::string name = std::filesystem::path(param.param).stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
});

TEST(Scenarios, AreThere) { EXPECT_GE(stories().size(), 6u); }

}  // namespace
}  // namespace vigie::tests
