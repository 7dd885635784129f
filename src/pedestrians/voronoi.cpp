// SPDX-License-Identifier: Apache-2.0
// Each cell cut from an octagon, half plane by half plane.
#include "pedestrians/voronoi.hpp"

#include <algorithm>

#include "pedestrians/ring.hpp"

namespace vigie::pedestrians {
namespace {

constexpr double kSmallest_m2 = 0.02;  // so that two people on one spot do not make infinity

Ring octagon() {
  Ring ring;
  for (int k = 0; k < 8; ++k) {
    const double angle = 0.7853981633974483 * k;
    ring.push_back({kOwnGround_m * std::cos(angle), kOwnGround_m * std::sin(angle)});
  }
  return ring;
}

}  // namespace

std::vector<float> personal_densities_per_m2(const People& people, const Neighbours& neighbours,
                                             const std::vector<Segment>& walls) {
  const Ring whole = octagon();
  std::vector<float> out(people.size());
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Vec here = people.place(i);
    Ring cell = whole;  // around {0, 0}
    for (const std::uint32_t w : neighbours.walls_near(i)) {
      const Vec off = nearest_on(walls[w], here) - here;
      if (length(off) < kOwnGround_m && length(off) > 0) cell = cut(cell, unit(off), length(off));
    }
    for (const std::uint32_t j : neighbours.people_near(i)) {
      const Vec off = people.place(j) - here;
      const double off_m = length(off);
      if (off_m > 0 && off_m < 2 * kOwnGround_m) cell = cut(cell, off * (1 / off_m), off_m / 2);
    }
    out[i] = static_cast<float>(1 / std::max(kSmallest_m2, cell.size() < 3 ? 0 : area_m2(cell)));
  }
  return out;
}

}  // namespace vigie::pedestrians
