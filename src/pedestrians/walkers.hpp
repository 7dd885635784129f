// SPDX-License-Identifier: Apache-2.0
// Walkers: what the people of a group are like, and how they are placed in a region.
#pragma once

#include <cstddef>
#include <vector>

#include "core/random.hpp"
#include "pedestrians/ground.hpp"
#include "pedestrians/people.hpp"

namespace vigie::pedestrians {

/// A normal distribution, cut at its bounds.
struct Spread {
  double mean;
  double deviation;
  double low;
  double high;

  double draw(Random& random) const { return random.normal(mean, deviation, low, high); }
};

/// How people of the laboratory walk; fitted: docs/concepts/crowd-movement-place.md.
struct Temper {
  Spread desired_mps{1.52, 0.165, 0.8, 2.2};
  Spread time_gap_s{0.615, 0.13, 0.31, 1.11};
};

/// `count` places in the region, on the ground, `apart_m` from each other and from walls; fewer where no more fit.
/// Drawn on a jittered hexagonal grid, so that dense regions fill. Nobody is put on a place that is `taken`.
std::vector<Vec> places(const Ground& ground, const Ring& region, std::size_t count, double apart_m, Random& random,
                        const std::vector<Vec>& taken = {});

}  // namespace vigie::pedestrians
