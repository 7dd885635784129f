// SPDX-License-Identifier: Apache-2.0
// Places on a hexagonal grid in random order.
#include "pedestrians/walkers.hpp"

#include <algorithm>

namespace vigie::pedestrians {
namespace {

constexpr double kOffWalls_m = 0.2;

/// The sites of one grid that are on the ground, in the region and off the walls.
std::vector<Vec> sites(const Ground& ground, const Ring& region, double spacing_m, double apart_m,
                       const std::vector<Vec>& taken) {
  std::vector<Vec> by_x = taken;
  std::ranges::sort(by_x, {}, &Vec::x);
  const auto is_taken = [&](Vec p) {
    auto other = std::ranges::lower_bound(by_x, p.x - apart_m, {}, &Vec::x);
    for (; other != by_x.end() && other->x <= p.x + apart_m; ++other)
      if (length(*other - p) < apart_m) return true;
    return false;
  };
  Vec low = region[0], high = region[0];
  for (const Vec corner : region) {
    low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
    high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
  }
  std::vector<Vec> out;
  const double row_m = spacing_m * 0.8660254;
  bool odd = false;
  for (double y = low.y + kOffWalls_m; y <= high.y; y += row_m, odd = !odd)
    for (double x = low.x + kOffWalls_m + (odd ? spacing_m / 2 : 0); x <= high.x; x += spacing_m) {
      const Vec p{x, y};
      if (contains(region, p) && ground.contains(p) && ground.clearance_m(p) >= kOffWalls_m && !is_taken(p))
        out.push_back(p);
    }
  return out;
}

}  // namespace

std::vector<Vec> places(const Ground& ground, const Ring& region, std::size_t count, double apart_m, Random& random,
                        const std::vector<Vec>& taken) {
  // As loose as the region allows: the widest of a few spacings at which all fit.
  const double loose_m = std::sqrt(area_m2(region) / static_cast<double>(std::max<std::size_t>(count, 1)) / 0.8660254);
  std::vector<Vec> found;
  for (double spacing_m = std::max(apart_m, loose_m);; spacing_m = std::max(apart_m, spacing_m * 0.95)) {
    found = sites(ground, region, spacing_m, apart_m, taken);
    if (found.size() >= count || spacing_m <= apart_m) {
      const double jitter_m = taken.empty() ? (spacing_m - apart_m) / 2 : 0;
      for (Vec& p : found) {
        const Vec q = p + Vec{random.between(-jitter_m, jitter_m), random.between(-jitter_m, jitter_m)} * 0.7;
        if (contains(region, q) && ground.contains(q) && ground.clearance_m(q) >= kOffWalls_m) p = q;
      }
      break;
    }
  }
  for (std::size_t i = 0; i + 1 < found.size(); ++i)
    std::swap(found[i], found[i + static_cast<std::size_t>(random.share() * static_cast<double>(found.size() - i))]);
  if (found.size() > count) found.resize(count);
  return found;
}

}  // namespace vigie::pedestrians
