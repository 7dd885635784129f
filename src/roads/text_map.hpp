// SPDX-License-Identifier: Apache-2.0
// TextMap: a street map drawn in text, for tests of whatever drives on streets.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "roads/road_graph_builder.hpp"

namespace vigie::roads {

/// One character is a cell of 100 m; capital letters and digits are junctions; `-` and `|` are streets driven both ways,
/// with `>` `<` `^` `v` in them one-way. Everybody drives 36 km/h: a cell takes 10 s.
///
///     A--B-->C
///     |  |
///     D--E
///
/// A street is a way of its own, named by its ends from left to right or from top to bottom ("AB"). Drawings that are
/// not of this kind are our own mistake. Threads: one.
class TextMap {
 public:
  explicit TextMap(std::string_view drawing);

  geo::Position at(char junction) const;
  /// On the straight line between two junctions, `share` 0 to 1 from the first.
  geo::Position between(char from, char to, double share) const;
  /// The street between two neighbours, in either order.
  MapId way(char a, char b) const;

  /// "ABC": from street AB it is forbidden to enter BC. "ABCD": to drive AB, BC, CD in a row.
  void forbid(std::string_view path) { restrict(path, false); }
  /// "ABC": from street AB only BC may be entered.
  void only(std::string_view path) { restrict(path, true); }

  /// For what else a test wants: barriers, other speeds.
  RoadMap& map() { return map_; }
  MapId node(char junction) const { return static_cast<MapId>(junction); }
  RoadGraph graph() const;

 private:
  void restrict(std::string_view path, bool only);
  void draw_streets(const std::map<std::pair<int, int>, char>& cells, int rows, int columns);
  void add_street(char from, char to, bool forward, bool backward);

  RoadMap map_;
  std::map<std::pair<char, char>, MapId> ways_;
};

}  // namespace vigie::roads
