// SPDX-License-Identifier: Apache-2.0
// Two readings with libosmium: relations first (which ways and houses they name), then nodes and ways.
#include "city/gazetteer_collect.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <map>
#include <optional>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/visitor.hpp>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "city/gazetteer_words.hpp"
#include "geo/polygon.hpp"

namespace vigie::city {
namespace {

using Locations = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using Id = osmium::object_id_type;

struct Kind {
  PlaceKind kind;
  std::int32_t extent_m;
};

bool is(const char* value, std::initializer_list<const char*> of) {
  return value != nullptr &&
         std::any_of(of.begin(), of.end(), [value](const char* v) { return std::strcmp(value, v) == 0; });
}

std::optional<Kind> kind_of(const osmium::TagList& tags) {
  if (is(tags["place"], {"suburb", "quarter", "neighbourhood", "village", "town", "hamlet", "city"}))
    return Kind{PlaceKind::District, 1500};
  if (is(tags["railway"], {"station", "halt"})) return Kind{PlaceKind::Stop, 400};
  if (is(tags["railway"], {"tram_stop", "subway_entrance"}) || is(tags["highway"], {"bus_stop"}) ||
      is(tags["amenity"], {"bus_station", "ferry_terminal"}) || is(tags["public_transport"], {"station"}))
    return Kind{PlaceKind::Stop, 30};
  if (is(tags["leisure"], {"stadium"})) return Kind{PlaceKind::Venue, 900};
  if (is(tags["amenity"], {"hospital", "police", "townhall", "university"})) return Kind{PlaceKind::Venue, 500};
  for (const char* key :
       {"amenity", "leisure", "tourism", "historic", "shop", "office", "man_made", "aeroway", "building"})
    if (tags.has_key(key)) return Kind{PlaceKind::Venue, 20};
  if (is(tags["natural"], {"beach", "peak"}) || is(tags["landuse"], {"cemetery"})) return Kind{PlaceKind::Venue, 100};
  return std::nullopt;
}

/// "Place de la Loge": a square by its own word.
bool named_like_a_square(const std::string& name) {
  static const std::set<std::string> kWords = {"place",   "placette", "square", "parvis", "praca",
                                               "praceta", "largo",    "piazza", "plaza"};
  const auto words = fold_words(name);
  return !words.empty() && kWords.contains(words.front());
}

class Collector : public osmium::handler::Handler {
 public:
  Findings findings;
  std::uint64_t objects = 0;

  /// First reading.
  void note(const osmium::Relation& relation) {
    const osmium::TagList& tags = relation.tags();
    const char* type = tags["type"];
    const char* name = tags["name"];
    if (type == nullptr || name == nullptr) return;
    if (std::strcmp(type, "associatedStreet") == 0) {
      for (const auto& member : relation.members())
        if (std::strcmp(member.role(), "house") == 0) street_of_[{member.type(), member.ref()}] = name;
    } else if (std::strcmp(type, "multipolygon") == 0 || std::strcmp(type, "site") == 0) {
      const auto kind = kind_of(tags);
      const bool square = is(tags["highway"], {"pedestrian"}) || is(tags["place"], {"square"});
      if (!kind && !square) return;
      const auto outer = std::find_if(relation.members().begin(), relation.members().end(), [](const auto& member) {
        return member.type() == osmium::item_type::way && std::strcmp(member.role(), "inner") != 0;
      });
      if (outer != relation.members().end()) named_outlines_[outer->ref()] = {name, kind, square};
    }
  }

  void node(const osmium::Node& node) {
    ++objects;
    const osmium::TagList& tags = node.tags();
    if (tags.empty() || !node.location().valid()) return;
    const auto place = geo::Position::checked({node.location().lat()}, {node.location().lon()});
    if (!place) return;
    if (const char* name = tags["name"])
      if (const auto kind = kind_of(tags)) findings.places.push_back({name, kind->kind, *place, kind->extent_m});
    house(osmium::item_type::node, node.id(), tags, *place);
  }

