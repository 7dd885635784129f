// SPDX-License-Identifier: Apache-2.0
// Three readings with libosmium: which nodes the coastlines have; where they are; and the copy.
#include "city/basemap_extract.hpp"

#include <algorithm>
#include <exception>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/pbf_output.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "city/basemap_sea.hpp"

namespace vigie::city {
namespace {

using Ids = std::vector<osmium::object_id_type>;

/// What the first two readings found.
struct Shore {
  std::vector<Ids> coastlines;
  std::unordered_map<osmium::object_id_type, MapPoint> places;  ///< nodes of coastlines, and a sample of street corners
  std::vector<osmium::object_id_type> street_corners;
  osmium::object_id_type last_node = 0;
  osmium::object_id_type last_way = 0;
  osmium::object_id_type last_relation = 0;
  osmium::Box box;
};

constexpr std::size_t kStreetSample = 20;  ///< every 20th street lends a corner to the check against floods

void read_ways(const osmium::io::File& file, Shore& shore) {
  osmium::io::Reader reader(file, osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation);
  shore.box = reader.header().joined_boxes();
  std::size_t streets = 0;
  while (const auto buffer = reader.read()) {
    for (const auto& relation : buffer.select<osmium::Relation>())
      shore.last_relation = std::max(shore.last_relation, relation.id());
    for (const auto& way : buffer.select<osmium::Way>()) {
      shore.last_way = std::max(shore.last_way, way.id());
      if (way.tags().has_tag("natural", "coastline")) {
        Ids ids;
        for (const auto& node : way.nodes()) ids.push_back(node.ref());
        shore.coastlines.push_back(std::move(ids));
      } else if (way.tags().has_key("highway") && !way.nodes().empty() && streets++ % kStreetSample == 0) {
        shore.street_corners.push_back(way.nodes().front().ref());
      }
    }
  }
  reader.close();
}

void read_nodes(const osmium::io::File& file, Shore& shore) {
  const MapPoint nowhere{};
  for (const Ids& line : shore.coastlines)
    for (const auto id : line) shore.places.emplace(id, nowhere);
  for (const auto id : shore.street_corners) shore.places.emplace(id, nowhere);
  const bool needs_box = !shore.box.valid();
  osmium::io::Reader reader(file, osmium::osm_entity_bits::node);
  while (const auto buffer = reader.read())
    for (const auto& node : buffer.select<osmium::Node>()) {
      shore.last_node = std::max(shore.last_node, node.id());
      if (!node.location().valid()) continue;
      if (needs_box) shore.box.extend(node.location());
      const auto wanted = shore.places.find(node.id());
      if (wanted != shore.places.end()) wanted->second = {node.location().lon(), node.location().lat()};
    }
  reader.close();
}

/// The coastlines as lines; nodes that the extract lacks end a line.
std::vector<MapLine> lines_of(const Shore& shore) {
  std::vector<MapLine> lines;
  for (const Ids& ids : shore.coastlines) {
    MapLine line;
    for (const auto id : ids) {
      const MapPoint& place = shore.places.at(id);
      if (place.lon != 0 || place.lat != 0) {
        line.push_back(place);
      } else if (!line.empty()) {
        lines.push_back(std::exchange(line, {}));
      }
    }
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

bool floods(const std::vector<Sea>& seas, const Shore& shore) {
  const auto polygon = [](const MapLine& ring) {
    geo::Polygon result;
    for (const MapPoint& p : ring)
      if (auto place = geo::Position::checked({p.lat}, {p.lon})) result.ring.push_back(*place);
    return result;
  };
  std::size_t wet = 0;
  std::vector<std::pair<geo::Polygon, std::vector<geo::Polygon>>> areas;
  for (const Sea& sea : seas) {
    areas.emplace_back(polygon(sea.outline), std::vector<geo::Polygon>{});
    for (const MapLine& island : sea.islands) areas.back().second.push_back(polygon(island));
  }
  for (const auto id : shore.street_corners) {
    const MapPoint& p = shore.places.at(id);
    const auto place = geo::Position::checked({p.lat}, {p.lon});
    if (!place) continue;
    const auto holds = [&](const geo::Polygon& ring) { return !ring.ring.empty() && geo::contains(ring, *place); };
    wet += static_cast<std::size_t>(std::any_of(areas.begin(), areas.end(), [&](const auto& area) {
      return holds(area.first) && std::none_of(area.second.begin(), area.second.end(), holds);
    }));
  }
  return wet * 10 > shore.street_corners.size();
}

/// Writes the sea's objects after the extract's own of the same type, with ids above theirs.
class SeaWriter {
 public:
  SeaWriter(const std::vector<Sea>& seas, const Shore& shore) : seas_(seas), shore_(shore) {}

  void nodes(osmium::io::Writer& out) const {
    auto id = shore_.last_node;
    each_ring([&](const MapLine& ring) {
      for (const MapPoint& p : ring) {
        osmium::memory::Buffer buffer(256, osmium::memory::Buffer::auto_grow::yes);
        {
          osmium::builder::NodeBuilder node(buffer);
          node.set_id(++id).set_visible(true).set_version(1).set_location(osmium::Location(p.lon, p.lat));
          node.set_user("");
        }
        buffer.commit();
        out(std::move(buffer));
      }
    });
  }

  void ways(osmium::io::Writer& out) const {
    auto node_id = shore_.last_node;
    auto id = shore_.last_way;
    each_ring([&](const MapLine& ring) {
      osmium::memory::Buffer buffer(1024, osmium::memory::Buffer::auto_grow::yes);
      {
        osmium::builder::WayBuilder way(buffer);
        way.set_id(++id).set_visible(true).set_version(1);
        way.set_user("");
        osmium::builder::WayNodeListBuilder list(way);
        const auto first = node_id + 1;
        for (std::size_t i = 0; i < ring.size(); ++i) list.add_node_ref(++node_id);
        list.add_node_ref(first);
      }
      buffer.commit();
      out(std::move(buffer));
    });
  }

  void relations(osmium::io::Writer& out) const {
    auto way_id = shore_.last_way;
    auto id = shore_.last_relation;
    for (const Sea& sea : seas_) {
      osmium::memory::Buffer buffer(1024, osmium::memory::Buffer::auto_grow::yes);
      {
        osmium::builder::RelationBuilder relation(buffer);
        relation.set_id(++id).set_visible(true).set_version(1);
        relation.set_user("");
        {
          osmium::builder::RelationMemberListBuilder members(relation);
          members.add_member(osmium::item_type::way, ++way_id, "outer");
          for (std::size_t i = 0; i < sea.islands.size(); ++i)
            members.add_member(osmium::item_type::way, ++way_id, "inner");
        }
        osmium::builder::TagListBuilder tags(relation);
        tags.add_tag("type", "multipolygon");
        tags.add_tag("natural", "water");
        tags.add_tag("water", "sea");
      }
      buffer.commit();
      out(std::move(buffer));
    }
  }

 private:
  template <class Visit>
  void each_ring(Visit visit) const {
    for (const Sea& sea : seas_) {
      visit(sea.outline);
      for (const MapLine& island : sea.islands) visit(island);
    }
  }

  const std::vector<Sea>& seas_;
  const Shore& shore_;
};

void copy_kind(const osmium::io::File& from, osmium::osm_entity_bits::type kind, osmium::io::Writer& out) {
  osmium::io::Reader reader(from, kind);
  while (auto buffer = reader.read()) out(std::move(buffer));
  reader.close();
}

}  // namespace

Result<MapExtract> prepare_map_extract(const std::string& osm_file, const std::string& copy_file) {
  try {
    const osmium::io::File file(osm_file, "pbf");
    Shore shore;
    read_ways(file, shore);
    read_nodes(file, shore);
    if (!shore.box.valid()) return Error{ErrorKind::Malformed, "extract " + osm_file + " holds no node with a place"};
    const geo::Box box{shore.box.bottom_left().lat(), shore.box.bottom_left().lon(), shore.box.top_right().lat(),
                       shore.box.top_right().lon()};
    const std::vector<Sea> seas = sea_within(box, lines_of(shore));
    if (seas.empty() || floods(seas, shore)) return MapExtract{osm_file, box};

    osmium::io::Header header;
    header.add_box(shore.box);
    header.set("generator", "vigie");
    osmium::io::Writer out(osmium::io::File(copy_file, "pbf"), header, osmium::io::overwrite::allow);
    const SeaWriter sea(seas, shore);
    copy_kind(file, osmium::osm_entity_bits::node, out);
    sea.nodes(out);
    copy_kind(file, osmium::osm_entity_bits::way, out);
    sea.ways(out);
    copy_kind(file, osmium::osm_entity_bits::relation, out);
    sea.relations(out);
    out.close();
    return MapExtract{copy_file, box};
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Malformed, "extract " + osm_file + ": " + fault.what()};
  }
}

}  // namespace vigie::city
