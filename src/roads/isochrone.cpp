// SPDX-License-Identifier: Apache-2.0
// Streets onto a grid of arrivals, the grid's contours into areas.
#include "roads/isochrone.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "roads/contour.hpp"

namespace vigie::roads {
namespace {

constexpr double kMetresPerDegree = 6'371'008.8 * std::numbers::pi / 180;
constexpr double kSmallestArea_steps2 = 1;  // of an island of reached ground
constexpr double kSmallestHole_steps2 = 4;  // a courtyard is no gap in the cover

/// Metres east and north of the grid's south-western corner.
class Plane {
 public:
  explicit Plane(const geo::Position& origin)
      : origin_(origin), east_m_(kMetresPerDegree * std::cos(origin.lat() * std::numbers::pi / 180)) {}

  GridPoint metres(const geo::Position& place) const {
    return {(place.lon() - origin_.lon()) * east_m_, (place.lat() - origin_.lat()) * kMetresPerDegree};
  }
  geo::Position place(double east_m, double north_m) const { return geo::offset(origin_, east_m, north_m); }

 private:
  geo::Position origin_;
  double east_m_;
};

struct Extent {
  double south = 90, west = 180, north = -90, east = -180;
  void take(const geo::Position& place) {
    south = std::min(south, place.lat());
    north = std::max(north, place.lat());
    west = std::min(west, place.lon());
    east = std::max(east, place.lon());
  }
};

Extent extent_of(const RoadGraph& graph, std::span<const ReachedStreets> streets) {
  Extent extent;
  for (const ReachedStreets& each : streets)
    for (const ReachedPiece& piece : each.pieces)
      for (const geo::Position& point : graph.shape(graph.arc(piece.arc).edge)) extent.take(point);
  return extent;
}

/// Takes the earliest arrivals from one point of a street to the grid's points beside it.
class Painter {
 public:
  Painter(ArrivalGrid& grid, const Plane& plane, std::int64_t limit_ms, const IsochroneOptions& options)
      : grid_(grid), plane_(plane), limit_ms_(limit_ms), options_(options) {}

  void piece(const RoadGraph& graph, const Metric& metric, const ReachedPiece& piece) {
    const auto shape = graph.shape(graph.arc(piece.arc).edge);
    const bool reversed = graph.arc(piece.arc).reversed;
    const auto corner = [&](std::size_t i) { return plane_.metres(reversed ? shape[shape.size() - 1 - i] : shape[i]); };
    double whole_m = 0;
    for (std::size_t i = 0; i + 1 < shape.size(); ++i)
      whole_m += std::hypot(corner(i + 1).x - corner(i).x, corner(i + 1).y - corner(i).y);
    const double cm_per_m = whole_m > 0 ? graph.length_cm(piece.arc) / whole_m : 0;
    double along_m = 0;
    for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
      const GridPoint a = corner(i), b = corner(i + 1);
      const double segment_m = std::hypot(b.x - a.x, b.y - a.y);
      const int steps = std::max(1, static_cast<int>(std::ceil(segment_m / (options_.grid_m / 2))));
      for (int step = 0; step <= steps; ++step) {
        const double share = static_cast<double>(step) / steps;
        const auto at_cm = static_cast<std::uint32_t>((along_m + segment_m * share) * cm_per_m);
        if (at_cm < piece.from_cm) continue;
        const std::int64_t ms = passes_ms(graph, metric, piece, std::min(at_cm, graph.length_cm(piece.arc)));
        if (ms >= limit_ms_) return;
        point({a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share}, ms);
      }
      along_m += segment_m;
    }
  }

 private:
  void point(const GridPoint& at, std::int64_t ms) {
    const double step = grid_.step_m;
    const auto first = [&](double m) {
      return std::max(0, static_cast<std::int32_t>(std::ceil((m - options_.beside_m) / step)));
    };
    const auto last = [&](double m, std::int32_t count) {
      return std::min(count - 1, static_cast<std::int32_t>(std::floor((m + options_.beside_m) / step)));
    };
    for (std::int32_t row = first(at.y); row <= last(at.y, grid_.rows); ++row)
      for (std::int32_t column = first(at.x); column <= last(at.x, grid_.columns); ++column) {
        const double away_m = std::hypot(column * step - at.x, row * step - at.y);
        if (away_m > options_.beside_m) continue;
        const std::int64_t there = ms + static_cast<std::int64_t>(away_m / options_.walking_mps * 1000);
        std::int64_t& known = grid_.ms[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid_.columns) +
                                       static_cast<std::size_t>(column)];
        known = std::min(known, there);
      }
  }

