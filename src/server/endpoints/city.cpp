// SPDX-License-Identifier: Apache-2.0
// The city's own data: map, districts, names.
#include "server/endpoints/city.hpp"

#include <charconv>

#include "city/city.hpp"
#include "city/districts.hpp"
#include "city/gazetteer.hpp"
#include "codec/json_writer.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

const Error kNone{ErrorKind::Unavailable, "no city is loaded"};
constexpr int kMostZoom = 22;

void write_position(codec::JsonWriter& writer, const geo::Position& position) {
  writer.key("lat");
  writer.degrees(position.lat_e7());
  writer.key("lon");
  writer.degrees(position.lon_e7());
}

/// GeoJSON's order: longitude first; the first corner again at the end.
void write_ring(codec::JsonWriter& writer, const std::vector<geo::Position>& ring) {
  const auto corner = [&](const geo::Position& position) {
    writer.begin_array();
    writer.degrees(position.lon_e7());
    writer.degrees(position.lat_e7());
    writer.end_array();
  };
  writer.begin_array();
  for (const geo::Position& position : ring) corner(position);
  if (!ring.empty()) corner(ring.front());
  writer.end_array();
}

void write_district(codec::JsonWriter& writer, const city::District& district) {
  writer.begin_object();
  writer.member("id", district.id.text());
  writer.member("name", district.name);
  writer.key("rings");
  writer.begin_array();
  for (const auto& ring : district.rings) write_ring(writer, ring);
  writer.end_array();
  writer.end_object();
}

std::optional<int> coordinate(const Request& request, const char* name) {
  const std::string& text = request.arguments.at(name);
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

Response ReadCity::operator()(const Request&) const {
  if (city == nullptr) return refuse(kNone);
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("name", city->name());
  writer.member("time_zone", zone.name());
  writer.member("simulated", simulated);
  writer.member("synthetic", city->synthetic());
  const geo::Box bounds = city->bounds();
  writer.key("bounds");
  writer.begin_array();
  for (const double degrees : {bounds.west, bounds.south, bounds.east, bounds.north}) writer.decimal(degrees, 6);
  writer.end_array();
  writer.key("centre");
  writer.begin_object();
  write_position(writer, city->centre());
  writer.end_object();
  writer.member("min_zoom", city->min_zoom());
  writer.member("max_zoom", city->max_zoom());
  writer.member("attribution", city->attribution());
  writer.key("districts");
  writer.begin_array();
  for (const city::District& district : city->districts()) write_district(writer, district);
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

Response Search::operator()(const Request& request) const {
  const auto query = request.query.find("q");
  if (query == request.query.end() || query->second.size() > 200)
    return refuse({ErrorKind::OutOfRange, "q: expected 1 to 200 bytes"});
  const Result<int> limit = query_number(request, "limit", 1, 20, 8);
  if (!limit) return refuse(limit.error());
  if (city == nullptr) return refuse(kNone);
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.key("places");
  writer.begin_array();
  for (const city::Place& place : city->gazetteer().search(query->second, static_cast<std::size_t>(*limit))) {
    writer.begin_object();
    writer.member("label", place.label);
    writer.member("kind", city::name(place.kind));
    if (!place.district.empty()) writer.member("district", place.district);
    write_position(writer, place.position);
    if (place.approximate) writer.member("approximate", true);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

Response ReadTile::operator()(const Request& request) const {
  const auto z = coordinate(request, "z"), x = coordinate(request, "x"), y = coordinate(request, "y");
  const bool exists = z && x && y && *z <= kMostZoom && *x < (1 << *z) && *y < (1 << *z);
  if (!exists) return refuse({ErrorKind::OutOfRange, "there is no such tile in the world"});
  if (city == nullptr) return refuse(kNone);
  Result<std::optional<std::string>> tile = city->tile(*z, *x, *y);
  if (!tile) return refuse(tile.error());
  Response response;
  response.headers.emplace_back("Cache-Control", "private, max-age=3600");
  if (!*tile) {
    response.status = 204;
    response.type.clear();
    return response;
  }
  response.type = "application/vnd.mapbox-vector-tile";
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = std::move(**tile);
  return response;
}

}  // namespace vigie::server::endpoints
