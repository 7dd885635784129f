// SPDX-License-Identifier: Apache-2.0
// Relations, then their ways, then the ways' nodes; rings stitched end to end.
#include "city/districts_extract.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <map>
#include <osmium/io/pbf_input.hpp>
#include <unordered_map>
#include <utility>

namespace vigie::city {
namespace {

using Id = osmium::object_id_type;
using Line = std::vector<Id>;

struct Boundary {
  Id id;
  int level;
  std::string name;
  std::vector<Id> ways;
};

std::vector<Boundary> read_boundaries(const osmium::io::File& file) {
  std::vector<Boundary> boundaries;
  osmium::io::Reader reader(file, osmium::osm_entity_bits::relation);
  while (const auto buffer = reader.read())
    for (const auto& relation : buffer.select<osmium::Relation>()) {
      const osmium::TagList& tags = relation.tags();
      if (!tags.has_tag("boundary", "administrative") || !tags.has_key("name")) continue;
      const int level = std::atoi(tags.get_value_by_key("admin_level", "0"));
      if (level < 8 || level > 10) continue;
      Boundary boundary{relation.id(), level, tags["name"], {}};
      for (const auto& member : relation.members())
        if (member.type() == osmium::item_type::way) boundary.ways.push_back(member.ref());
      boundaries.push_back(std::move(boundary));
    }
  reader.close();
  return boundaries;
}

std::unordered_map<Id, Line> read_ways(const osmium::io::File& file, const std::vector<Boundary>& boundaries) {
  std::unordered_map<Id, Line> ways;
  for (const Boundary& boundary : boundaries)
    for (const Id way : boundary.ways) ways.emplace(way, Line{});
  osmium::io::Reader reader(file, osmium::osm_entity_bits::way);
  while (const auto buffer = reader.read())
    for (const auto& way : buffer.select<osmium::Way>())
      if (const auto wanted = ways.find(way.id()); wanted != ways.end())
        for (const auto& node : way.nodes()) wanted->second.push_back(node.ref());
  reader.close();
  return ways;
}

struct Nodes {
  std::unordered_map<Id, geo::Position> places;
  osmium::Box box;
};

Nodes read_nodes(const osmium::io::File& file, const std::unordered_map<Id, Line>& ways) {
  std::unordered_map<Id, bool> wanted;
  for (const auto& [id, line] : ways)
    for (const Id node : line) wanted.emplace(node, true);
  Nodes nodes;
  osmium::io::Reader reader(file, osmium::osm_entity_bits::node);
  nodes.box = reader.header().joined_boxes();
  const bool needs_box = !nodes.box.valid();
  while (const auto buffer = reader.read())
    for (const auto& node : buffer.select<osmium::Node>()) {
      if (!node.location().valid()) continue;
      if (needs_box) nodes.box.extend(node.location());
      if (!wanted.contains(node.id())) continue;
      if (const auto place = geo::Position::checked({node.location().lat()}, {node.location().lon()}))
        nodes.places.emplace(node.id(), *place);
    }
  reader.close();
  return nodes;
}

/// Rings of the boundary; empty where it is not whole in the extract.
std::vector<Line> rings_of(const Boundary& boundary, const std::unordered_map<Id, Line>& ways) {
  std::vector<Line> lines;
  for (const Id way : boundary.ways) {
    const Line& line = ways.at(way);
    if (line.size() < 2) return {};
    lines.push_back(line);
  }
  std::vector<Line> rings;
  while (!lines.empty()) {
    Line ring = std::move(lines.back());
    lines.pop_back();
    while (ring.front() != ring.back()) {
      const auto next = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
        return line.front() == ring.back() || line.back() == ring.back();
      });
      if (next == lines.end()) return {};
      if (next->front() != ring.back()) std::reverse(next->begin(), next->end());
      ring.insert(ring.end(), next->begin() + 1, next->end());
      lines.erase(next);
    }
    ring.pop_back();
    if (ring.size() >= 3) rings.push_back(std::move(ring));
  }
  return rings;
}

District everything(const osmium::Box& box) {
  const auto corner = [](double lat, double lon) { return geo::Position::checked({lat}, {lon}).value(); };
  const auto low = box.bottom_left();
  const auto high = box.top_right();
  return {DistrictId("all"),
          "all",
          {{corner(low.lat(), low.lon()), corner(low.lat(), high.lon()), corner(high.lat(), high.lon()),
            corner(high.lat(), low.lon())}}};
}

}  // namespace

Result<std::vector<District>> districts_of_extract(const std::string& osm_file) {
  try {
    const osmium::io::File file(osm_file, "pbf");
    const auto boundaries = read_boundaries(file);
    const auto ways = read_ways(file, boundaries);
    const Nodes nodes = read_nodes(file, ways);
    if (!nodes.box.valid()) return Error{ErrorKind::Malformed, "extract " + osm_file + " holds no node with a place"};

    std::map<int, std::vector<District>> by_level;
    for (const Boundary& boundary : boundaries) {
      District district{DistrictId(std::to_string(boundary.id)), boundary.name, {}};
      bool whole = true;
      for (const Line& ring : rings_of(boundary, ways)) {
        std::vector<geo::Position> corners;
        for (const Id node : ring) {
          const auto place = nodes.places.find(node);
          whole = whole && place != nodes.places.end();
          if (place != nodes.places.end()) corners.push_back(place->second);
        }
        district.rings.push_back(std::move(corners));
      }
      if (whole && !district.rings.empty()) by_level[boundary.level].push_back(std::move(district));
    }
    const auto most = std::max_element(by_level.begin(), by_level.end(),
                                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    if (most == by_level.end() || most->second.size() < 2) return std::vector<District>{everything(nodes.box)};
    return std::move(most->second);
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Malformed, "extract " + osm_file + ": " + fault.what()};
  }
}

}  // namespace vigie::city
