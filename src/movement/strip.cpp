// SPDX-License-Identifier: Apache-2.0
// Offsets to both sides of a line made straighter.
#include "movement/strip.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace vigie::movement {
namespace {

using pedestrians::Segment;
using pedestrians::Vec;

constexpr double kLongestMitre = 2;  // of half the width

/// Douglas and Peucker, The Canadian Cartographer 10, 1973: keeps what is farther than `off_m` from the straight line.
void keep(const std::vector<Vec>& line, std::size_t first, std::size_t last, double off_m, std::vector<Vec>& out) {
  std::size_t farthest = first;
  double most_m = off_m;
  for (std::size_t i = first + 1; i < last; ++i)
    if (const double m = pedestrians::distance({line[first], line[last]}, line[i]); m > most_m) {
      most_m = m;
      farthest = i;
    }
  if (farthest == first) {
    out.push_back(line[last]);
    return;
  }
  keep(line, first, farthest, off_m, out);
  keep(line, farthest, last, off_m, out);
}

}  // namespace

Strip strip(const std::vector<Vec>& line, double width_m) {
  VIGIE_CHECK(line.size() >= 2);
  std::vector<Vec> way{line.front()};
  keep(line, 0, line.size() - 1, width_m / 4, way);
  std::vector<Vec> left, right;
  for (std::size_t i = 0; i < way.size(); ++i) {
    const Vec before = i > 0 ? pedestrians::unit(way[i] - way[i - 1]) : pedestrians::unit(way[1] - way[0]);
    const Vec after = i + 1 < way.size() ? pedestrians::unit(way[i + 1] - way[i]) : before;
    const Vec side = pedestrians::unit(pedestrians::left_of(before) + pedestrians::left_of(after));
    const double mitre = 1 / std::max(1 / kLongestMitre, pedestrians::dot(side, pedestrians::left_of(after)));
    left.push_back(way[i] + side * (mitre * width_m / 2));
    right.push_back(way[i] - side * (mitre * width_m / 2));
  }
  Strip out;
  out.from = {left.front(), right.front()};
  out.to = {left.back(), right.back()};
  out.ring = right;
  out.ring.insert(out.ring.end(), left.rbegin(), left.rend());
  return out;
}

}  // namespace vigie::movement
