// SPDX-License-Identifier: Apache-2.0
// Network: the streets, stairs, squares and gates of a place, as a crowd uses them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/result.hpp"

namespace vigie::flow {

using NodeId = std::uint32_t;
using SectionId = std::uint32_t;
using AreaId = std::uint32_t;

inline constexpr double kUnlimited = std::numeric_limits<double>::infinity();

enum class Ground : std::uint8_t { Level, Stairs };

/// A piece of street between two junctions, walked both ways, everywhere as wide.
struct Section {
  NodeId from;
  NodeId to;
  double length_m;
  double width_m;  ///< what is free to walk on
  Ground ground = Ground::Level;
  double gate_per_s = kUnlimited;  ///< most people per second, both ways together: a gate that spans it
};

/// Where streets meet a square's outline.
struct Entry {
  NodeId node;
  double distance_m;  ///< from the square's middle
  double width_m;
};

/// A square: one reservoir of people who cross it from any entry to any other.
struct Area {
  double area_m2;
  std::vector<Entry> entries;
};

/// What a network is made of; plain and unchecked.
struct NetworkData {
  std::uint32_t node_count = 0;
  std::vector<Section> sections;
  std::vector<Area> areas;
};

/// Immutable. Threads: const, any number of callers.
class Network {
 public:
  /// Errors: OutOfRange, naming the section or area: no length, no width, NaN, a gate of capacity 0, an end that does not
  /// exist, a section from a node to itself, an area without two entries.
  static Result<Network> checked(NetworkData data);

  std::uint32_t node_count() const { return data_.node_count; }
  const std::vector<Section>& sections() const { return data_.sections; }
  const std::vector<Area>& areas() const { return data_.areas; }
  const NetworkData& data() const { return data_; }

  /// Nodes that can be reached from `start` over sections that `open` (by section; all where empty) accepts.
  std::vector<bool> reached_from(NodeId start, const std::vector<bool>& open = {}) const;

 private:
  explicit Network(NetworkData data) : data_(std::move(data)) {}
  NetworkData data_;
};

}  // namespace vigie::flow
