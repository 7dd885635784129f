// SPDX-License-Identifier: Apache-2.0
// Cuts streets at a square's outline.
#include "movement/squares.hpp"

#include <utility>

namespace vigie::movement {
namespace {

constexpr double kCut_m = 0.5;  ///< nearer to a piece's end a cut is that end

/// Cuts a piece where it first crosses the ring; false where it does not (any more). Notes the node that is there.
bool cut_once(Pieces& pieces, const Plane& plane, std::uint32_t number, const pedestrians::Ring& ring,
              std::vector<std::uint32_t>& cuts) {
  const std::vector<geo::Position> shape = pieces.all()[number].shape;
  std::vector<double> before_m{0};
  for (std::size_t i = 1; i < shape.size(); ++i)
    before_m.push_back(before_m.back() + pedestrians::length(plane.at(shape[i]) - plane.at(shape[i - 1])));
  for (std::size_t i = 1; i < shape.size(); ++i) {
    const pedestrians::Vec a = plane.at(shape[i - 1]), b = plane.at(shape[i]);
    for (const pedestrians::Segment& side : pedestrians::sides(ring)) {
      const auto share = meeting(a, b, side.a, side.b);
      if (!share) continue;
      // A cut at an end, or at the end of a piece just cut, would go on for ever.
      const double along_m = before_m[i - 1] + *share * (before_m[i] - before_m[i - 1]);
      if (along_m < kCut_m || before_m.back() - along_m < kCut_m) {
        cuts.push_back(along_m < kCut_m ? pieces.all()[number].from : pieces.all()[number].to);
        continue;
      }
      cuts.push_back(pieces.split(number, i, plane.place(a + (b - a) * *share)));
      return true;
    }
  }
  return false;
}

bool lies_in(const Plane& plane, const Piece& piece, const pedestrians::Ring& ring) {
  const std::size_t middle = piece.shape.size() / 2;
  const pedestrians::Vec a = plane.at(piece.shape[middle - 1]), b = plane.at(piece.shape[middle]);
  return pedestrians::contains(ring, (a + b) * 0.5);
}

}  // namespace

geo::Position middle_of(const std::vector<geo::Position>& ring) {
  double lat = 0, lon = 0;
  for (const geo::Position& corner : ring) {
    lat += corner.lat() / static_cast<double>(ring.size());
    lon += corner.lon() / static_cast<double>(ring.size());
  }
  return geo::Position::checked({lat}, {lon}).value();
}

OpenSquare open_square(Pieces& pieces, const Plane& plane, const CrowdSquare& square) {
  const pedestrians::Ring ring = plane.ring(square.outline);
  OpenSquare open{square.name,  square.outline, pedestrians::area_m2(ring), middle_of(square.outline), {},
                  square.holes, square.line};
  for (const auto& hole : square.holes) open.area_m2 -= pedestrians::area_m2(plane.ring(hole));
  std::vector<std::uint32_t> cuts;
  for (std::uint32_t p = 0; p < pieces.all().size(); ++p)  // grows as pieces are split
    while (pieces.all()[p].there && cut_once(pieces, plane, p, ring, cuts)) continue;
  for (std::uint32_t p = 0; p < pieces.all().size(); ++p)
    if (pieces.all()[p].there && lies_in(plane, pieces.all()[p], ring)) pieces.drop(p);
  for (const std::uint32_t node : cuts)
    if (!pieces.at(node).empty()) open.entries[node] = pieces.width_at(node);
  return open;
}

}  // namespace vigie::movement
