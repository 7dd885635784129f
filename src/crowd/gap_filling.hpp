// SPDX-License-Identifier: Apache-2.0
// Slots that nobody counted, filled from the same hour of other weeks and from what was counted before and after.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "crowd/zone_history.hpp"

namespace vigie::crowd {

struct FilledSlots {
  std::vector<float> people;          ///< as given where it was counted; NaN where nothing can be said
  std::vector<unsigned char> filled;  ///< 1 where it was not counted and is now
};

/// One place, equal slots; NaN: not counted. A gap is the mean of the same slot in up to four weeks before and after, carried
/// over, as a ratio, to what was counted on either side by an Ornstein-Uhlenbeck bridge that forgets in four hours of five-minute slots;
/// where no other week was counted, a straight line over at most half an hour. Never below 0.
/// Source: the bridge, Corlay 2013; imputation by season and residual, Moritz, Bartz-Beielstein 2017.
FilledSlots fill_gaps(std::span<const float> people, std::size_t slots_a_week);

/// The same for every zone, each filled slot marked as imputed; imputed slots from before are filled anew. Answers how many.
/// For drawing and for training: a forecaster that looks back needs a value, one that learns leaves marked ones out.
std::size_t fill_gaps(ZoneHistory& history);

}  // namespace vigie::crowd
