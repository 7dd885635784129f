// SPDX-License-Identifier: Apache-2.0
// libosmium's side of the import: relations, then ways, then the nodes that those name.
#include "city/osm_streets.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <osmium/handler.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/osm/entity_bits.hpp>
#include <osmium/visitor.hpp>
#include <unordered_set>
#include <utility>
#include <vector>

namespace vigie::city {
namespace {

using roads::MapId;
using roads::Tag;
using roads::Tags;

std::vector<Tag> tags_of(const osmium::OSMObject& object) {
  std::vector<Tag> tags;
  for (const osmium::Tag& tag : object.tags()) tags.push_back({tag.key(), tag.value()});
  return tags;
}

std::string street_name(const Tags& tags) {
  const std::string_view name = tags["name"].empty() ? tags["ref"] : tags["name"];
  return std::string(name);
}

class Relations : public osmium::handler::Handler {
 public:
  explicit Relations(Streets& out) : out_(out) {}

  void relation(const osmium::Relation& relation) {
    const std::vector<Tag> list = tags_of(relation);
    const Tags tags(list);
    if (tags["type"] == "restriction") restriction(relation, tags);
    if (tags["type"] != "multipolygon" || !roads::is_square(tags)) return;
    // An outline of several ways is left out: its paths still cross it, only the area is missing.
    std::vector<MapId> outers;
    for (const osmium::RelationMember& member : relation.members())
      if (member.type() == osmium::item_type::way && std::string_view(member.role()) != "inner")
        outers.push_back(member.ref());
    if (outers.size() == 1) square_names.emplace(outers.front(), std::string(tags["name"]));
  }

  std::unordered_map<MapId, std::string> square_names;  // by way

 private:
  void restriction(const osmium::Relation& relation, const Tags& tags) {
    std::string_view kind = tags["restriction:motorcar"];
    if (kind.empty()) kind = tags["restriction:motor_vehicle"];
    if (kind.empty()) kind = tags["restriction"];
    const bool only = kind.substr(0, 5) == "only_";
    if (!only && kind.substr(0, 3) != "no_") return;
    const std::string_view except = tags["except"];
    if (except.find("motorcar") != std::string_view::npos || except.find("motor_vehicle") != std::string_view::npos)
      return;

    std::vector<MapId> from, to;
    roads::MapRestriction base{only, 0, std::nullopt, {}, 0};
    for (const osmium::RelationMember& member : relation.members()) {
      const std::string_view role(member.role());
      const bool is_way = member.type() == osmium::item_type::way;
      if (role == "from" && is_way) from.push_back(member.ref());
      if (role == "to" && is_way) to.push_back(member.ref());
      if (role == "via" && is_way) base.via_ways.push_back(member.ref());
      if (role == "via" && member.type() == osmium::item_type::node) base.via_node = member.ref();
    }
    if (base.via_node) base.via_ways.clear();
    for (const MapId start : from)  // no_entry has several `from`, no_exit several `to`
      for (const MapId end : to) {
        base.from = start;
        base.to = end;
        out_.roads.restrictions.push_back(base);
      }
  }

  Streets& out_;
};

class Ways : public osmium::handler::Handler {
 public:
  Ways(Streets& out, const std::unordered_map<MapId, std::string>& square_names)
      : out_(out), square_names_(square_names) {}

