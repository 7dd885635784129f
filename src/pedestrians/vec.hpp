// SPDX-License-Identifier: Apache-2.0
// Vec: a point or a difference of points on a place's own plane, in metres, x east and y north.
#pragma once

#include <cmath>

namespace vigie::pedestrians {

/// Metres (or metres per second, where a speed is meant).
struct Vec {
  double x = 0;
  double y = 0;

  friend Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
  friend Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y}; }
  friend Vec operator*(Vec a, double factor) { return {a.x * factor, a.y * factor}; }
  friend bool operator==(Vec a, Vec b) { return a.x == b.x && a.y == b.y; }
};

inline double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y; }
/// Positive where b lies to the left of a.
inline double cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }
inline double length(Vec a) { return std::sqrt(dot(a, a)); }
inline Vec left_of(Vec a) { return {-a.y, a.x}; }
/// Of length 1; the zero vector stays zero.
inline Vec unit(Vec a) {
  const double norm = length(a);
  return norm > 0 ? a * (1 / norm) : Vec{};
}

/// A straight piece of wall, line or exit.
struct Segment {
  Vec a;
  Vec b;
};

/// The point of the segment that is nearest to `p`.
inline Vec nearest_on(const Segment& s, Vec p) {
  const Vec along = s.b - s.a;
  const double norm2 = dot(along, along);
  if (!(norm2 > 0)) return s.a;
  const double share = dot(p - s.a, along) / norm2;
  return s.a + along * (share < 0 ? 0 : share > 1 ? 1 : share);
}

inline double distance(const Segment& s, Vec p) { return length(p - nearest_on(s, p)); }

/// +1 where `to` leaves the line's right side for its left, -1 the other way, 0 where the step does not cross it.
inline int crossing(const Segment& line, Vec from, Vec to) {
  const Vec along = line.b - line.a;
  const double before = cross(along, from - line.a);
  const double after = cross(along, to - line.a);
  if ((before < 0) == (after < 0)) return 0;
  const double share = before / (before - after);
  const Vec at = from + (to - from) * share;
  const double where = dot(at - line.a, along);
  if (!(where >= 0 && where <= dot(along, along))) return 0;
  return after >= 0 ? 1 : -1;
}

/// True where the two touch, ends included.
inline bool touch(const Segment& s, const Segment& t) {
  const auto side = [](Vec a, Vec b, Vec p) {
    const double area = cross(b - a, p - a);
    return area > 0 ? 1 : area < 0 ? -1 : 0;
  };
  const auto within = [](Vec a, Vec b, Vec p) {
    return std::fmin(a.x, b.x) <= p.x && p.x <= std::fmax(a.x, b.x) && std::fmin(a.y, b.y) <= p.y &&
           p.y <= std::fmax(a.y, b.y);
  };
  const int s1 = side(s.a, s.b, t.a), s2 = side(s.a, s.b, t.b);
  const int t1 = side(t.a, t.b, s.a), t2 = side(t.a, t.b, s.b);
  if (s1 * s2 < 0 && t1 * t2 < 0) return true;
  return (s1 == 0 && within(s.a, s.b, t.a)) || (s2 == 0 && within(s.a, s.b, t.b)) ||
         (t1 == 0 && within(t.a, t.b, s.a)) || (t2 == 0 && within(t.a, t.b, s.b));
}

}  // namespace vigie::pedestrians
