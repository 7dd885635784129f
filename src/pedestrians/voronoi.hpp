// SPDX-License-Identifier: Apache-2.0
// Personal density: one person over the ground nearer to them than to anybody else.
#pragma once

#include <vector>

#include "pedestrians/neighbours.hpp"

namespace vigie::pedestrians {

/// Nobody's ground reaches farther than this, metres: a lonely person counts as 0.35 people/m².
inline constexpr double kOwnGround_m = 1.0;

/// People/m² around each person: the inverse of their Voronoi cell, cut at an octagon of kOwnGround_m and at the walls nearby.
/// Source: Steffen, Seyfried, Physica A 389, 2010. Lists must be of these people. Threads: const, any number of callers.
std::vector<float> personal_densities_per_m2(const People& people, const Neighbours& neighbours,
                                             const std::vector<Segment>& walls);

}  // namespace vigie::pedestrians
