// SPDX-License-Identifier: Apache-2.0
// Segments in grid cells of about 100 m; search in growing square rings.
#include "roads/edge_index.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace vigie::roads {
namespace {

constexpr double kCell_m = 100;
constexpr double kMetresPerDegree = 6'371'008.8 * std::numbers::pi / 180;
constexpr std::int64_t kMostCells = 4'000'000;  // one stray point far away must not make a grid of the world

double shrink_at(double lat_deg) { return std::max(0.01, std::cos(lat_deg * std::numbers::pi / 180)); }

struct Plane {
  double x_m;
  double y_m;
};

/// Metres east and north of `origin`, on the local tangent plane.
Plane to_plane(const geo::Position& origin, double shrink, const geo::Position& p) {
  return {static_cast<double>(std::int64_t{p.lon_e7()} - origin.lon_e7()) * 1e-7 * kMetresPerDegree * shrink,
          static_cast<double>(std::int64_t{p.lat_e7()} - origin.lat_e7()) * 1e-7 * kMetresPerDegree};
}

/// The nearest point of a segment to a place.
struct Foot {
  double along;  // 0 to 1
  double distance2_m2;
  bool left;
};

Foot foot_of(const geo::Position& place, double shrink, const geo::Position& from, const geo::Position& to) {
  const Plane a = to_plane(place, shrink, from);
  const Plane b = to_plane(place, shrink, to);
  const double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(-(a.x_m * dx + a.y_m * dy) / length2, 0.0, 1.0) : 0;
  const double x = a.x_m + t * dx, y = a.y_m + t * dy;
  return {t, x * x + y * y, dx * (-a.y_m) - dy * (-a.x_m) > 0};
}

OnEdge on_edge(std::uint32_t edge, std::uint32_t number, const geo::Position& a, const geo::Position& b,
               const Foot& foot) {
  const auto on = geo::Position::from_e7(a.lat_e7() + std::llround(foot.along * (b.lat_e7() - a.lat_e7())),
                                         a.lon_e7() + std::llround(foot.along * (b.lon_e7() - a.lon_e7())));
  return {edge, number, foot.along, std::sqrt(foot.distance2_m2), on.value(), foot.left};
}

/// Floor division, so that places south or west of the grid get negative cells.
std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

}  // namespace

EdgeIndex::EdgeIndex(std::uint32_t edge_count, const ShapeOf& shape_of) {
  std::vector<Segment> segments;
  std::int64_t south = 900'000'000, north = -900'000'000, west = 1'800'000'000, east = -1'800'000'000;
  for (std::uint32_t edge = 0; edge < edge_count; ++edge) {
    const std::span<const geo::Position> shape = shape_of(edge);
    for (std::uint32_t i = 0; i + 1 < shape.size(); ++i) segments.push_back({edge, i, shape[i], shape[i + 1]});
    for (const geo::Position& p : shape) {
      south = std::min<std::int64_t>(south, p.lat_e7());
      north = std::max<std::int64_t>(north, p.lat_e7());
      west = std::min<std::int64_t>(west, p.lon_e7());
      east = std::max<std::int64_t>(east, p.lon_e7());
    }
  }
  if (segments.empty()) return;
  south_e7_ = south;
  west_e7_ = west;
  const double shrink = shrink_at(static_cast<double>(south + north) / 2e7);
  cell_m_ = kCell_m;
  do {
    cell_lat_e7_ = std::llround(cell_m_ / kMetresPerDegree * 1e7);
    cell_lon_e7_ = std::llround(cell_m_ / kMetresPerDegree / shrink * 1e7);
    rows_ = (north - south) / cell_lat_e7_ + 1;
    columns_ = (east - west) / cell_lon_e7_ + 1;
    if (rows_ * columns_ <= kMostCells) break;
    cell_m_ *= 2;
  } while (true);

  first_.assign(static_cast<std::size_t>(rows_ * columns_) + 1, 0);
  const auto each_cell = [&](auto&& visit) {
    for (const Segment& segment : segments) {
      const Cells box = cells_of(segment);
      for (std::int64_t row = box.south; row <= box.north; ++row)
        for (std::int64_t column = box.west; column <= box.east; ++column)
          visit(static_cast<std::size_t>(row * columns_ + column), segment);
    }
  };
  each_cell([&](std::size_t cell, const Segment&) { ++first_[cell + 1]; });
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  // A copy for each cell, so that a cell is read in one go.
  segments_.assign(first_.back(), segments.front());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  each_cell([&](std::size_t cell, const Segment& segment) { segments_[next[cell]++] = segment; });
}

EdgeIndex::Cells EdgeIndex::cells_of(const Segment& s) const {
  return {row_of(std::min(s.a.lat_e7(), s.b.lat_e7())), column_of(std::min(s.a.lon_e7(), s.b.lon_e7())),
          row_of(std::max(s.a.lat_e7(), s.b.lat_e7())), column_of(std::max(s.a.lon_e7(), s.b.lon_e7()))};
}

/// A nearest() under way.
struct EdgeIndex::Query {
  const geo::Position& place;
  double shrink;
  std::int64_t row, column;  // of the place; may lie outside the grid
  double least2_m2;          // square of the distance of the best so far, or of the farthest that is asked for
  const std::function<bool(std::uint32_t)>& wanted;
  std::optional<OnEdge> best;
};

