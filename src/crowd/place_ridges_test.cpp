// SPDX-License-Identifier: Apache-2.0
// Claims about what is learnt of each place apart.
#include "crowd/place_ridges.hpp"

#include <gtest/gtest.h>

#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kSlots = 12, kLags = 2;
constexpr PlaceRidgesOptions kOptions{.knots = 3, .penalty = 5};

Network two_places() { return two_way_network(2, {}, Targets::Both); }

/// Place 0 follows its own entries, place 1 their opposite; both in the second half of the day only.
std::vector<Moment> moments(std::size_t days) {
  Chance chance(5);
  const std::size_t series = two_places().series();
  std::vector<Moment> all;
  for (std::size_t day = 0; day < days; ++day)
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      Moment moment{day, slot, {}, {}};
      for (std::size_t i = 0; i < kLags * series; ++i) moment.state.push_back(static_cast<float>(chance.normal()));
      const float late = slot < kSlots / 2 ? 0.0F : 1.0F;
      for (std::size_t target = 0; target < series; ++target) {
        const float sign = target == 1 ? -1.0F : 1.0F;
        moment.outcome.push_back(sign * late * moment.state[target] + static_cast<float>(0.3 * chance.normal()));
      }
      all.push_back(std::move(moment));
    }
  return all;
}

TEST(PlaceRidges, LeavingADayOutEqualsAFitThatNeverSawIt) {
  const std::vector<Moment> all = moments(12);
  const std::size_t places = two_places().targets.size();
  // The price follows the outcomes' size, which the day left out changes a little: without it nothing but the day differs.
  PlaceRidgesOptions options = kOptions;
  options.penalty = 1e-9;
  const PlaceRidges fitted(all, two_places(), kSlots, options);
  for (const std::size_t left_out : {0U, 3U, 11U}) {
    std::vector<Moment> others;
    for (const Moment& moment : all)
      if (moment.day != left_out) others.push_back(moment);
    const PlaceRidges twin(others, two_places(), kSlots, options);
    for (std::size_t i = left_out * kSlots; i < (left_out + 1) * kSlots; ++i) {
      const std::vector<float> expected = twin.predict(all[i].state, all[i].slot);
      for (std::size_t place = 0; place < places; ++place)
        EXPECT_NEAR(fitted.without_own_day()[i * places + place], expected[place], 1e-3) << "moment " << i;
    }
  }
}

TEST(PlaceRidges, EachPlaceHasItsOwnFormulaAndItChangesOverTheDay) {
  const PlaceRidges fitted(moments(30), two_places(), kSlots, kOptions);
  const std::vector<float> state = {2, 2, 0, 0, 0, 0, 0, 0};
  const std::vector<float> early = fitted.predict(state, 0), late = fitted.predict(state, kSlots - 1);
  EXPECT_GT(late[0], 1.0F);
  EXPECT_LT(late[1], -1.0F);
  EXPECT_NEAR(early[0], 0, 0.5);
  EXPECT_NEAR(early[1], 0, 0.5);
}

TEST(PlaceRidges, AHighPriceSaysNothing) {
  const PlaceRidges fitted(moments(6), two_places(), kSlots, {.knots = 3, .penalty = 1e9});
  for (const float outcome : fitted.predict(std::vector<float>(8, 3.0F), 8)) EXPECT_NEAR(outcome, 0, 1e-4);
}

}  // namespace
}  // namespace vigie::crowd