  void way(const osmium::Way& way) {
    ++objects;
    const osmium::TagList& tags = way.tags();
    const auto outline = named_outlines_.find(way.id());
    if (tags.empty() && outline == named_outlines_.end()) return;
    const std::vector<geo::Position> line = line_of(way);
    if (line.empty()) return;
    if (const char* name = tags["name"]) named_way(way, name, line);
    if (outline != named_outlines_.end()) {
      const auto& [name, kind, square] = outline->second;
      if (square && line.size() > 1) findings.pieces.push_back({name, line, true});
      else if (kind)
        findings.places.push_back({name, kind->kind, middle(line), std::max(kind->extent_m, extent_m(line))});
    }
    house(osmium::item_type::way, way.id(), tags, middle(line));
  }

 private:
  struct Outline {
    std::string name;
    std::optional<Kind> kind;
    bool square;
  };

  void named_way(const osmium::Way& way, const char* name, const std::vector<geo::Position>& line) {
    const osmium::TagList& tags = way.tags();
    const bool area = way.is_closed() && (is(tags["area"], {"yes"}) || is(tags["place"], {"square"}));
    const bool highway =
        tags.has_key("highway") && !is(tags["highway"], {"proposed", "platform", "bus_stop", "rest_area", "services"});
    if ((highway || is(tags["place"], {"square"})) && line.size() > 1) {
      findings.pieces.push_back({name, line, area || named_like_a_square(name)});
    } else if (const auto kind = kind_of(tags)) {
      findings.places.push_back({name, kind->kind, middle(line), std::max(kind->extent_m, extent_m(line))});
    }
  }

  void house(osmium::item_type type, Id id, const osmium::TagList& tags, const geo::Position& place) {
    const char* number = tags["addr:housenumber"];
    if (number == nullptr || tags.has_key("addr:interpolation")) return;
    const char* street = tags["addr:street"] != nullptr ? tags["addr:street"] : tags["addr:place"];
    std::string name = street == nullptr ? "" : street;
    if (name.empty())
      if (const auto known = street_of_.find({type, id}); known != street_of_.end()) name = known->second;
    findings.houses.push_back({number, std::move(name), place});
  }

  static std::vector<geo::Position> line_of(const osmium::Way& way) {
    std::vector<geo::Position> line;
    for (const auto& node : way.nodes())
      if (node.location().valid())
        if (const auto place = geo::Position::checked({node.location().lat()}, {node.location().lon()}))
          line.push_back(*place);
    return line;
  }

  static geo::Box box_of(const std::vector<geo::Position>& line) { return geo::bounds(geo::Polygon{line}); }

  static geo::Position middle(const std::vector<geo::Position>& line) {
    const geo::Box box = box_of(line);
    return geo::Position::checked({(box.south + box.north) / 2}, {(box.west + box.east) / 2}).value();
  }

  static std::int32_t extent_m(const std::vector<geo::Position>& line) {
    const geo::Box box = box_of(line);
    return static_cast<std::int32_t>(geo::distance_m(geo::Position::checked({box.south}, {box.west}).value(),
                                                     geo::Position::checked({box.north}, {box.east}).value()));
  }

  std::map<std::pair<osmium::item_type, Id>, std::string> street_of_;
  std::unordered_map<Id, Outline> named_outlines_;
};

}  // namespace

Result<Findings> collect_names(const std::string& osm_file, const Progress& progress) {
  try {
    const osmium::io::File file(osm_file, "pbf");
    Collector collector;
    osmium::io::Reader relations(file, osmium::osm_entity_bits::relation);
    while (const auto buffer = relations.read())
      for (const auto& relation : buffer.select<osmium::Relation>()) collector.note(relation);
    relations.close();

    Locations index;
    osmium::handler::NodeLocationsForWays<Locations> locations(index);
    locations.ignore_errors();  // ways at the edge of an extract lack nodes
    osmium::io::Reader reader(file, osmium::osm_entity_bits::node | osmium::osm_entity_bits::way);
    while (auto buffer = reader.read()) {
      osmium::apply(buffer, locations, collector);
      if (reader.file_size() > 0)
        progress.at(static_cast<double>(reader.offset()) / static_cast<double>(reader.file_size()));
    }
    reader.close();
    if (collector.objects == 0) return Error{ErrorKind::Malformed, "extract " + osm_file + " is empty"};
    return std::move(collector.findings);
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Malformed, "extract " + osm_file + ": " + fault.what()};
  }
}

}  // namespace vigie::city
