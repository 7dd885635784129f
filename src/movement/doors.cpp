// SPDX-License-Identifier: Apache-2.0
// Finds the square or the streets that a door opens onto.
#include "movement/doors.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace vigie::movement {
namespace {

constexpr double kForecourt_m = 80;  ///< how far people spread from a door
constexpr double kBesideSquare_m = 30;
constexpr std::size_t kMostForecourts = 4;
constexpr double kApart_m = 25;  ///< between the ends of one door's forecourts
constexpr double kAtEnd_m = 12;  ///< a street whose end is so near needs no node of its own for the door

/// Puts a node into the street nearest to a door, where it has none there; how far it is.
double split_nearest(Pieces& pieces, const Plane& plane, pedestrians::Vec here) {
  double best_m = std::numeric_limits<double>::infinity();
  std::uint32_t piece = 0;
  for (std::uint32_t p = 0; p < pieces.all().size(); ++p) {
    const Piece& one = pieces.all()[p];
    if (!one.there || one.forecourt) continue;
    if (const double away_m = plane.distance_m(here, one.shape); away_m < best_m) {
      best_m = away_m;
      piece = p;
    }
  }
  if (best_m > kDoorNear_m) return best_m;
  const std::vector<geo::Position> shape = pieces.all()[piece].shape;
  std::size_t before = 1;
  pedestrians::Vec at{};
  double nearest_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < shape.size(); ++i) {
    const pedestrians::Segment part{plane.at(shape[i - 1]), plane.at(shape[i])};
    if (const double away_m = pedestrians::distance(part, here); away_m < nearest_m) {
      nearest_m = away_m;
      before = i;
      at = pedestrians::nearest_on(part, here);
    }
  }
  const bool at_end = pedestrians::length(at - plane.at(shape.front())) < kAtEnd_m ||
                      pedestrians::length(at - plane.at(shape.back())) < kAtEnd_m;
  if (!at_end) pieces.split(piece, before, plane.place(at));
  return best_m + (at_end ? kAtEnd_m : 0);
}

/// Nodes of streets near a door, the nearest first.
std::vector<std::uint32_t> ends(const Pieces& pieces, const geo::Position& at, double within_m, std::uint32_t door) {
  std::vector<std::pair<double, std::uint32_t>> near;
  for (std::uint32_t n = 0; n < door; ++n) {
    const bool on_street = std::any_of(pieces.at(n).begin(), pieces.at(n).end(),
                                       [&](std::uint32_t p) { return !pieces.all()[p].forecourt; });
    if (const double away_m = geo::distance_m(at, pieces.place(n)); on_street && away_m <= within_m)
      near.emplace_back(away_m, n);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::uint32_t> out;
  for (const auto& [away_m, n] : near) {
    const bool apart = std::all_of(out.begin(), out.end(), [&, n = n](std::uint32_t other) {
      return geo::distance_m(pieces.place(n), pieces.place(other)) >= kApart_m;
    });
    if (apart && out.size() < kMostForecourts) out.push_back(n);
  }
  return out;
}

}  // namespace

std::optional<std::uint32_t> connect_door(Pieces& pieces, std::vector<OpenSquare>& squares, const Plane& plane,
                                          const geo::Position& at, double width_m, const std::string& name) {
  const pedestrians::Vec here = plane.at(at);
  for (OpenSquare& open : squares) {
    std::vector<geo::Position> closed = open.outline;
    closed.push_back(closed.front());
    const bool beside = plane.distance_m(here, closed) <= kBesideSquare_m;
    if (!beside && !pedestrians::contains(plane.ring(open.outline), here)) continue;
    const std::uint32_t door = pieces.add_node(at);
    pieces.keep(door);
    open.entries[door] = width_m;
    return door;
  }
  const double nearest_m = split_nearest(pieces, plane, here);
  if (!(nearest_m <= kDoorNear_m)) return std::nullopt;
  const std::uint32_t door = pieces.add_node(at);
  pieces.keep(door);
  for (const std::uint32_t end : ends(pieces, at, std::max(kForecourt_m, nearest_m + 15), door)) {
    pieces.keep(end);
    const double length_m = std::max(8.0, geo::distance_m(at, pieces.place(end)));
    pieces.add({door,
                end,
                length_m,
                std::min(width_m, pieces.width_at(end)),
                flow::Ground::Level,
                name,
                {at, pieces.place(end)},
                true});
  }
  return door;
}

}  // namespace vigie::movement