  void way(const osmium::Way& way) {
    const std::vector<Tag> list = tags_of(way);
    const Tags tags(list);
    const auto named_square = square_names_.find(way.id());
    const bool closed = way.nodes().size() > 3 && way.nodes().front().ref() == way.nodes().back().ref();
    const bool square = closed && (named_square != square_names_.end() || roads::is_square(tags));
    if (tags["highway"].empty() && !square) return;

    std::vector<MapId> nodes;
    for (const osmium::NodeRef& node : way.nodes()) nodes.push_back(node.ref());
    if (square) {
      const std::string name = named_square != square_names_.end() && !named_square->second.empty()
                                   ? named_square->second
                                   : street_name(tags);
      add_nodes(nodes);
      out_.walk.squares.push_back({nodes, name});
    }
    if (const auto walk = roads::read_walk(tags); walk && !(square && tags["area"] == "yes")) {
      add_nodes(nodes);
      out_.walk.ways.push_back({nodes, *walk, street_name(tags)});
    }
    if (const auto road = roads::read_road(tags)) {
      add_nodes(nodes);
      road_nodes.insert(nodes.begin(), nodes.end());
      out_.roads.ways.push_back({way.id(), std::move(nodes), *road, street_name(tags)});
    }
  }

  std::unordered_set<MapId> road_nodes;
  std::unordered_set<MapId> walk_nodes;

 private:
  void add_nodes(const std::vector<MapId>& nodes) { walk_nodes.insert(nodes.begin(), nodes.end()); }

  Streets& out_;
  const std::unordered_map<MapId, std::string>& square_names_;
};

class Nodes : public osmium::handler::Handler {
 public:
  Nodes(Streets& out, const Ways& ways) : out_(out), ways_(ways) {}

  void node(const osmium::Node& node) {
    const bool walk = ways_.walk_nodes.contains(node.id());
    if (!walk || !node.location().valid()) return;
    const auto place = geo::Position::from_e7(node.location().y(), node.location().x());
    if (!place) return;
    out_.walk.places.emplace(node.id(), *place);
    if (!ways_.road_nodes.contains(node.id())) return;
    out_.roads.places.emplace(node.id(), *place);
    if (node.tags().empty()) return;
    const std::vector<Tag> list = tags_of(node);
    if (const auto control = roads::read_control(Tags(list))) out_.roads.controls.emplace(node.id(), *control);
    if (const auto barrier = roads::read_barrier(Tags(list))) out_.roads.barriers.emplace(node.id(), *barrier);
  }

 private:
  Streets& out_;
  const Ways& ways_;
};

template <class Handler>
void read(const std::string& file, osmium::osm_entity_bits::type what, Handler& handler, const Progress& progress,
          double from, double to) {
  osmium::io::Reader reader(osmium::io::File(file, "pbf"), what);
  while (osmium::memory::Buffer buffer = reader.read()) {
    osmium::apply(buffer, handler);
    const auto size = static_cast<double>(std::max<std::size_t>(1, reader.file_size()));
    progress.at(from + (to - from) * std::min(1.0, static_cast<double>(reader.offset()) / size));
  }
  reader.close();
}

Result<void> check_file(const std::string& file) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) return Error{ErrorKind::NotFound, file + ": no such file"};
  if (!S_ISREG(status.st_mode)) return Error{ErrorKind::Malformed, file + ": not a file"};
  if (status.st_size == 0)
    return Error{ErrorKind::Malformed, file + ": the file is empty, expected an OpenStreetMap extract (PBF)"};
  return {};
}

}  // namespace

Result<Streets> read_streets(const std::string& osm_file, const Progress& progress) {
  if (Result<void> checked = check_file(osm_file); !checked) return checked.error();
  Streets out;
  try {
    Relations relations(out);
    read(osm_file, osmium::osm_entity_bits::relation, relations, progress, 0, 0.3);
    Ways ways(out, relations.square_names);
    read(osm_file, osmium::osm_entity_bits::way, ways, progress, 0.3, 0.6);
    Nodes nodes(out, ways);
    read(osm_file, osmium::osm_entity_bits::node, nodes, progress, 0.6, 1);
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Malformed, osm_file + ": not a whole OpenStreetMap extract (PBF): " + fault.what()};
  }
  if (out.roads.ways.empty() || out.roads.places.empty())
    return Error{ErrorKind::Malformed, osm_file + ": holds no street"};
  return out;
}

}  // namespace vigie::city
