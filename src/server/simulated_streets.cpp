// SPDX-License-Identifier: Apache-2.0
// Kind, name, line and size of each street.
#include "server/simulated_streets.hpp"

#include <array>
#include <cmath>

#include "codec/road_json.hpp"

namespace vigie::server {
namespace {

constexpr std::array<const char*, 4> kStreets{"street", "stairs", "square", "forecourt"};

}  // namespace

void write_number(codec::JsonWriter& json, std::string_view name, double number, int decimals) {
  json.key(name);
  if (std::isfinite(number)) json.decimal(number, decimals);
  else json.null();
}

void write_place(codec::JsonWriter& json, const geo::Position& at) {
  json.key("lon");
  json.degrees(at.lon_e7());
  json.key("lat");
  json.degrees(at.lat_e7());
}

void write_streets(codec::JsonWriter& json, const std::vector<movement::Street>& streets) {
  json.key("streets");
  json.begin_array();
  for (const movement::Street& street : streets) {
    json.begin_object();
    json.member("kind", kStreets[static_cast<std::size_t>(street.kind)]);
    json.member("name", street.name);
    codec::write_line(json, "line", street.line);
    write_number(json, "length_m", street.length_m);
    write_number(json, "width_m", street.width_m, 1);
    write_number(json, "area_m2", street.area_m2);
    json.end_object();
  }
  json.end_array();
}

}  // namespace vigie::server
