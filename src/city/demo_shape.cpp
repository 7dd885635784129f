// SPDX-License-Identifier: Apache-2.0
// Plane geometry, plainly.
#include "city/demo_shape.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::city::demo {

double length(Point p) { return std::hypot(p.x, p.y); }
double distance(Point a, Point b) { return length(b - a); }
Point turned(Point p, double radians) {
  const double c = std::cos(radians), s = std::sin(radians);
  return {c * p.x - s * p.y, s * p.x + c * p.y};
}
Point unit(Point p) {
  const double size = length(p);
  return size == 0 ? Point{1, 0} : Point{p.x / size, p.y / size};
}

double area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) twice += cross(ring[j], ring[i]);
  return twice / 2;
}

Point centroid(const Ring& ring) {
  Point sum{0, 0};
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point a = ring[j] - ring[0], b = ring[i] - ring[0];
    const double part = cross(a, b);
    twice += part;
    sum = sum + part * (a + b);
  }
  return twice == 0 ? ring[0] : ring[0] + (1 / (3 * twice)) * sum;
}

bool contains(const Ring& ring, Point p) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point a = ring[i], b = ring[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

double distance(const Path& path, Point p) {
  double best = 1e18;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Point d = path[i] - path[i - 1];
    const double square = dot(d, d);
    const double t = square == 0 ? 0 : std::clamp(dot(p - path[i - 1], d) / square, 0.0, 1.0);
    best = std::min(best, distance(path[i - 1] + t * d, p));
  }
  return best;
}

double length(const Path& path) {
  double sum = 0;
  for (std::size_t i = 1; i < path.size(); ++i) sum += distance(path[i - 1], path[i]);
  return sum;
}

std::pair<Point, Point> along(const Path& path, double metres) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double step = distance(path[i - 1], path[i]);
    if (metres <= step || i + 1 == path.size())
      return {mix(path[i - 1], path[i], step == 0 ? 0 : metres / step), unit(path[i] - path[i - 1])};
    metres -= step;
  }
  return {path.front(), {1, 0}};
}

Point long_axis(const Ring& ring) {
  Point best{1, 0};
  double widest = -1;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point axis = unit(ring[i] - ring[j]);
    for (const Point d : {axis, Point{-axis.y, axis.x}}) {
      double low = 1e18, high = -1e18;
      for (const Point p : ring) {
        low = std::min(low, dot(p, d));
        high = std::max(high, dot(p, d));
      }
      // Long sides first: an axis along a long side fits better than a diagonal.
      const double size = (high - low) * (1 + 1e-4 * distance(ring[j], ring[i]));
      if (size > widest) {
        widest = size;
        best = d;
      }
    }
  }
  return best;
}

std::pair<Ring, Ring> split(const Ring& convex, Point at, Point direction) {
  Ring left, right;
  for (std::size_t i = 0; i < convex.size(); ++i) {
    const Point a = convex[i], b = convex[(i + 1) % convex.size()];
    const double side_a = cross(direction, a - at), side_b = cross(direction, b - at);
    (side_a >= 0 ? left : right).push_back(a);
    if ((side_a > 0 && side_b < 0) || (side_a < 0 && side_b > 0)) {
      const Point p = mix(a, b, side_a / (side_a - side_b));
      left.push_back(p);
      right.push_back(p);
    }
  }
  return {left, right};
}

Ring inset(const Ring& convex, double metres) {
  Ring ring = convex;
  for (std::size_t i = 0; i < convex.size() && ring.size() >= 3; ++i) {
    const Point a = convex[i], b = convex[(i + 1) % convex.size()];
    const Point d = unit(b - a);
    ring = split(ring, a + metres * Point{-d.y, d.x}, d).first;
  }
  if (ring.size() < 3 || area(ring) < 1) ring.clear();
  return ring;
}

Path beside(const Path& path, double metres) {
  Path moved;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Point before = path[i == 0 ? 0 : i - 1], after = path[std::min(i + 1, path.size() - 1)];
    const Point d = unit(after - before);
    moved.push_back(path[i] + metres * Point{-d.y, d.x});
  }
  return moved;
}

Path smooth(const Path& through, int steps) {
  Path path;
  const auto at = [&](std::ptrdiff_t i) {
    return through[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(through) - 1))];
  };
  for (std::ptrdiff_t i = 0; i + 1 < std::ssize(through); ++i)
    for (int s = 0; s < steps; ++s) {
      const double t = double(s) / steps, t2 = t * t, t3 = t2 * t;
      path.push_back(0.5 * ((2 * t2 - t - t3) * at(i - 1) + (2 - 5 * t2 + 3 * t3) * at(i) +
                            (t + 4 * t2 - 3 * t3) * at(i + 1) + (t3 - t2) * at(i + 2)));
    }
  path.push_back(through.back());
  return path;
}

Ring strip(Point from, Point to, double width) {
  const Point d = unit(to - from);
  const Point side = width / 2 * Point{-d.y, d.x};
  return {from - side, to - side, to + side, from + side};
}

}  // namespace vigie::city::demo
