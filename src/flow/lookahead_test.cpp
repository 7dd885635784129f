// SPDX-License-Identifier: Apache-2.0
// Looking ahead says what the members would say if one waited, and changes nothing.
#include "flow/lookahead.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "flow/grid_town.hpp"

namespace vigie::flow {
namespace {

/// Ten minutes in, one count heard.
Assimilation listening(const GridTown& town) {
  AssimilationOptions options;
  options.members = 12;
  options.simulation.step_s = 12;
  options.simulation.cell_m = 40;
  Assimilation filter = Assimilation::create(town.network, town.demand, {{3}}, options).value();
  filter.advance_to(600);
  filter.hear({40.0});
  return filter;
}

TEST(FlowLookahead, SaysWhatTheEnsembleSaysWhenItGetsThere) {
  const GridTown town = grid_town({4, 4000, 1});
  Assimilation filter = listening(town);
  const Outlook outlook = look_ahead(filter, std::vector{300.0, 1800.0});
  ASSERT_EQ(outlook.at_s, (std::vector{900.0, 2400.0}));
  EXPECT_EQ(filter.now_s(), 600);
  for (std::size_t h = 0; h < 2; ++h) {
    filter.advance_to(outlook.at_s[h]);
    for (SectionId s = 0; s < town.network->sections().size(); ++s) {
      EXPECT_EQ(outlook.density[h][s].mean, filter.density(s).mean);
      EXPECT_EQ(outlook.density[h][s].high95, filter.density(s).high95);
    }
  }
}

TEST(FlowLookahead, AThresholdIsPassedByTheMembersThatPassIt) {
  const GridTown town = grid_town({4, 60'000, 1});
  const Assimilation filter = listening(town);
  const Outlook outlook = look_ahead(filter, std::vector{1800.0});
  std::vector<double> most(town.network->sections().size(), 0);
  for (SectionId s = 0; s < most.size(); ++s) {
    std::size_t passed = 0;
    for (Simulation member : filter.members()) {
      double peak = 0;
      while (member.now_s() < 2400 - 1) {
        member.step();
        peak = std::max(peak, mean_density(member, s));
      }
      passed += peak > 2;
    }
    most[s] = outlook.thresholds.probability(s, 0, 2400);
    EXPECT_DOUBLE_EQ(most[s], static_cast<double>(passed) / 12);
  }
  EXPECT_GT(*std::max_element(most.begin(), most.end()), 0);
}

TEST(FlowLookahead, NobodyIsClearedWhoHasNotSetOut) {
  const GridTown town = grid_town({4, 4000, 1});
  AssimilationOptions options;
  options.members = 8;
  options.simulation.step_s = 12;
  options.simulation.cell_m = 40;
  const Assimilation filter = Assimilation::create(town.network, town.demand, {{3}}, options).value();
  for (const double at_s : look_ahead(filter, std::vector{600.0}).cleared_s) EXPECT_EQ(at_s, kUnlimited);
  const std::vector<double> hours = look_ahead(filter, std::vector{600.0, 6 * 3600.0}).cleared_s;
  for (const double at_s : hours) {
    EXPECT_GT(at_s, 2400);
    EXPECT_LT(at_s, 6 * 3600);
  }
  EXPECT_NE(*std::min_element(hours.begin(), hours.end()), *std::max_element(hours.begin(), hours.end()));
}

}  // namespace
}  // namespace vigie::flow
