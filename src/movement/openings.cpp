// SPDX-License-Identifier: Apache-2.0
// Openings as stretches of the way round a ring.
#include "movement/openings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::movement {
namespace {

using pedestrians::Ring;
using pedestrians::Segment;
using pedestrians::Vec;

constexpr double kMostOpen = 0.8;  // of the ring
constexpr double kPost_m = 0.5;    // of wall between two openings
constexpr double kCorner_m = 0.1;  // a corner so near an opening's end goes with it
constexpr int kPasses = 1000;      // of moving apart

/// The way round a ring, in metres from its first corner.
class Round {
 public:
  explicit Round(const Ring& ring) : sides_(pedestrians::sides(ring)) {
    from_m_.push_back(0);
    for (const Segment& side : sides_) from_m_.push_back(from_m_.back() + pedestrians::length(side.b - side.a));
  }
  double length_m() const { return from_m_.back(); }
  double corner_m(std::size_t corner) const { return from_m_[corner]; }
  double wrapped(double along_m) const {
    const double rest = std::fmod(along_m, length_m());
    return rest < 0 ? rest + length_m() : rest;
  }
  double nearest_m(Vec p) const {
    std::size_t best = 0;
    for (std::size_t s = 1; s < sides_.size(); ++s)
      if (pedestrians::distance(sides_[s], p) < pedestrians::distance(sides_[best], p)) best = s;
    return from_m_[best] + pedestrians::length(pedestrians::nearest_on(sides_[best], p) - sides_[best].a);
  }
  Vec at(double along_m) const {
    const double there_m = wrapped(along_m);
    const auto after = std::upper_bound(from_m_.begin() + 1, from_m_.end() - 1, there_m);
    const Segment& side = sides_[static_cast<std::size_t>(after - from_m_.begin()) - 1];
    return side.a + pedestrians::unit(side.b - side.a) * (there_m - *(after - 1));
  }

 private:
  std::vector<Segment> sides_;
  std::vector<double> from_m_;  // by corner, and the whole
};

struct Stretch {
  std::size_t opening;
  double middle_m, width_m;
};

/// Neighbours that overlap give way to each other, each by half.
void move_apart(std::vector<Stretch>& stretches, double length_m) {
  if (stretches.size() < 2) return;
  for (int pass = 0; pass < kPasses; ++pass) {
    bool moved = false;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const bool last = i + 1 == stretches.size();
      Stretch& one = stretches[i];
      Stretch& next = stretches[last ? 0 : i + 1];
      const double apart_m = next.middle_m + (last ? length_m : 0) - one.middle_m;
      const double over_m = (one.width_m + next.width_m) / 2 + kPost_m - apart_m;
      if (!(over_m > 1e-6)) continue;
      one.middle_m -= over_m / 2;
      next.middle_m += over_m / 2;
      moved = true;
    }
    if (!moved) return;
  }
}

}  // namespace

OpenedRing open_ring(const Ring& ring, const std::vector<Opening>& openings) {
  OpenedRing out{ring, std::vector<Segment>(openings.size())};
  if (openings.empty()) return out;
  const Round round(ring);
  const double wanted_m =
      std::accumulate(openings.begin(), openings.end(), 0.0,
                      [](double sum, const Opening& opening) { return sum + opening.width_m + kPost_m; });
  const double narrowed = std::min(1.0, kMostOpen * round.length_m() / wanted_m);
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < openings.size(); ++i)
    stretches.push_back({i, round.nearest_m(openings[i].at), narrowed * openings[i].width_m});
  std::stable_sort(stretches.begin(), stretches.end(),
                   [](const Stretch& a, const Stretch& b) { return a.middle_m < b.middle_m; });
  move_apart(stretches, round.length_m());

  // From the first opening round to it again: both its ends, then the corners up to the next one.
  const double start_m = stretches.front().middle_m - stretches.front().width_m / 2;
  std::vector<std::pair<double, Vec>> corners;
  for (std::size_t c = 0; c < ring.size(); ++c)
    corners.emplace_back(round.wrapped(round.corner_m(c) - start_m), ring[c]);
  const auto hidden = [&](const std::pair<double, Vec>& corner) {
    return std::any_of(stretches.begin(), stretches.end(), [&](const Stretch& stretch) {
      const double from_m = stretch.middle_m - stretch.width_m / 2 - start_m - kCorner_m;
      const double to_m = from_m + stretch.width_m + 2 * kCorner_m;
      return (corner.first >= from_m && corner.first <= to_m) || corner.first - round.length_m() >= from_m;
    });
  };
  std::erase_if(corners, hidden);
  for (const Stretch& stretch : stretches) {
    const double from_m = stretch.middle_m - stretch.width_m / 2;
    const Segment line{round.at(from_m), round.at(from_m + stretch.width_m)};
    out.lines[stretch.opening] = line;
    corners.emplace_back(from_m - start_m, line.a);
    corners.emplace_back(from_m - start_m + stretch.width_m, line.b);
  }
  std::stable_sort(corners.begin(), corners.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  out.ring.clear();
  for (const auto& [along_m, corner] : corners) out.ring.push_back(corner);
  return out;
}

}  // namespace vigie::movement
