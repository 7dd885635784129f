// SPDX-License-Identifier: Apache-2.0
// Reads the drawing cell by cell.
#include "roads/text_map.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::roads {
namespace {

constexpr double kCell_m = 100;
constexpr double kSpeed_kmh = 36;

bool is_junction(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

using Cells = std::map<std::pair<int, int>, char>;  // by row and column

char cell(const Cells& cells, int row, int column) {
  const auto found = cells.find({row, column});
  return found == cells.end() ? ' ' : found->second;
}

}  // namespace

TextMap::TextMap(std::string_view drawing) {
  const geo::Position origin = geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.37}).value();
  Cells cells;
  int row = 0, column = 0, rows = 0, columns = 0;
  for (const char c : drawing) {
    if (c == '\n') {
      ++row;
      column = 0;
      continue;
    }
    if (c != ' ') cells[{row, column}] = c;
    if (is_junction(c)) map_.places.emplace(node(c), geo::offset(origin, kCell_m * column, -kCell_m * row));
    rows = std::max(rows, row + 1);
    columns = std::max(columns, ++column);
  }
  draw_streets(cells, rows, columns);
}

void TextMap::draw_streets(const Cells& cells, int rows, int columns) {
  // From each junction to the right and down, over street characters, to the next junction.
  const auto follow = [&](int row, int column, int down, int right) {
    const char from = cell(cells, row, column);
    const std::string_view street = right != 0 ? "-><" : "|v^";
    bool forward = true, backward = true;
    int r = row + down, c = column + right;
    for (; street.find(cell(cells, r, c)) != std::string_view::npos; r += down, c += right) {
      if (cell(cells, r, c) == street[1]) backward = false;
      if (cell(cells, r, c) == street[2]) forward = false;
    }
    const bool any = r != row + down || c != column + right;
    if (any && is_junction(cell(cells, r, c))) add_street(from, cell(cells, r, c), forward, backward);
  };
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      if (is_junction(cell(cells, row, column))) {
        follow(row, column, 0, 1);
        follow(row, column, 1, 0);
      }
}

void TextMap::add_street(char from, char to, bool forward, bool backward) {
  const auto speeds = [](bool open) { return open ? Speeds{kSpeed_kmh, kSpeed_kmh} : Speeds{0, 0}; };
  const auto id = static_cast<MapId>(map_.ways.size()) + 1000;
  map_.ways.push_back({id,
                       {node(from), node(to)},
                       {RoadClass::Residential, false, speeds(forward), speeds(backward)},
                       std::string{from, to}});
  ways_[{from, to}] = ways_[{to, from}] = id;
}

geo::Position TextMap::at(char junction) const {
  const auto found = map_.places.find(node(junction));
  VIGIE_CHECK(found != map_.places.end());
  return found->second;
}

geo::Position TextMap::between(char from, char to, double share) const {
  const geo::Position a = at(from), b = at(to);
  return geo::Position::from_e7(a.lat_e7() + std::llround(share * (b.lat_e7() - a.lat_e7())),
                                a.lon_e7() + std::llround(share * (b.lon_e7() - a.lon_e7())))
      .value();
}

MapId TextMap::way(char a, char b) const {
  const auto found = ways_.find({a, b});
  VIGIE_CHECK(found != ways_.end());
  return found->second;
}

void TextMap::restrict(std::string_view path, bool only) {
  VIGIE_CHECK(path.size() >= 3);
  MapRestriction restriction{
      only, way(path[0], path[1]), std::nullopt, {}, way(path[path.size() - 2], path[path.size() - 1])};
  if (path.size() == 3) restriction.via_node = node(path[1]);
  for (std::size_t i = 1; i + 2 < path.size(); ++i) restriction.via_ways.push_back(way(path[i], path[i + 1]));
  map_.restrictions.push_back(restriction);
}

RoadGraph TextMap::graph() const {
  Result<BuiltRoads> built = build_road_graph(map_);
  VIGIE_CHECK(built.ok());
  return std::move(built->graph);
}

}  // namespace vigie::roads
