// SPDX-License-Identifier: Apache-2.0
// The manifest as JSON, its keys in a fixed order.
#include "city/manifest.hpp"

#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace vigie::city {
namespace {

constexpr int kFormat = 1;

geo::Box checked_box(const nlohmann::json& json) {
  const geo::Box box{json.at("south").get<double>(), json.at("west").get<double>(), json.at("north").get<double>(),
                     json.at("east").get<double>()};
  const bool on_globe = box.south >= -90 && box.south <= box.north && box.north <= 90 && box.west >= -180 &&
                        box.west <= box.east && box.east <= 180;
  if (!on_globe) throw std::out_of_range("bounds that are not on the globe");
  return box;
}

geo::Position checked_place(const nlohmann::json& json) {
  const Result<geo::Position> place =
      geo::Position::checked(geo::Latitude{json.at("lat").get<double>()}, geo::Longitude{json.at("lon").get<double>()});
  if (!place) throw std::out_of_range(place.error().what);
  return *place;
}

}  // namespace

std::string to_json(const Manifest& manifest) {
  nlohmann::ordered_json json;
  json["format"] = kFormat;
  json["name"] = manifest.name;
  json["synthetic"] = manifest.synthetic;
  json["attribution"] = manifest.attribution;
  json["bounds"] = {{"south", manifest.bounds.south},
                    {"west", manifest.bounds.west},
                    {"north", manifest.bounds.north},
                    {"east", manifest.bounds.east}};
  json["centre"] = {{"lat", manifest.centre.lat()}, {"lon", manifest.centre.lon()}};
  const CityCounts& counts = manifest.counts;
  json["counts"] = {{"car_nodes", counts.car_nodes}, {"car_arcs", counts.car_arcs},   {"walk_nodes", counts.walk_nodes},
                    {"streets", counts.streets},     {"addresses", counts.addresses}, {"tiles", counts.tiles},
                    {"zones", counts.zones}};
  json["checksums"] = manifest.checksums;
  return json.dump(2) + "\n";
}

Result<Manifest> manifest_from(const std::string& text) {
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    const int format = json.at("format").get<int>();
    if (format != kFormat)
      return Error{ErrorKind::Corrupt, "format " + std::to_string(format) + ", expected " + std::to_string(kFormat) +
                                           ": import the city again"};
    const nlohmann::json& counts = json.at("counts");
    const auto count = [&](const char* key) { return counts.at(key).get<std::int64_t>(); };
    return Manifest{json.at("name").get<std::string>(),
                    checked_box(json.at("bounds")),
                    checked_place(json.at("centre")),
                    json.at("synthetic").get<bool>(),
                    json.at("attribution").get<std::string>(),
                    {count("car_nodes"), count("car_arcs"), count("walk_nodes"), count("streets"), count("addresses"),
                     count("tiles"), counts.value("zones", std::int64_t{0})},
                    json.at("checksums").get<std::map<std::string, std::string>>()};
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Corrupt, std::string("not a city's description: ") + fault.what()};
  }
}

}  // namespace vigie::city
