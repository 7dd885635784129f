// SPDX-License-Identifier: Apache-2.0
// Points and rings of the demo city's plan, in metres: x east, y inland from the shore.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace vigie::city::demo {

struct Point {
  double x;
  double y;
};
inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(double k, Point p) { return {k * p.x, k * p.y}; }
inline Point mix(Point a, Point b, double t) { return a + t * (b - a); }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }

using Ring = std::vector<Point>;  ///< corners in order, not repeated at the end
using Path = std::vector<Point>;

double length(Point p);
double distance(Point a, Point b);
Point turned(Point p, double radians);
Point unit(Point p);

double area(const Ring& ring);  ///< positive where counter-clockwise
Point centroid(const Ring& ring);
bool contains(const Ring& ring, Point p);
double distance(const Path& path, Point p);
double length(const Path& path);

/// The point `metres` along a path, and the direction there.
std::pair<Point, Point> along(const Path& path, double metres);

/// The direction in which a ring is longest.
Point long_axis(const Ring& ring);

/// The convex ring with every side moved inward; empty where nothing is left.
Ring inset(const Ring& convex, double metres);

/// The two parts of a convex ring on either side of a line through `at` along `direction`.
std::pair<Ring, Ring> split(const Ring& convex, Point at, Point direction);

/// A path beside a path: to its left where positive.
Path beside(const Path& path, double metres);

/// A smooth path through points (Catmull and Rom 1974), with `steps` points a piece.
Path smooth(const Path& through, int steps);

/// A rectangle from its middle line.
Ring strip(Point from, Point to, double width);

}  // namespace vigie::city::demo
