// SPDX-License-Identifier: Apache-2.0
// Claims about the small network: it bends, it tells places apart, it repeats.
#include "crowd/neural_net.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vigie::crowd {
namespace {

constexpr std::size_t kPlaces = 2, kDaySlots = 10;
constexpr NeuralNetOptions kSmall{
    .hidden = 16, .place_values = 2, .knots = 3, .rounds = 200, .batch = 20, .learning_rate = 0.01};

/// One feature x; the first place follows |x|, the second its opposite.
struct Bent {
  Rows rows{1, {}};
  std::vector<std::size_t> slots;
  std::vector<float> targets;

  Bent() {
    for (int i = 0; i < 100; ++i) {
      const float x = static_cast<float>(i % 20) / 10 - 1;
      slots.push_back(static_cast<std::size_t>(i) % kDaySlots);
      rows.values.insert(rows.values.end(), {x, x});
      targets.insert(targets.end(), {std::abs(x), -std::abs(x)});
    }
  }
  NeuralNet net(const NeuralNetOptions& options) const {
    return NeuralNet(rows, slots, kPlaces, kDaySlots, targets, options);
  }
};

TEST(NeuralNet, LearnsABendAndWhichPlaceItIs) {
  const std::size_t slot = 5;
  const std::vector<float> said = Bent().net(kSmall).predict(Rows{1, {0.5F, 0.5F}}, std::span(&slot, 1));
  ASSERT_EQ(said.size(), kPlaces);
  EXPECT_NEAR(said[0], 0.5, 0.15);
  EXPECT_NEAR(said[1], -0.5, 0.15);
}

TEST(NeuralNet, OneSeedOneForecast) {
  const Bent bent;
  NeuralNetOptions other = kSmall;
  other.seed = 2;
  const std::vector<float> first = bent.net(kSmall).predict(bent.rows, bent.slots);
  EXPECT_EQ(first, bent.net(kSmall).predict(bent.rows, bent.slots));
  EXPECT_NE(first, bent.net(other).predict(bent.rows, bent.slots));
}

TEST(NeuralNet, AFeatureFarBeyondAllSeenChangesNothingMore) {
  const std::size_t slot = 5;
  const NeuralNet net = Bent().net(kSmall);
  EXPECT_EQ(net.predict(Rows{1, {100, 100}}, std::span(&slot, 1)),
            net.predict(Rows{1, {1e6F, 1e6F}}, std::span(&slot, 1)));
}

}  // namespace
}  // namespace vigie::crowd
