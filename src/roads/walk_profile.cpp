// SPDX-License-Identifier: Apache-2.0
// Foot access by class and tag (https://wiki.openstreetmap.org/wiki/Key:foot), and widths.
#include "roads/walk_profile.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

namespace vigie::roads {
namespace {

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::optional<WalkKind> kind_of(std::string_view highway) {
  if (highway == "steps") return WalkKind::Steps;
  if (one_of(highway, {"footway", "path", "bridleway", "corridor", "platform"})) return WalkKind::Footway;
  if (one_of(highway, {"pedestrian", "living_street"})) return WalkKind::Pedestrian;
  if (one_of(highway, {"primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
                       "unclassified", "road", "residential", "service", "track", "cycleway", "trunk", "trunk_link",
                       "motorway", "motorway_link", "busway"}))
    return WalkKind::Street;
  return std::nullopt;
}

bool needs_permission(std::string_view highway) {
  return one_of(highway, {"trunk", "trunk_link", "motorway", "motorway_link", "cycleway", "busway"});
}

}  // namespace

std::uint16_t parse_width_cm(std::string_view text) {
  double number = 0;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return 0;
  std::string_view unit = text.substr(static_cast<std::size_t>(rest - text.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  double metres = 0;
  if (unit.empty() || unit == "m") metres = number;
  if (unit == "cm") metres = number / 100;
  if (unit == "'" || unit == "ft") metres = number * 0.3048;
  const bool in_range = metres >= 0.1 && metres <= 200;
  return in_range ? static_cast<std::uint16_t>(std::lround(metres * 100)) : std::uint16_t{0};
}

std::optional<WalkTraits> read_walk(const Tags& tags) {
  const std::string_view highway = tags["highway"];
  const std::optional<WalkKind> kind = kind_of(highway);
  if (!kind) return std::nullopt;
  const std::string_view foot = tags["foot"];
  if (one_of(foot, {"no", "private", "use_sidepath"})) return std::nullopt;
  const bool welcome = one_of(foot, {"yes", "designated", "permissive", "official", "destination", "customers"});
  if (!welcome && (needs_permission(highway) || one_of(tags["access"], {"no", "private"}))) return std::nullopt;
  const std::string_view width = tags["width"].empty() ? tags["est_width"] : tags["width"];
  return WalkTraits{*kind, parse_width_cm(width)};
}

bool is_square(const Tags& tags) {
  if (one_of(tags["access"], {"no", "private"}) || tags["foot"] == "no") return false;
  if (tags["place"] == "square") return true;
  return one_of(tags["highway"], {"pedestrian", "footway"}) &&
         (tags["area"] == "yes" || tags["type"] == "multipolygon");
}

}  // namespace vigie::roads
