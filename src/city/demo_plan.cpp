// SPDX-License-Identifier: Apache-2.0
// Recursive cutting of convex faces: across their length, at random in the old town, along a lattice in the new one.
#include "city/demo_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace vigie::city::demo {
namespace {

struct Manner {
  double block_m2;    ///< about how large blocks are
  double turn;        ///< radians a cut may be off square
  double off_centre;  ///< share of the length a cut may be off the middle
  double snap_m;      ///< how near an existing corner attracts a new street
};

Manner manner_of(Quarter quarter) {
  switch (quarter) {
    case Quarter::OldTown: return {2900, 0.26, 0.12, 9};
    case Quarter::Grid: return {6800, 0.0, 0.05, 24};
    case Quarter::Residential: return {8300, 0.10, 0.10, 14};
    case Quarter::Hills: return {12000, 0.16, 0.14, 14};
    case Quarter::Industrial: return {34000, 0.03, 0.08, 18};
    case Quarter::Wild:
    case Quarter::Water: break;
  }
  return {1e12, 0, 0, 0};
}

Street street_of(Quarter quarter, double face_m2, Dice& dice) {
  const double dice_roll = dice.unit();
  switch (quarter) {
    case Quarter::OldTown:
      if (face_m2 > 60000) return Street::Tertiary;
      return dice_roll < 0.35 ? Street::Pedestrian : dice_roll < 0.7 ? Street::Living : Street::Residential;
    case Quarter::Grid:
      return face_m2 > 200000 ? Street::Secondary : face_m2 > 60000 ? Street::Tertiary : Street::Residential;
    case Quarter::Industrial:
      return face_m2 > 300000 ? Street::Tertiary : dice_roll < 0.7 ? Street::Unclassified : Street::Service;
    case Quarter::Residential:
    case Quarter::Hills: return face_m2 > 260000 ? Street::Tertiary : Street::Residential;
    case Quarter::Wild:
    case Quarter::Water: break;
  }
  return Street::None;
}

constexpr double kShortestSide_m = 15;
constexpr int kTries = 6;

}  // namespace

std::size_t Plan::add_node(Point p) {
  nodes.push_back(p);
  return nodes.size() - 1;
}

std::size_t Plan::add_segment(std::size_t a, std::size_t b, Street street, Quarter quarter) {
  segments.push_back({a, b, street, quarter, {}, false, 0, {}});
  return segments.size() - 1;
}

Ring Plan::ring(const Face& face) const {
  Ring corners;
  for (const Side& side : face.sides) corners.push_back(at(side));
  return corners;
}

Plan::Cut Plan::choose_cut(const Ring& ring, Quarter quarter, Dice& dice) const {
  const Manner manner = manner_of(quarter);
  const Point axis = long_axis(ring);
  double low = 1e18, high = -1e18;
  for (const Point p : ring) {
    low = std::min(low, dot(p, axis));
    high = std::max(high, dot(p, axis));
  }
  const double share = 0.5 + dice.between(-manner.off_centre, manner.off_centre);
  const Point middle = centroid(ring);
  const Point through = middle + (low + share * (high - low) - dot(middle, axis)) * axis;
  const Point across{-axis.y, axis.x};
  return {through, turned(across, dice.between(-manner.turn, manner.turn))};
}

/// The junction at t, or one that is near enough, or a new one; returns its t.
double Plan::meet(std::size_t id, double t, std::size_t& node) {
  Segment& segment = segments[id];
  const double size = distance(nodes[segment.a], nodes[segment.b]);
  const double snap = manner_of(segment.quarter).snap_m;
  const Junction* nearest = nullptr;
  for (const Junction& junction : segment.meets)
    if (std::abs(junction.t - t) * size < snap &&
        (nearest == nullptr || std::abs(junction.t - t) < std::abs(nearest->t - t)))
      nearest = &junction;
  if (nearest != nullptr) {
    node = nearest->node;
    return nearest->t;
  }
  node = add_node(at(id, t));
  Segment& again = segments[id];
  const auto place = std::lower_bound(again.meets.begin(), again.meets.end(), t,
                                      [](const Junction& junction, double value) { return junction.t < value; });
  again.meets.insert(place, {t, node});
  return t;
}

bool Plan::cut(const Face& face, const Cut& cut, Dice& dice, Face& left, Face& right) {
  // Where the line crosses the outline: exactly two sides of a convex face.
  std::array<std::pair<std::size_t, double>, 2> crossings;
  std::size_t found = 0;
  const Ring corners = ring(face);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point a = corners[i], b = corners[(i + 1) % corners.size()];
    const double side_a = cross(cut.direction, a - cut.through), side_b = cross(cut.direction, b - cut.through);
    if ((side_a > 0) == (side_b > 0)) continue;
    const double share = side_a / (side_a - side_b);
    const double size = distance(a, b);
    if (share * size < kShortestSide_m || (1 - share) * size < kShortestSide_m || found == 2) return false;
    crossings[found++] = {i, share};
  }
  if (found != 2) return false;

  std::array<std::size_t, 2> ends{};
  std::array<double, 2> where{};
  for (std::size_t k = 0; k < 2; ++k) {
    const Side side = face.sides[crossings[k].first];
    const double t = side.t0 + crossings[k].second * (side.t1 - side.t0);
    where[k] = meet(side.segment, t, ends[k]);
    const double low = std::min(side.t0, side.t1), high = std::max(side.t0, side.t1);
    if (!(where[k] > low && where[k] < high))
      return false;  // attracted out of the side: the junction found stays as it was
  }
  const Street street = street_of(face.quarter, std::abs(area(corners)), dice);
  const std::size_t segment = add_segment(ends[0], ends[1], street, face.quarter);

  left = right = Face{{}, face.quarter, {}};
  const auto [i0, i1] = std::pair(crossings[0].first, crossings[1].first);
  const Side first = face.sides[i0], second = face.sides[i1];
  // From the first crossing along the outline to the second, and back over the new street; and the other way round.
  left.sides.push_back({first.segment, where[0], first.t1});
  for (std::size_t i = i0 + 1; i < i1; ++i) left.sides.push_back(face.sides[i]);
  left.sides.push_back({second.segment, second.t0, where[1]});
  left.sides.push_back({segment, 1, 0});
  right.sides.push_back({second.segment, where[1], second.t1});
  for (std::size_t i = i1 + 1; i < face.sides.size(); ++i) right.sides.push_back(face.sides[i]);
  for (std::size_t i = 0; i < i0; ++i) right.sides.push_back(face.sides[i]);
  right.sides.push_back({first.segment, first.t0, where[0]});
  right.sides.push_back({segment, 0, 1});
  return true;
}

void Plan::grow(Face face, Dice& dice, const Keep& keep) {
  const Ring corners = ring(face);
  const double size = std::abs(area(corners));
  face.use = keep(corners, size);
  const double enough = manner_of(face.quarter).block_m2 * dice.between(0.75, 1.35);
  if (!face.use.empty() || size < enough) {
    blocks.push_back(std::move(face));
    return;
  }
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Face left, right;
    if (!cut(face, choose_cut(corners, face.quarter, dice), dice, left, right)) continue;
    grow(std::move(left), dice, keep);
    grow(std::move(right), dice, keep);
    return;
  }
  blocks.push_back(std::move(face));
}

}  // namespace vigie::city::demo
