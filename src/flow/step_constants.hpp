// SPDX-License-Identifier: Apache-2.0
// What the parts of a step have in common.
#pragma once

#include "flow/simulation.hpp"

namespace vigie::flow {

/// Less than this in a slot stands still: it is the thin front or tail of a wave, and costs as much to move as a crowd.
inline constexpr double kDust = kStandingPeople;
/// Of what the weaker of two streams that block each other face to face would send, the part that squeezes past. Laboratory
/// streams form lanes and never stop: both together 1.5 people/(m·s) where one alone reaches 2.0 (Zhang, Klingsch, Schadschneider,
/// Seyfried 2012, up to 3.5 people/m²). Denser than that nobody has measured: less than that is assumed.
inline constexpr double kSqueeze = 0.5;

}  // namespace vigie::flow
