// SPDX-License-Identifier: Apache-2.0
// Checks, areas and cuts of rings.
#include "pedestrians/ring.hpp"

namespace vigie::pedestrians {

std::vector<Segment> sides(const Ring& ring) {
  std::vector<Segment> out;
  out.reserve(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i) out.push_back({ring[i], ring[(i + 1) % ring.size()]});
  return out;
}

std::optional<RingFault> fault_of(const Ring& ring) {
  for (std::size_t i = 0; i < ring.size(); ++i)
    if (!(std::isfinite(ring[i].x) && std::isfinite(ring[i].y)))
      return RingFault{i, "a coordinate that is not a finite number"};
  if (ring.size() < 3) return RingFault{0, std::to_string(ring.size()) + " corners, expected at least 3"};
  const std::vector<Segment> side = sides(ring);
  const std::size_t count = side.size();
  for (std::size_t i = 0; i < count; ++i)
    if (side[i].a == side[i].b) return RingFault{i, "a corner that repeats the one before"};
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = i + 1; j < count; ++j) {
      const bool neighbours = j == i + 1 || (i == 0 && j == count - 1);
      if (!neighbours) {
        if (touch(side[i], side[j]))
          return RingFault{j, "sides " + std::to_string(i) + " and " + std::to_string(j) + " cross"};
        continue;
      }
      const Segment& first = j == i + 1 ? side[i] : side[j];
      const Segment& second = j == i + 1 ? side[j] : side[i];
      const Vec back = first.a - first.b, on = second.b - second.a;
      if (cross(back, on) == 0 && dot(back, on) > 0) return RingFault{j, "a side that runs back over the one before"};
    }
  if (!(area_m2(ring) > 0)) return RingFault{0, "no area"};
  return std::nullopt;
}

bool contains(const Ring& ring, Vec p) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Vec a = ring[i], b = ring[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

double area_m2(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) twice += cross(ring[i], ring[(i + 1) % ring.size()]);
  return std::fabs(twice) / 2;
}

Ring cut(const Ring& convex, Vec normal, double limit) {
  Ring out;
  for (std::size_t i = 0; i < convex.size(); ++i) {
    const Vec p = convex[i], q = convex[(i + 1) % convex.size()];
    const double beyond_p = dot(normal, p) - limit, beyond_q = dot(normal, q) - limit;
    if (beyond_p <= 0) out.push_back(p);
    if ((beyond_p < 0 && beyond_q > 0) || (beyond_p > 0 && beyond_q < 0))
      out.push_back(p + (q - p) * (beyond_p / (beyond_p - beyond_q)));
  }
  return out;
}

}  // namespace vigie::pedestrians
