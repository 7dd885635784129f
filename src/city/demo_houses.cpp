// SPDX-License-Identifier: Apache-2.0
// Blocks become parcels, parcels along a street become houses with numbers.
#include <algorithm>
#include <cmath>
#include <optional>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

struct Building {
  double parcel_m2;
  double filled;    ///< share of the parcel's width that is built
  double skip;      ///< share of parcels without a house
  double numbered;  ///< share of houses with a number on the map
  int low, high;    ///< storeys
  const char* kind;
};

Building building_of(Quarter quarter) {
  switch (quarter) {
    case Quarter::OldTown: return {230, 1.0, 0.05, 0.9, 3, 5, "apartments"};
    case Quarter::Grid: return {340, 1.0, 0.05, 0.9, 4, 7, "apartments"};
    case Quarter::Residential: return {900, 0.58, 0.12, 0.75, 1, 3, "house"};
    case Quarter::Hills: return {1500, 0.44, 0.18, 0.65, 1, 2, "house"};
    case Quarter::Industrial: return {5200, 0.74, 0.15, 0.3, 1, 3, "industrial"};
    case Quarter::Wild:
    case Quarter::Water: break;
  }
  return {1e12, 0, 1, 0, 1, 1, "yes"};
}

double half_width(const Segment& segment) {
  switch (segment.street) {
    case Street::Primary: return 15;
    case Street::Secondary: return 11.5;
    case Street::Tertiary: return 8.5;
    case Street::Living:
    case Street::Pedestrian: return 4;
    case Street::Service: return 5;
    case Street::None: return 4;
    default: return segment.quarter == Quarter::OldTown ? 5 : 7;
  }
}

void divide(const Ring& ring, double parcel_m2, Dice& dice, std::vector<Ring>& parcels) {
  if (ring.size() < 3 || area(ring) < 30) return;
  if (area(ring) < parcel_m2 * 1.4) {
    parcels.push_back(ring);
    return;
  }
  const Point axis = long_axis(ring);
  double low = 1e18, high = -1e18;
  for (const Point p : ring) {
    low = std::min(low, dot(p, axis));
    high = std::max(high, dot(p, axis));
  }
  const double cut = low + (high - low) * dice.between(0.44, 0.56);
  const Point middle = centroid(ring);
  const auto [left, right] = split(ring, middle + (cut - dot(middle, axis)) * axis, {-axis.y, axis.x});
  divide(left, parcel_m2, dice, parcels);
  divide(right, parcel_m2, dice, parcels);
}

/// Which side of the block a parcel looks at; nothing where it looks at none.
std::optional<std::size_t> front_of(const Town& town, const Face& block, const Ring& parcel) {
  std::optional<std::size_t> best;
  double widest = 4;
  for (std::size_t i = 0; i < block.sides.size(); ++i) {
    const Segment& segment = town.plan.segments[block.sides[i].segment];
    if (segment.street == Street::None) continue;
    const Point a = town.plan.at(block.sides[i]), b = town.plan.at(block.sides[(i + 1) % block.sides.size()]);
    const Point d = unit(b - a);
    for (std::size_t k = 0; k < parcel.size(); ++k) {
      const Point p = parcel[k], q = parcel[(k + 1) % parcel.size()];
      const double reach = half_width(segment) + 1;
      const bool at_street = std::abs(cross(d, p - a)) < reach && std::abs(cross(d, q - a)) < reach;
      if (at_street && distance(p, q) > widest) {
        widest = distance(p, q);
        best = i;
      }
    }
  }
  return best;
}

/// The number of a house of that street at that place, given once; empty where it and its "bis" and "ter" are taken.
std::string number_of(Town& town, const Side& side, Point house) {
  const Segment& segment = town.plan.segments[side.segment];
  const Point a = town.plan.nodes[segment.a], b = town.plan.nodes[segment.b];
  const Point d = unit(b - a);
  // Great streets go on over several pieces: the piece's place along the whole is near enough its distance from the old harbour.
  const bool great = segment.street == Street::Primary || segment.street == Street::Secondary;
  const double start = great ? std::abs(std::abs(d.x) > std::abs(d.y) ? a.x : a.y) : 0;
  const double metres = start + std::clamp(dot(house - a, d), 0.0, distance(a, b));
  const int number = 2 * static_cast<int>(metres / 13) + (cross(d, house - a) > 0 ? 2 : 1);
  for (const char* suffix : {"", " bis", " ter"}) {
    const std::string text = std::to_string(number) + suffix;
    if (town.door_numbers.insert(segment.name + "|" + text).second) return text;
  }
  return {};
}

bool free_of_lines(const Town& town, Point p) {
  if (distance(town.motorway, p) < 52 || distance(town.railway, p) < 22) return false;
  return std::none_of(town.stubs.begin(), town.stubs.end(), [p](const Path& stub) {
    return std::abs(stub[0].x - p.x) < 150 && std::abs(stub[0].y - p.y) < 150 && distance(stub, p) < 13;
  });
}

}  // namespace

Ring inside_streets(const Town& town, const Face& block) {
  Ring ring = town.plan.ring(block);
  const Ring corners = ring;
  for (std::size_t i = 0; i < corners.size() && ring.size() >= 3; ++i) {
    const Point a = corners[i], d = unit(corners[(i + 1) % corners.size()] - a);
    const double width = half_width(town.plan.segments[block.sides[i].segment]);
    ring = split(ring, a + width * Point{-d.y, d.x}, d).first;
  }
  if (ring.size() < 3 || area(ring) < 40) ring.clear();
  return ring;
}

void draw_houses(Town& town, const Face& block) {
  const Ring land = inside_streets(town, block);
  if (land.empty()) return;
  const Building style = building_of(block.quarter);
  std::vector<Ring> parcels;
  divide(land, style.parcel_m2, town.dice, parcels);
  for (const Ring& parcel : parcels) {
    const auto front = front_of(town, block, parcel);
    const Point middle = centroid(parcel);
    if (!front || town.dice.chance(style.skip) || !free_of_lines(town, middle)) continue;
    Ring house;
    const double filled = style.filled < 1 ? style.filled * town.dice.between(0.85, 1.15) : 1;
    for (const Point p : parcel) house.push_back(middle + filled * (p - middle));
    const int storeys =
        style.low + static_cast<int>(town.dice.below(static_cast<std::size_t>(style.high - style.low + 1)));
    Tags tags{{"building", style.kind}, {"building:levels", std::to_string(storeys)}};
    const Side& side = block.sides[*front];
    const std::string& street = town.plan.segments[side.segment].name;
    if (!street.empty() && town.dice.chance(style.numbered)) {
      const std::string number = number_of(town, side, middle);
      if (!number.empty()) {
        tags.emplace_back("addr:housenumber", number);
        tags.emplace_back("addr:street", street);
      }
    }
    town.sheet.outline(house, std::move(tags));
  }
}

}  // namespace vigie::city::demo
