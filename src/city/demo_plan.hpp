// SPDX-License-Identifier: Apache-2.0
// The street plan: faces that are cut by streets until they are blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "city/demo_random.hpp"
#include "city/demo_shape.hpp"

namespace vigie::city::demo {

enum class Street : std::uint8_t {
  None,
  Primary,
  Secondary,
  Tertiary,
  Residential,
  Living,
  Pedestrian,
  Service,
  Unclassified
};

/// How a quarter grows.
enum class Quarter : std::uint8_t { Water, Wild, OldTown, Grid, Residential, Hills, Industrial };

/// Where a street meets a straight piece.
struct Junction {
  double t;          ///< 0 … 1 along the piece
  std::size_t node;  ///< into Plan::nodes
};

/// A straight piece of street between two nodes, with the junctions on it.
struct Segment {
  std::size_t a;
  std::size_t b;
  Street street;
  Quarter quarter;
  std::string name;
  bool bridge = false;
  int oneway = 0;               ///< 1 from a to b, -1 against it, 0 both
  std::vector<Junction> meets;  ///< in order of t, without the ends
};

/// A stretch of a segment as the side of a face; from t0 to t1, which may fall.
struct Side {
  std::size_t segment;
  double t0;
  double t1;
};

/// A piece of land, convex, its sides counter-clockwise.
struct Face {
  std::vector<Side> sides;
  Quarter quarter;
  std::string use;  ///< what it is kept for: "park", "stadium" …; empty: houses
};

class Plan {
 public:
  std::vector<Point> nodes;
  std::vector<Segment> segments;
  std::vector<Face> blocks;  ///< faces that are not cut any more

  std::size_t add_node(Point p);
  std::size_t add_segment(std::size_t a, std::size_t b, Street street, Quarter quarter);
  Point at(const Side& side) const { return at(side.segment, side.t0); }
  Point at(std::size_t segment, double t) const {
    return mix(nodes[segments[segment].a], nodes[segments[segment].b], t);
  }
  Ring ring(const Face& face) const;

  /// Whether a face of that outline is kept whole, and for what; empty where it may be cut.
  using Keep = std::function<std::string(const Ring& ring, double area_m2)>;

  /// Cuts a face into blocks as its quarter does. Every cut is a street whose ends lie on the streets around it.
  void grow(Face face, Dice& dice, const Keep& keep);

 private:
  struct Cut {
    Point through;
    Point direction;
  };
  Cut choose_cut(const Ring& ring, Quarter quarter, Dice& dice) const;
  bool cut(const Face& face, const Cut& cut, Dice& dice, Face& left, Face& right);
  double meet(std::size_t segment, double t, std::size_t& node);
};

}  // namespace vigie::city::demo
