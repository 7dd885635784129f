// SPDX-License-Identifier: Apache-2.0
// Claims about learning from moments when the network stood alike.
#include "crowd/similar_states.hpp"

#include <gtest/gtest.h>

#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

constexpr SimilarStatesOptions kOptions{.slot_reach = 2, .constant = 1, .penalty = 3};

std::vector<Moment> moments(std::size_t days, std::size_t slots) {
  Chance chance(11);
  std::vector<Moment> all;
  for (std::size_t day = 0; day < days; ++day)
    for (std::size_t slot = 0; slot < slots; ++slot) {
      Moment moment{day, slot, {}, {}};
      for (int i = 0; i < 3; ++i) moment.state.push_back(static_cast<float>(chance.normal()));
      for (int i = 0; i < 2; ++i)
        moment.outcome.push_back(0.5F * moment.state[0] + static_cast<float>(0.3 * chance.normal()));
      all.push_back(std::move(moment));
    }
  return all;
}

TEST(SimilarStates, LeavingADayOutEqualsAFitThatNeverSawIt) {
  const std::vector<Moment> all = moments(4, 5);
  const SimilarStates fitted(all, kOptions);
  for (std::size_t left_out = 0; left_out < 4; ++left_out) {
    std::vector<Moment> others;
    for (const Moment& moment : all)
      if (moment.day != left_out) others.push_back(moment);
    const SimilarStates twin(others, kOptions);
    for (std::size_t i = left_out * 5; i < (left_out + 1) * 5; ++i) {
      const std::vector<float> expected = twin.predict(all[i].state, all[i].slot);
      for (std::size_t place = 0; place < 2; ++place)
        EXPECT_NEAR(fitted.without_own_day()[i * 2 + place], expected[place], 1e-4) << "moment " << i;
    }
  }
}

TEST(SimilarStates, LearnsWhatFollowsAState) {
  const SimilarStates fitted(moments(12, 6), kOptions);
  EXPECT_GT(fitted.predict(std::vector<float>{2, 0, 0}, 3)[0], 0.5F);
  EXPECT_LT(fitted.predict(std::vector<float>{-2, 0, 0}, 3)[1], -0.5F);
}

}  // namespace
}  // namespace vigie::crowd
