// SPDX-License-Identifier: Apache-2.0
// EdgeIndex: which pieces of line are near a place, by a grid of square cells.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "geo/position.hpp"

namespace vigie::roads {

/// A place put onto a line.
struct OnEdge {
  std::uint32_t edge;
  std::uint32_t segment;  ///< between the edge's points `segment` and `segment + 1`
  double along_segment;   ///< 0 to 1
  double distance_m;      ///< from the place to the line
  geo::Position on;       ///< the nearest point of the line
  bool left;              ///< the place lies to the left of the line's direction
};

/// Immutable; borrows nothing. Threads: const, any number of callers.
class EdgeIndex {
 public:
  /// The points of an edge, in order; at least two.
  using ShapeOf = std::function<std::span<const geo::Position>(std::uint32_t edge)>;

  EdgeIndex() = default;
  EdgeIndex(std::uint32_t edge_count, const ShapeOf& shape_of);

  /// The nearest edge that `wanted` accepts, within `within_m`; ties go to the lower edge number.
  std::optional<OnEdge> nearest(const geo::Position& place, double within_m,
                                const std::function<bool(std::uint32_t)>& wanted) const;

  /// Every edge that `wanted` accepts with a point within `within_m`, each at its nearest point: the nearest first, ties
  /// by edge number.
  std::vector<OnEdge> near(const geo::Position& place, double within_m,
                           const std::function<bool(std::uint32_t)>& wanted) const;

 private:
  struct Segment {
    std::uint32_t edge;
    std::uint32_t number;
    geo::Position a;
    geo::Position b;
  };
  struct Cells {
    std::int64_t south, west, north, east;  // inclusive
  };
  Cells cells_of(const Segment& segment) const;
  std::int64_t row_of(std::int32_t lat_e7) const { return (std::int64_t{lat_e7} - south_e7_) / cell_lat_e7_; }
  std::int64_t column_of(std::int32_t lon_e7) const { return (std::int64_t{lon_e7} - west_e7_) / cell_lon_e7_; }
  struct Query;
  double gap2_m2(const Query& query, std::int64_t row, std::int64_t column) const;
  void search_ring(Query& query, std::int64_t ring) const;
  void search_cell(Query& query, std::int64_t row, std::int64_t column) const;

  std::int64_t south_e7_ = 0;
  std::int64_t west_e7_ = 0;
  std::int64_t cell_lat_e7_ = 1;
  std::int64_t cell_lon_e7_ = 1;
  double cell_m_ = 1;
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
  std::vector<std::uint32_t> first_;  // by cell; into segments_
  std::vector<Segment> segments_;     // those of a cell together; one that touches several is in each
};

}  // namespace vigie::roads
