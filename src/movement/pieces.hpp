// SPDX-License-Identifier: Apache-2.0
// Pieces: streets as a graph that is made simpler step by step, until a crowd's simulation can use it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "flow/network.hpp"
#include "geo/position.hpp"

namespace vigie::movement {

/// A stretch of street between two nodes, walked both ways.
struct Piece {
  std::uint32_t from, to;
  double length_m, width_m;
  flow::Ground ground;
  std::string name;
  std::vector<geo::Position> shape;  ///< from `from` to `to`
  bool forecourt = false;            ///< not on the map: from a door to the streets
  bool there = true;

  std::uint32_t other(std::uint32_t node) const { return node == from ? to : from; }
};

/// A map is drawn for the eye: a street in pieces of a metre, dead ends, two ways side by side. A cell of the simulation is what
/// people walk in a step. Threads: one.
class Pieces {
 public:
  std::uint32_t add_node(const geo::Position& place);
  void add(Piece piece);
  void drop(std::uint32_t piece);
  /// The node stays where it is, whatever is made simpler.
  void keep(std::uint32_t node) { kept_[node] = true; }
  /// Puts a node into a piece, `along_m` from its beginning; the piece becomes two (the first of them keeps its number).
  std::uint32_t split(std::uint32_t piece, std::size_t before_point, const geo::Position& place);

  /// Drops all that does not hang together with the largest part. `ties`: nodes that hang together by something else.
  void keep_largest_part(const std::vector<std::vector<std::uint32_t>>& ties);
  /// Dead ends go, pieces in a row become one, two ways side by side become one as wide as both, and level pieces shorter than
  /// `shortest_m` become part of a junction, which reaches no farther than 15 m.
  void simplify(double shortest_m);

  std::vector<Piece>& all() { return pieces_; }
  const std::vector<Piece>& all() const { return pieces_; }
  const geo::Position& place(std::uint32_t node) const { return places_[node]; }
  std::uint32_t node_count() const { return static_cast<std::uint32_t>(places_.size()); }
  const std::vector<std::uint32_t>& at(std::uint32_t node) const { return at_[node]; }
  /// Of all pieces that touch it, metres.
  double width_at(std::uint32_t node) const;

 private:
  void prune();
  void join_rows();
  void join(std::uint32_t first, std::uint32_t second, std::uint32_t node);
  void merge_pairs();
  void shrink(double shortest_m);

  std::vector<Piece> pieces_;
  std::vector<geo::Position> places_;
  std::vector<std::vector<std::uint32_t>> at_;  // pieces by node
  std::vector<bool> kept_;
  std::vector<double> reach_m_;  // by node: how far a junction's parts lie from it
};

}  // namespace vigie::movement
