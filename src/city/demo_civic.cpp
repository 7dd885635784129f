// SPDX-License-Identifier: Apache-2.0
// Districts with their boundaries, the land under the houses, turn restrictions, and one-ways that must not trap.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

/// In columns and rows of the lattice; together they cover every cell once.
const std::vector<District>& districts() {
  static const std::vector<District> kAll = {
      {"Les Docks", 0, 5, 0, 1},    {"La Corderie", 0, 5, 1, 3},   {"Vieille Ville", 5, 8, 0, 2},
      {"Le Chantier", 8, 11, 0, 2}, {"La Plage", 11, 14, 0, 2},    {"Rive Gauche", 14, 18, 0, 2},
      {"Gare", 5, 8, 2, 4},         {"Les Arcades", 8, 11, 2, 4},  {"Le Stade", 11, 14, 2, 4},
      {"Saint-Elme", 14, 18, 2, 4}, {"Les Carrières", 0, 5, 3, 5}, {"Université", 5, 8, 4, 6},
      {"Belvédère", 8, 11, 4, 6},   {"Les Pins", 11, 18, 4, 6},    {"La Garrigue", 0, 8, 6, 9},
      {"Grand Large", 8, 18, 6, 9}, {"Les Moulins", 0, 5, 5, 6}};
  return kAll;
}

Point corner(const Town& town, int row, int column) {
  const Point p = town.plan.nodes[town.corner[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]];
  return row == 0 ? Point{p.x, -900} : p;  // the harbour and its moles belong to the shore's districts
}

Ring outline_of(const Town& town, const District& d) {
  Ring ring;
  for (int c = d.column_from; c < d.column_to; ++c) ring.push_back(corner(town, d.row_from, c));
  for (int r = d.row_from; r < d.row_to; ++r) ring.push_back(corner(town, r, d.column_to));
  for (int c = d.column_to; c > d.column_from; --c) ring.push_back(corner(town, d.row_to, c));
  for (int r = d.row_to; r > d.row_from; --r) ring.push_back(corner(town, r, d.column_from));
  return ring;
}

void draw_land(Town& town) {
  for (std::size_t r = 0; r + 1 < rows().size(); ++r)
    for (std::size_t c = 0; c + 1 < columns().size(); ++c) {
      const Ring land = {town.plan.nodes[town.corner[r][c]], town.plan.nodes[town.corner[r][c + 1]],
                         town.plan.nodes[town.corner[r + 1][c + 1]], town.plan.nodes[town.corner[r + 1][c]]};
      const Point middle = centroid(land);
      for (const Face& block : town.plan.blocks)
        if (contains(town.plan.ring(block), middle)) {
          const bool built = block.quarter != Quarter::Water && block.quarter != Quarter::Wild;
          if (built)
            town.sheet.outline(land,
                               {{"landuse", block.quarter == Quarter::Industrial ? "industrial" : "residential"}});
          break;
        }
    }
}

bool for_cars(const Tags& tags) {
  for (const auto& [key, value] : tags)
    if (key == "highway") return value != "pedestrian" && value != "footway" && value != "path" && value != "steps";
  return false;
}

std::string_view value_of(const Tags& tags, std::string_view key) {
  for (const auto& [k, value] : tags)
    if (k == key) return value;
  return {};
}

/// Which nodes are reached from `start`, along arcs given as heads by node.
std::vector<bool> reached(const std::vector<std::vector<std::int64_t>>& heads, std::int64_t start) {
  std::vector<bool> seen(heads.size(), false);
  std::vector<std::int64_t> open{start};
  seen[static_cast<std::size_t>(start)] = true;
  while (!open.empty()) {
    const std::int64_t node = open.back();
    open.pop_back();
    for (const std::int64_t head : heads[static_cast<std::size_t>(node)])
      if (!seen[static_cast<std::size_t>(head)]) {
        seen[static_cast<std::size_t>(head)] = true;
        open.push_back(head);
      }
  }
  return seen;
}

}  // namespace

std::string district_at(const Town& town, Point place) {
  for (const District& district : districts())
    if (contains(outline_of(town, district), place)) return district.name;
  return kTownName;
}

