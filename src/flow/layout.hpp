// SPDX-License-Identifier: Apache-2.0
// Layout: a network cut into cells, and the doors between cells at its nodes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "flow/demand.hpp"
#include "flow/network.hpp"

namespace vigie::flow {

inline constexpr std::uint32_t kNone = 0xffffffff;

enum class PortKind : std::uint8_t { Section, Area, Stop, Source };

/// What meets at a node: a section's end, a square's entry, a stop, a source.
/// A slot is a cell and a direction, 2 × cell + (0 forward, 1 backward); squares use 0 only.
struct Port {
  PortKind kind;
  std::uint32_t index;        ///< of the section, area, stop (counted over all destinations) or source
  std::uint32_t in_slot;      ///< whence people come to the node; kNone for stops and sources
  std::uint32_t out_slot;     ///< where they go from it; kNone for stops and sources
  std::uint32_t next;         ///< vertex reached through it: a node, or node_count + area; kNone for stops and sources
  std::uint32_t destination;  ///< of a stop
  std::uint32_t area_exit;    ///< link out of the square that ends here; kNone elsewhere
  double width_m;
  std::uint32_t opposite = kNone;  ///< port at the section's other end; kNone for what is no section
};

/// Where a section's cells are.
struct Cells {
  std::uint32_t first;
  std::uint32_t count;
  double length_m;  ///< of one cell; at least what the fastest walk in a step
  double area_m2;   ///< of one cell

  /// The cell before the line across the middle, where gates and cordons stand.
  std::uint32_t middle() const { return first + count / 2 - 1; }
};

/// Immutable once made; depends on the cell length, not on the state. Threads: const, any number of callers.
struct Layout {
  /// `shortest_m`: no cell is shorter; `wanted_m`: sections are cut into pieces of about that.
  Layout(const Network& network, const Demand& demand, double shortest_m, double wanted_m);

  std::uint32_t node_count;
  std::uint32_t cell_count;  ///< those of sections first, then one for each square
  std::vector<Cells> sections;
  std::vector<std::uint32_t> area_cells;
  std::vector<double> crossing_m;         ///< by square: mean way from an entry over the middle to another
  std::vector<double> entry_width;        ///< by square: all entries together, metres
  std::vector<Port> ports;                ///< sorted by node
  std::vector<std::uint32_t> first_port;  ///< by node, and one more

  /// Links out of squares: numbered after the ports; to a node.
  struct AreaExit {
    std::uint32_t area;
    NodeId node;
    double distance_m;
  };
  std::vector<AreaExit> area_exits;
  std::vector<std::uint32_t> first_exit;  ///< by area, and one more

  std::size_t link_count() const { return ports.size() + area_exits.size(); }
  std::span<const Port> at(NodeId node) const {
    return std::span(ports).subspan(first_port[node], first_port[node + 1] - first_port[node]);
  }
};

}  // namespace vigie::flow
