// SPDX-License-Identifier: Apache-2.0
// Relations, ways and nodes by their tags; outlines stitched from ways where a relation draws them.
#include "city/zones_extract.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <map>
#include <numbers>
#include <optional>
#include <osmium/io/pbf_input.hpp>
#include <unordered_map>
#include <utility>

#include "geo/outline.hpp"

namespace vigie::city {
namespace {

using Id = osmium::object_id_type;

constexpr double kLeastSquare_m2 = 1500;
constexpr double kLeastStation_m2 = 300;
constexpr double kStation_m = 40;
constexpr double kPeoplePerM2 = 2;
constexpr std::size_t kMostCorners = 2000;

struct Found {
  std::string id;
  std::string name;
  ZoneKind kind = ZoneKind::Square;
  std::int64_t capacity = 0;           ///< as tagged; 0: not
  std::vector<std::vector<Id>> lines;  ///< of a way one, of a relation its outer ways
  std::optional<geo::Position> place;  ///< of a node
};

std::optional<ZoneKind> kind_of(const osmium::TagList& tags, bool area) {
  if (!tags.has_key("name")) return std::nullopt;
  if (tags.has_tag("railway", "station")) return ZoneKind::Station;
  if (!area) return std::nullopt;
  if (tags.has_tag("building", "train_station")) return ZoneKind::Station;
  if (tags.has_tag("leisure", "stadium")) return ZoneKind::Venue;
  const bool walked = tags.has_tag("highway", "pedestrian") || tags.has_tag("highway", "footway");
  if (tags.has_tag("place", "square") ||
      (walked && (tags.has_tag("area", "yes") || tags.has_tag("type", "multipolygon"))))
    return ZoneKind::Square;
  return std::nullopt;
}

Found found(const osmium::OSMObject& object, char letter, ZoneKind kind) {
  const osmium::TagList& tags = object.tags();
  Found it;
  it.id = letter + std::to_string(object.id());
  it.name = tags["name"];
  it.kind = kind;
  const long said = std::atol(tags.get_value_by_key("capacity", "0"));
  if (said > 0 && said < 1'000'000) it.capacity = said;
  return it;
}

/// First pass: what is a zone, and the ways that relations are drawn with.
std::vector<Found> read_places(const osmium::io::File& file,
                               std::map<Id, std::vector<std::pair<std::size_t, std::size_t>>>& wanted) {
  std::vector<Found> all;
  osmium::io::Reader reader(
      file, osmium::osm_entity_bits::node | osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation);
  while (const auto buffer = reader.read())
    for (const auto& object : buffer.select<osmium::OSMObject>()) {
      if (object.type() == osmium::item_type::node) {
        const auto& node = static_cast<const osmium::Node&>(object);
        if (const auto kind = kind_of(node.tags(), false); kind && node.location().valid()) {
          all.push_back(found(node, 'n', *kind));
          const auto place =
              geo::Position::checked(geo::Latitude{node.location().lat()}, geo::Longitude{node.location().lon()});
          if (place) all.back().place = *place;
          else all.pop_back();
        }
      } else if (object.type() == osmium::item_type::way) {
        const auto& way = static_cast<const osmium::Way&>(object);
        const bool closed = way.nodes().size() > 3 && way.nodes().front().ref() == way.nodes().back().ref();
        if (const auto kind = kind_of(way.tags(), closed); kind && closed) {
          all.push_back(found(way, 'w', *kind));
          all.back().lines.emplace_back();
          for (const auto& node : way.nodes()) all.back().lines.back().push_back(node.ref());
        }
      } else {
        const auto& relation = static_cast<const osmium::Relation&>(object);
        const auto kind = kind_of(relation.tags(), relation.tags().has_tag("type", "multipolygon"));
        if (!kind) continue;
        all.push_back(found(relation, 'r', *kind));
        for (const auto& member : relation.members()) {
          if (member.type() != osmium::item_type::way || std::string(member.role()) == "inner") continue;
          wanted[member.ref()].emplace_back(all.size() - 1, all.back().lines.size());
          all.back().lines.emplace_back();
        }
      }
    }
  reader.close();
  return all;
}

void read_lines(const osmium::io::File& file, std::vector<Found>& all,
                const std::map<Id, std::vector<std::pair<std::size_t, std::size_t>>>& wanted) {
  if (wanted.empty()) return;
  osmium::io::Reader reader(file, osmium::osm_entity_bits::way);
  while (const auto buffer = reader.read())
    for (const auto& way : buffer.select<osmium::Way>())
      if (const auto uses = wanted.find(way.id()); uses != wanted.end())
        for (const auto& [zone, line] : uses->second)
          for (const auto& node : way.nodes()) all[zone].lines[line].push_back(node.ref());
  reader.close();
}

std::unordered_map<Id, geo::Position> read_nodes(const osmium::io::File& file, const std::vector<Found>& all) {
  std::unordered_map<Id, bool> wanted;
  for (const Found& it : all)
    for (const auto& line : it.lines)
      for (const Id node : line) wanted.emplace(node, true);
  std::unordered_map<Id, geo::Position> places;
  osmium::io::Reader reader(file, osmium::osm_entity_bits::node);
  while (const auto buffer = reader.read())
    for (const auto& node : buffer.select<osmium::Node>())
      if (node.location().valid() && wanted.contains(node.id()))
        if (const auto place =
                geo::Position::checked(geo::Latitude{node.location().lat()}, geo::Longitude{node.location().lon()}))
          places.emplace(node.id(), *place);
  reader.close();
  return places;
}

/// The largest ring of its lines stitched end to end; empty where none closes.
geo::Polygon outline_of(Found& it, const std::unordered_map<Id, geo::Position>& places) {
  geo::Polygon best;
  double best_m2 = 0;
  std::vector<std::vector<Id>> lines = std::move(it.lines);
  std::erase_if(lines, [](const auto& line) { return line.size() < 2; });
  while (!lines.empty()) {
    std::vector<Id> ring = std::move(lines.back());
    lines.pop_back();
    while (ring.front() != ring.back()) {
      const auto next = std::find_if(lines.begin(), lines.end(), [&](const auto& line) {
        return line.front() == ring.back() || line.back() == ring.back();
      });
      if (next == lines.end()) break;
      if (next->front() != ring.back()) std::reverse(next->begin(), next->end());
      ring.insert(ring.end(), next->begin() + 1, next->end());
      lines.erase(next);
    }
    if (ring.front() != ring.back()) continue;
    ring.pop_back();
    geo::Polygon drawn;
    for (const Id node : ring)
      if (const auto place = places.find(node); place != places.end())
        if (drawn.ring.empty() || drawn.ring.back() != place->second) drawn.ring.push_back(place->second);
    if (drawn.ring.size() < 3 || drawn.ring.size() > kMostCorners || geo::crosses_itself(drawn)) continue;
    if (const double m2 = geo::area_m2(drawn); m2 > best_m2) {
      best_m2 = m2;
      best = std::move(drawn);
    }
  }
  return best;
}

geo::Polygon circle(const geo::Position& middle, double radius_m) {
  geo::Polygon round;
  for (int i = 0; i < 16; ++i) {
    const double turn = 2 * std::numbers::pi * i / 16;
    round.ring.push_back(geo::offset(middle, radius_m * std::cos(turn), radius_m * std::sin(turn)));
  }
  return round;
}

Zone zone_of(Found& it, const std::unordered_map<Id, geo::Position>& places) {
  Zone zone;
  zone.id = ZoneId(it.id);
  zone.name = it.name.substr(0, 200);
  zone.kind = it.kind;
  zone.outline = it.place ? circle(*it.place, kStation_m) : outline_of(it, places);
  if (zone.outline.ring.empty()) return zone;
  zone.area_m2 = geo::area_m2(zone.outline);
  zone.capacity = it.capacity > 0 ? it.capacity : std::max<std::int64_t>(1, std::llround(kPeoplePerM2 * zone.area_m2));
  return zone;
}

bool lies_in(const Zone& zone, const Zone& other) {
  return geo::contains(other.outline, geo::middle(zone.outline)) ||
         geo::contains(zone.outline, geo::middle(other.outline));
}

}  // namespace

Result<std::vector<Zone>> zones_of_extract(const std::string& osm_file, const roads::WalkGraph& walk) {
  std::vector<Zone> candidates;
  try {
    const osmium::io::File file(osm_file, "pbf");
    std::map<Id, std::vector<std::pair<std::size_t, std::size_t>>> wanted;
    std::vector<Found> all = read_places(file, wanted);
    read_lines(file, all, wanted);
    const auto places = read_nodes(file, all);
    for (Found& it : all) {
      Zone zone = zone_of(it, places);
      const double least_m2 = zone.kind == ZoneKind::Square ? kLeastSquare_m2 : kLeastStation_m2;
      if (!zone.outline.ring.empty() && zone.area_m2 >= least_m2) candidates.push_back(std::move(zone));
    }
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Malformed, "extract " + osm_file + ": " + fault.what()};
  }
  // Venues and stations first, then the larger squares: of two that lie in one another the first stays.
  std::stable_sort(candidates.begin(), candidates.end(), [](const Zone& a, const Zone& b) {
    const auto rank = [](const Zone& zone) {
      return zone.kind == ZoneKind::Venue ? 0 : zone.kind == ZoneKind::Station ? 1 : 2;
    };
    return std::pair(rank(a), -a.area_m2) < std::pair(rank(b), -b.area_m2);
  });
  std::vector<Zone> zones;
  for (Zone& candidate : candidates)
    if (std::none_of(zones.begin(), zones.end(), [&](const Zone& zone) { return lies_in(candidate, zone); }))
      zones.push_back(std::move(candidate));
  find_gates(zones, walk);
  return zones;
}

}  // namespace vigie::city