/// The least square of a distance from the place to anything in that cell.
double EdgeIndex::gap2_m2(const Query& query, std::int64_t row, std::int64_t column) const {
  const auto gap = [](std::int64_t at, std::int64_t from, std::int64_t size) {
    return static_cast<double>(std::max<std::int64_t>({0, from - at, at - (from + size)}));
  };
  constexpr double kShorter = 1 - 1e-9;  // rounding must not make a near cell a far one
  constexpr double kMetresPerUnit = kMetresPerDegree * 1e-7 * kShorter;
  const double y_m = gap(query.place.lat_e7(), south_e7_ + row * cell_lat_e7_, cell_lat_e7_) * kMetresPerUnit;
  const double x_m = gap(query.place.lon_e7(), west_e7_ + column * cell_lon_e7_, cell_lon_e7_) * kMetresPerUnit;
  return y_m * y_m + x_m * x_m * query.shrink * query.shrink;
}

void EdgeIndex::search_cell(Query& query, std::int64_t row, std::int64_t column) const {
  if (row < 0 || column < 0 || row >= rows_ || column >= columns_) return;
  if (gap2_m2(query, row, column) > query.least2_m2) return;
  const auto cell = static_cast<std::size_t>(row * columns_ + column);
  for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
    const Segment& s = segments_[i];
    const Foot foot = foot_of(query.place, query.shrink, s.a, s.b);
    if (foot.distance2_m2 > query.least2_m2) continue;
    if (query.best && foot.distance2_m2 == query.least2_m2 && s.edge >= query.best->edge) continue;
    if (!query.wanted(s.edge)) continue;
    query.best = on_edge(s.edge, s.number, s.a, s.b, foot);
    query.least2_m2 = foot.distance2_m2;
  }
}

void EdgeIndex::search_ring(Query& query, std::int64_t ring) const {
  for (std::int64_t c = query.column - ring; c <= query.column + ring; ++c) {
    search_cell(query, query.row - ring, c);
    if (ring > 0) search_cell(query, query.row + ring, c);
  }
  for (std::int64_t r = query.row - ring + 1; r <= query.row + ring - 1; ++r) {
    search_cell(query, r, query.column - ring);
    search_cell(query, r, query.column + ring);
  }
}

std::optional<OnEdge> EdgeIndex::nearest(const geo::Position& place, double within_m,
                                         const std::function<bool(std::uint32_t)>& wanted) const {
  if (segments_.empty()) return std::nullopt;
  Query query{place,
              shrink_at(place.lat()),
              floor_div(std::int64_t{place.lat_e7()} - south_e7_, cell_lat_e7_),
              floor_div(std::int64_t{place.lon_e7()} - west_e7_, cell_lon_e7_),
              within_m * within_m,
              wanted,
              std::nullopt};
  for (std::int64_t ring = 0;; ++ring) {
    // Whatever is in a farther ring is at least this far; 0.8 covers how a cell's width varies with latitude over a region.
    const double nearest_possible_m = 0.8 * cell_m_ * static_cast<double>(ring - 1);
    if (nearest_possible_m > 0 && nearest_possible_m * nearest_possible_m > query.least2_m2) break;
    search_ring(query, ring);
  }
  return query.best;
}

std::vector<OnEdge> EdgeIndex::near(const geo::Position& place, double within_m,
                                    const std::function<bool(std::uint32_t)>& wanted) const {
  std::vector<OnEdge> found;
  if (segments_.empty()) return found;
  const double shrink = shrink_at(place.lat());
  const auto reach_e7 = static_cast<std::int64_t>(std::ceil(within_m / kMetresPerDegree * 1e7)) + 1;
  const auto reach_lon_e7 = static_cast<std::int64_t>(std::ceil(static_cast<double>(reach_e7) / shrink)) + 1;
  const auto row = [&](std::int64_t lat_e7) {
    return std::clamp<std::int64_t>(floor_div(lat_e7 - south_e7_, cell_lat_e7_), -1, rows_);
  };
  const auto column = [&](std::int64_t lon_e7) {
    return std::clamp<std::int64_t>(floor_div(lon_e7 - west_e7_, cell_lon_e7_), -1, columns_);
  };
  const std::int64_t first_row = std::max<std::int64_t>(0, row(place.lat_e7() - reach_e7));
  const std::int64_t last_row = std::min(rows_ - 1, row(place.lat_e7() + reach_e7));
  const std::int64_t first_column = std::max<std::int64_t>(0, column(place.lon_e7() - reach_lon_e7));
  const std::int64_t last_column = std::min(columns_ - 1, column(place.lon_e7() + reach_lon_e7));
  for (std::int64_t r = first_row; r <= last_row; ++r)
    for (std::int64_t c = first_column; c <= last_column; ++c) {
      const auto cell = static_cast<std::size_t>(r * columns_ + c);
      for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
        const Segment& s = segments_[i];
        const Foot foot = foot_of(place, shrink, s.a, s.b);
        if (foot.distance2_m2 <= within_m * within_m && wanted(s.edge))
          found.push_back(on_edge(s.edge, s.number, s.a, s.b, foot));
      }
    }
  // The best of each edge, the first segment of equally near ones; then the nearest edges first.
  std::sort(found.begin(), found.end(), [](const OnEdge& a, const OnEdge& b) {
    return std::tie(a.edge, a.distance_m, a.segment) < std::tie(b.edge, b.distance_m, b.segment);
  });
  found.erase(
      std::unique(found.begin(), found.end(), [](const OnEdge& a, const OnEdge& b) { return a.edge == b.edge; }),
      found.end());
  std::sort(found.begin(), found.end(), [](const OnEdge& a, const OnEdge& b) {
    return std::tie(a.distance_m, a.edge) < std::tie(b.distance_m, b.edge);
  });
  return found;
}

}  // namespace vigie::roads