void draw_districts(Town& town) {
  draw_land(town);
  for (const District& district : districts()) {
    const Ring ring = outline_of(town, district);
    const std::int64_t way = town.sheet.outline(ring, {{"boundary", "administrative"}, {"admin_level", "10"}});
    town.sheet.relation(
        {{'w', way, "outer"}},
        {{"type", "boundary"}, {"boundary", "administrative"}, {"admin_level", "10"}, {"name", district.name}});
    Point middle = centroid(ring);
    middle.x = std::clamp(middle.x, -6600.0, 7000.0);  // over the houses, not over the woods or the water
    middle.y = std::clamp(middle.y, 380.0, 6700.0);
    town.sheet.node(middle, {{"place", "suburb"}, {"name", district.name}});
  }
  town.sheet.node({-60, 1300}, {{"place", "city"}, {"name", kTownName}, {"population", "412000"}});
}

void draw_restrictions(Town& town) {
  // At corners of the lattice where four great streets end: no left turn from one into another, at some of them.
  std::map<std::int64_t, std::vector<std::int64_t>> ending;
  for (std::int64_t id = 1; id <= town.sheet.ways(); ++id) {
    const OsmSheet::Way& way = town.sheet.way_of(id);
    const std::string_view highway = value_of(way.tags, "highway");
    if (highway != "primary" && highway != "secondary") continue;
    ending[way.nodes.front()].push_back(id);
    ending[way.nodes.back()].push_back(id);
  }
  for (const auto& [node, ways] : ending) {
    if (ways.size() != 4 || !town.dice.chance(0.55)) continue;
    const std::size_t from = town.dice.below(4);
    const bool back = town.dice.chance(0.3);
    const std::size_t to = back ? from : (from + 1 + town.dice.below(3)) % 4;
    town.sheet.relation({{'w', ways[from], "from"}, {'n', node, "via"}, {'w', ways[to], "to"}},
                        {{"type", "restriction"}, {"restriction", back ? "no_u_turn" : "no_left_turn"}});
  }
}

void open_traps(Town& town) {
  for (int round = 0; round < 8; ++round) {
    std::vector<std::vector<std::int64_t>> heads(static_cast<std::size_t>(town.sheet.nodes() + 1)), tails = heads;
    std::int64_t start = 0;
    for (std::int64_t id = 1; id <= town.sheet.ways(); ++id) {
      const OsmSheet::Way& way = town.sheet.way_of(id);
      if (!for_cars(way.tags)) continue;
      const std::string_view oneway = value_of(way.tags, "oneway");
      if (start == 0 && value_of(way.tags, "highway") == "primary") start = way.nodes.front();
      for (std::size_t i = 1; i < way.nodes.size(); ++i) {
        const std::int64_t a = way.nodes[i - 1], b = way.nodes[i];
        const auto arc = [&](std::int64_t from, std::int64_t to) {
          heads[static_cast<std::size_t>(from)].push_back(to);
          tails[static_cast<std::size_t>(to)].push_back(from);
        };
        if (oneway != "-1") arc(a, b);
        if (oneway != "yes") arc(b, a);
      }
    }
    const std::vector<bool> forth = reached(heads, start), back = reached(tails, start);
    bool changed = false;
    for (std::int64_t id = 1; id <= town.sheet.ways(); ++id) {
      OsmSheet::Way& way = town.sheet.way_of(id);
      const std::string_view highway = value_of(way.tags, "highway");
      if (!for_cars(way.tags) || value_of(way.tags, "oneway").empty() || highway.starts_with("motorway")) continue;
      const bool trap = std::any_of(way.nodes.begin(), way.nodes.end(), [&](std::int64_t node) {
        return forth[static_cast<std::size_t>(node)] != back[static_cast<std::size_t>(node)];
      });
      if (!trap) continue;
      std::erase_if(way.tags, [](const auto& tag) { return tag.first == "oneway"; });
      changed = true;
    }
    if (!changed) return;
  }
}

}  // namespace vigie::city::demo
