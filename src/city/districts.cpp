// SPDX-License-Identifier: Apache-2.0
// Boundaries from relations (ways stitched into rings) or GeoJSON (RFC 7946); kept as GeoJSON.
#include "city/districts.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "city/districts_extract.hpp"
#include "geo/polygon.hpp"

namespace vigie::city {
namespace {

using Json = nlohmann::json;

constexpr std::uintmax_t kMostBytes = 200'000'000;

/// A ring of [lon, lat] pairs, its repeated end dropped; empty where it is none.
std::vector<geo::Position> ring_of(const Json& corners) {
  std::vector<geo::Position> ring;
  if (!corners.is_array()) return {};
  for (const Json& corner : corners) {
    if (!corner.is_array() || corner.size() < 2 || !corner[0].is_number() || !corner[1].is_number()) return {};
    const auto place = geo::Position::checked({corner[1].get<double>()}, {corner[0].get<double>()});
    if (!place) return {};
    ring.push_back(*place);
  }
  if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  return ring.size() < 3 ? std::vector<geo::Position>{} : ring;
}

bool add_polygon(const Json& rings, District& district) {
  if (!rings.is_array() || rings.empty()) return false;
  for (const Json& corners : rings) {
    auto ring = ring_of(corners);
    if (ring.empty()) return false;
    district.rings.push_back(std::move(ring));
  }
  return true;
}

/// The first of the usual names that the properties have, as text.
std::string property(const Json& properties, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto found = properties.find(key);
    if (found == properties.end()) continue;
    if (found->is_string() && !found->get_ref<const std::string&>().empty()) return found->get<std::string>();
    if (found->is_number_integer()) return found->dump();
  }
  return {};
}

/// The property that is text and different in most features: for files that call names by another name.
std::string telling_key(const Json& features) {
  std::map<std::string, std::set<std::string>> values;
  for (const Json& feature : features)
    if (feature.contains("properties") && feature["properties"].is_object())
      for (const auto& [key, value] : feature["properties"].items())
        if (value.is_string()) values[key].insert(value.get<std::string>());
  const auto best = std::max_element(values.begin(), values.end(),
                                     [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  return best == values.end() ? std::string() : best->first;
}

Result<District> district_of(const Json& feature, std::size_t number, const std::string& fallback_key) {
  const std::string which = "district " + std::to_string(number);
  if (!feature.is_object() || !feature.contains("geometry") || !feature["geometry"].is_object())
    return Error{ErrorKind::Malformed, which + " has no geometry"};
  const Json properties = feature.value("properties", Json::object()).is_object()
                              ? feature.value("properties", Json::object())
                              : Json::object();
  District district;
  district.name = property(properties, {"name", "nom", "NOM", "NAME", "Name", "nom_qua", "NOM_QUA", "nom_quartier",
                                        "quartier", "libelle", "label"});
  if (district.name.empty() && !fallback_key.empty()) district.name = property(properties, {fallback_key.c_str()});
  if (district.name.empty()) district.name = std::to_string(number);
  std::string id = property(properties, {"id", "ref", "code"});
  district.id = DistrictId(id.empty() ? std::to_string(number) : id);

  const Json& geometry = feature["geometry"];
  const std::string type = property(geometry, {"type"});
  const Json coordinates = geometry.value("coordinates", Json());
  bool sound = false;
  if (type == "Polygon") sound = add_polygon(coordinates, district);
  if (type == "MultiPolygon" && coordinates.is_array())
    sound = !coordinates.empty() && std::all_of(coordinates.begin(), coordinates.end(),
                                                [&](const Json& polygon) { return add_polygon(polygon, district); });
  if (!sound) return Error{ErrorKind::Malformed, which + " is no sound polygon"};
  return district;
}

/// Ids must differ: a second one of the same gets its number behind it.
void make_ids_differ(std::vector<District>& districts) {
  std::set<DistrictId> seen;
  std::size_t number = 0;
  for (District& district : districts) {
    ++number;
    if (!seen.insert(district.id).second) {
      district.id = DistrictId(district.id.text() + "-" + std::to_string(number));
      seen.insert(district.id);
    }
  }
}

Json json_of(const District& district) {
  Json rings = Json::array();
  for (const auto& ring : district.rings) {
    Json corners = Json::array();
    for (const geo::Position& p : ring) corners.push_back({p.lon(), p.lat()});
    corners.push_back({ring.front().lon(), ring.front().lat()});
    rings.push_back(std::move(corners));
  }
  // All rings in one polygon: readers of ours count even-odd, so which is inside which need not be said.
  return {{"type", "Feature"},
          {"properties", {{"id", district.id.text()}, {"name", district.name}}},
          {"geometry", {{"type", "Polygon"}, {"coordinates", std::move(rings)}}}};
}

Result<void> write(const std::vector<District>& districts, const std::string& file) {
  Json features = Json::array();
  for (const District& district : districts) features.push_back(json_of(district));
  const std::string part = file + ".part";
  {
    std::ofstream out(part, std::ios::binary);
    out << Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump() << '\n';
    if (!out.good()) return Error{ErrorKind::Io, "cannot write " + part};
  }
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (failed) return Error{ErrorKind::Io, "cannot move the districts to " + file + ": " + failed.message()};
  return {};
}

}  // namespace

bool contains(const District& district, const geo::Position& place) {
  bool inside = false;
  for (const auto& ring : district.rings)
    if (geo::contains(geo::Polygon{ring}, place)) inside = !inside;
  return inside;
}

Result<std::vector<District>> load_districts(const std::string& file) {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file, ignored);
  if (ignored) return Error{ErrorKind::NotFound, "file " + file + ": not there"};
  if (size > kMostBytes) return Error{ErrorKind::TooLarge, "file " + file + ": districts beyond 200 MB"};
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("features") || !json["features"].is_array() || json["features"].empty())
    return Error{ErrorKind::Malformed, "file " + file + ": expected a GeoJSON FeatureCollection of districts"};
  const std::string fallback = telling_key(json["features"]);
  std::vector<District> districts;
  for (const Json& feature : json["features"]) {
    auto district = district_of(feature, districts.size() + 1, fallback);
    if (!district) return Error{district.error().kind, "file " + file + ": " + district.error().what};
    districts.push_back(std::move(*district));
  }
  make_ids_differ(districts);
  return districts;
}

Result<std::int64_t> build_districts(const std::string& osm_file, const std::optional<std::string>& geojson_file,
                                     const std::string& out_file) {
  auto districts = geojson_file ? load_districts(*geojson_file) : districts_of_extract(osm_file);
  if (!districts) return districts.error();
  make_ids_differ(*districts);
  if (auto written = write(*districts, out_file); !written) return written.error();
  return static_cast<std::int64_t>(districts->size());
}

}  // namespace vigie::city
