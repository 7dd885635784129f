// SPDX-License-Identifier: Apache-2.0
// Sides on a plane of metres around one place.
#include "geo/outline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace vigie::geo {
namespace {

constexpr double kNorth_m = 6'371'008.8 * std::numbers::pi / 180 / 1e7;  // per 1e-7 degree

struct Point {
  double x, y;
};

std::vector<Point> on_plane(const Polygon& polygon, const Position& origin) {
  const double east_m = kNorth_m * std::cos(origin.lat() * std::numbers::pi / 180);
  std::vector<Point> points;
  for (const Position& corner : polygon.ring)
    points.push_back({static_cast<double>(std::int64_t{corner.lon_e7()} - origin.lon_e7()) * east_m,
                      static_cast<double>(std::int64_t{corner.lat_e7()} - origin.lat_e7()) * kNorth_m});
  return points;
}

double turn(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool within(Point a, Point b, Point p) {
  return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
         p.y <= std::max(a.y, b.y);
}

bool meet(Point a, Point b, Point c, Point d) {
  const double c_side = turn(a, b, c), d_side = turn(a, b, d), a_side = turn(c, d, a), b_side = turn(c, d, b);
  if (((c_side > 0 && d_side < 0) || (c_side < 0 && d_side > 0)) &&
      ((a_side > 0 && b_side < 0) || (a_side < 0 && b_side > 0)))
    return true;
  return (c_side == 0 && within(a, b, c)) || (d_side == 0 && within(a, b, d)) || (a_side == 0 && within(c, d, a)) ||
         (b_side == 0 && within(c, d, b));
}

}  // namespace

double area_m2(const Polygon& polygon) {
  if (polygon.ring.size() < 3) return 0;
  const std::vector<Point> points = on_plane(polygon, polygon.ring.front());
  double twice = 0;
  for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++)
    twice += points[j].x * points[i].y - points[i].x * points[j].y;
  return std::abs(twice) / 2;
}

bool crosses_itself(const Polygon& polygon) {
  if (polygon.ring.size() < 3) return true;
  const std::vector<Point> points = on_plane(polygon, polygon.ring.front());
  const std::size_t n = points.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Point a = points[i], b = points[(i + 1) % n], next = points[(i + 2) % n];
    if (a.x == b.x && a.y == b.y) return true;
    // Neighbours share a corner: they lie on one another where the second turns straight back.
    if (turn(a, b, next) == 0 && (b.x - a.x) * (next.x - b.x) + (b.y - a.y) * (next.y - b.y) < 0) return true;
    for (std::size_t k = i + 2; k < n; ++k)
      if ((k + 1) % n != i && meet(a, b, points[k], points[(k + 1) % n])) return true;
  }
  return false;
}

double distance_to_outline_m(const Polygon& polygon, const Position& place) {
  const std::vector<Point> points = on_plane(polygon, place);
  double nearest_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
    const double dx = points[i].x - points[j].x, dy = points[i].y - points[j].y;
    const double square = dx * dx + dy * dy;
    const double t = square == 0 ? 0 : std::clamp(-(points[j].x * dx + points[j].y * dy) / square, 0.0, 1.0);
    nearest_m = std::min(nearest_m, std::hypot(points[j].x + t * dx, points[j].y + t * dy));
  }
  return nearest_m;
}

Position middle(const Polygon& polygon) {
  const Position origin = polygon.ring.front();
  const std::vector<Point> points = on_plane(polygon, origin);
  double twice = 0, x = 0, y = 0;
  for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
    const double piece = points[j].x * points[i].y - points[i].x * points[j].y;
    twice += piece;
    x += piece * (points[j].x + points[i].x);
    y += piece * (points[j].y + points[i].y);
  }
  return twice == 0 ? origin : offset(origin, x / (3 * twice), y / (3 * twice));
}

}  // namespace vigie::geo