  ArrivalGrid& grid_;
  const Plane& plane_;
  const std::int64_t limit_ms_;
  const IsochroneOptions& options_;
};

using Ring = std::vector<GridPoint>;

std::vector<geo::Position> placed(const Ring& ring, const ArrivalGrid& grid, const Plane& plane) {
  std::vector<geo::Position> places;
  places.reserve(ring.size());
  for (const GridPoint& point : ring) places.push_back(plane.place(point.x * grid.step_m, point.y * grid.step_m));
  return places;
}

Band band(const ArrivalGrid& grid, std::int64_t limit_ms, double simplify_steps) {
  std::vector<double> values(grid.ms.size(), std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (grid.ms[i] != ArrivalGrid::kNotReached) values[i] = static_cast<double>(grid.ms[i]);
  const Plane plane(grid.south_west);
  std::vector<Ring> outers, holes;
  for (const Ring& ring : contours(values, grid.rows, grid.columns, static_cast<double>(limit_ms))) {
    const double area = doubled_area(ring) / 2;
    if (area >= kSmallestArea_steps2) outers.push_back(simplified(ring, simplify_steps));
    else if (-area >= kSmallestHole_steps2) holes.push_back(simplified(ring, simplify_steps));
  }
  Band out{limit_ms, {}, 0};
  double steps2 = 0;
  for (const Ring& outer : outers) {
    AreaWithHoles area{placed(outer, grid, plane)};
    steps2 += doubled_area(outer) / 2;
    for (const Ring& hole : holes) {
      if (!inside(outer, hole.front())) continue;
      // In the innermost island that holds it.
      const bool nearer = std::any_of(outers.begin(), outers.end(), [&](const Ring& other) {
        return &other != &outer && inside(other, hole.front()) && inside(outer, other.front());
      });
      if (nearer) continue;
      area.push_back(placed(hole, grid, plane));
      steps2 += doubled_area(hole) / 2;
    }
    out.areas.push_back(std::move(area));
  }
  out.area_km2 = steps2 * grid.step_m * grid.step_m / 1e6;
  return out;
}

}  // namespace

ArrivalGrid arrivals(const RoadGraph& graph, std::span<const ReachedStreets> streets, std::int64_t limit_ms,
                     const IsochroneOptions& options) {
  const Extent extent = extent_of(graph, streets);
  ArrivalGrid grid{geo::Position::from_e7(0, 0).value(), options.grid_m, 0, 0, {}};
  if (extent.south > extent.north) return grid;  // nothing is reached
  const auto corner = geo::Position::checked(geo::Latitude{extent.south}, geo::Longitude{extent.west}).value();
  grid.south_west = geo::offset(corner, -options.beside_m - options.grid_m, -options.beside_m - options.grid_m);
  const Plane plane(grid.south_west);
  const GridPoint far =
      plane.metres(geo::Position::checked(geo::Latitude{extent.north}, geo::Longitude{extent.east}).value());
  const auto points = [&](double m) { return static_cast<std::int32_t>((m + options.beside_m) / options.grid_m) + 2; };
  grid.rows = points(far.y);
  grid.columns = points(far.x);
  grid.ms.assign(static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns),
                 ArrivalGrid::kNotReached);
  Painter painter(grid, plane, limit_ms, options);
  for (const ReachedStreets& each : streets)
    for (const ReachedPiece& piece : each.pieces) painter.piece(graph, *each.metric, piece);
  return grid;
}

std::vector<Band> isochrones(const RoadGraph& graph, std::span<const ReachedStreets> streets,
                             std::span<const std::int64_t> limits_ms, const IsochroneOptions& options) {
  std::vector<Band> bands;
  if (limits_ms.empty()) return bands;
  const ArrivalGrid grid = arrivals(graph, streets, limits_ms.back(), options);
  for (const std::int64_t limit : limits_ms) bands.push_back(band(grid, limit, options.simplify_steps));
  return bands;
}

}  // namespace vigie::roads
