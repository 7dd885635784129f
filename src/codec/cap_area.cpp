// SPDX-License-Identifier: Apache-2.0
// Numbers into rings.
#include "codec/cap_area.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string_view>

#include "codec/field_text.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostPolygons = 100;
constexpr std::size_t kMostCorners = 1'000;
constexpr std::size_t kLeastCorners = 3;
constexpr std::size_t kMostNames = 120;
constexpr int kCircleCorners = 32;
constexpr double kLeastRadius_m = 50;  // a circle of radius 0 is a place
constexpr double kMostRadius_m = 500'000;

/// The next word of a list; empty at its end.
std::string_view next_word(std::string_view& list) {
  const std::size_t from = list.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return list = {};
  list.remove_prefix(from);
  const std::string_view word = list.substr(0, list.find_first_of(" \t\r\n"));
  list.remove_prefix(word.size());
  return word;
}

/// "43.296,5.37".
std::optional<geo::Position> read_pair(std::string_view pair) {
  const std::size_t comma = pair.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto place = read_position(pair.substr(0, comma), pair.substr(comma + 1));
  return place ? std::optional(*place) : std::nullopt;
}

std::optional<geo::Polygon> read_polygon(std::string_view list) {
  geo::Polygon polygon;
  while (true) {
    const std::string_view word = next_word(list);
    if (word.empty()) break;
    const auto corner = read_pair(word);
    if (!corner || polygon.ring.size() > kMostCorners) return std::nullopt;
    polygon.ring.push_back(*corner);
  }
  if (polygon.ring.size() > 1 && polygon.ring.front() == polygon.ring.back()) polygon.ring.pop_back();
  if (polygon.ring.size() < kLeastCorners) return std::nullopt;
  return polygon;
}

/// "43.296,5.37 12.5": the radius in kilometres.
std::optional<geo::Polygon> read_circle(std::string_view text) {
  const auto middle = read_pair(next_word(text));
  const auto radius_km = read_decimal(next_word(text));
  if (!middle || !radius_km || !(*radius_km >= 0 && *radius_km * 1000 <= kMostRadius_m)) return std::nullopt;
  const double radius_m = std::max(kLeastRadius_m, *radius_km * 1000);
  geo::Polygon polygon;
  for (int i = 0; i < kCircleCorners; ++i) {
    const double angle = 2 * std::numbers::pi * i / kCircleCorners;
    polygon.ring.push_back(geo::offset(*middle, radius_m * std::sin(angle), radius_m * std::cos(angle)));
  }
  return polygon;
}

/// Metres from a place to a piece of border, on the plane that touches the globe there.
double distance_to_side_m(const geo::Position& place, const geo::Position& from, const geo::Position& to) {
  constexpr double kMetresPerDegree = 111'195;
  const double scale = std::cos(place.lat() * std::numbers::pi / 180);
  const double ax = (from.lon() - place.lon()) * scale, ay = from.lat() - place.lat();
  const double bx = (to.lon() - place.lon()) * scale, by = to.lat() - place.lat();
  const double dx = bx - ax, dy = by - ay;
  const double squared = dx * dx + dy * dy;
  const double along = squared > 0 ? std::clamp(-(ax * dx + ay * dy) / squared, 0.0, 1.0) : 0.0;
  return std::hypot(ax + along * dx, ay + along * dy) * kMetresPerDegree;
}

}  // namespace

AlertAreas read_alert_areas(const XmlNode& info) {
  AlertAreas areas;
  const auto keep = [&](std::optional<geo::Polygon> polygon, const char* expected) {
    if (!polygon) areas.faults.emplace_back(expected);
    else if (areas.polygons.size() == kMostPolygons) areas.faults.emplace_back("more than 100 areas: left out");
    else areas.polygons.push_back(std::move(*polygon));
  };
  for (const XmlNode& area : info.children) {
    if (area.name != "area") continue;
    const std::string_view name = area.text_of("areaDesc");
    if (!name.empty()) areas.names += (areas.names.empty() ? "" : ", ") + one_line(name, kMostNames);
    for (const XmlNode& shape : area.children) {
      if (shape.name == "polygon" && !shape.text.empty())
        keep(read_polygon(shape.text), "a polygon that is not 3 to 1,000 pairs of latitude,longitude: left out");
      else if (shape.name == "circle" && !shape.text.empty())
        keep(read_circle(shape.text), "a circle that is not latitude,longitude and 0 to 500 km: left out");
    }
  }
  areas.names = one_line(areas.names, kMostNames);
  return areas;
}

bool is_within(const geo::Polygon& area, const geo::Position& place, double reach_m) {
  if (geo::contains(area, place)) return true;
  for (std::size_t i = 0; i < area.ring.size(); ++i)
    if (distance_to_side_m(place, area.ring[i], area.ring[(i + 1) % area.ring.size()]) <= reach_m) return true;
  return false;
}

}  // namespace vigie::codec
