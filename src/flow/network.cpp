// SPDX-License-Identifier: Apache-2.0
// Checks of a network, and what of it can be reached.
#include "flow/network.hpp"

#include <fmt/format.h>

#include <cmath>

namespace vigie::flow {
namespace {

bool positive(double value) { return value > 0 && std::isfinite(value); }

Result<void> check(const Section& section, std::size_t number, std::uint32_t nodes) {
  const auto wrong = [&](const char* what, double seen) {
    return Error{ErrorKind::OutOfRange, fmt::format("section {}: {} {}", number, what, seen)};
  };
  if (!(section.from < nodes && section.to < nodes)) return wrong("expected ends below", nodes);
  if (section.from == section.to) return wrong("expected two different ends, seen twice", section.from);
  if (!positive(section.length_m)) return wrong("expected a length above 0 m, seen", section.length_m);
  if (!positive(section.width_m)) return wrong("expected a width above 0 m, seen", section.width_m);
  if (!(section.gate_per_s > 0)) return wrong("expected a gate's capacity above 0/s, seen", section.gate_per_s);
  return {};
}

Result<void> check(const Area& area, std::size_t number, std::uint32_t nodes) {
  const auto wrong = [&](const char* what, double seen) {
    return Error{ErrorKind::OutOfRange, fmt::format("area {}: {} {}", number, what, seen)};
  };
  if (!positive(area.area_m2)) return wrong("expected more than 0 m², seen", area.area_m2);
  if (!(area.entries.size() >= 2))
    return wrong("expected two entries or more, seen", static_cast<double>(area.entries.size()));
  for (const Entry& entry : area.entries) {
    if (!(entry.node < nodes)) return wrong("expected entries below", nodes);
    if (!positive(entry.distance_m)) return wrong("expected an entry's distance above 0 m, seen", entry.distance_m);
    if (!positive(entry.width_m)) return wrong("expected an entry's width above 0 m, seen", entry.width_m);
  }
  return {};
}

}  // namespace

Result<Network> Network::checked(NetworkData data) {
  for (std::size_t i = 0; i < data.sections.size(); ++i)
    if (const Result<void> sound = check(data.sections[i], i, data.node_count); !sound) return sound.error();
  for (std::size_t i = 0; i < data.areas.size(); ++i)
    if (const Result<void> sound = check(data.areas[i], i, data.node_count); !sound) return sound.error();
  return Network(std::move(data));
}

std::vector<bool> Network::reached_from(NodeId start, const std::vector<bool>& open) const {
  std::vector<std::vector<NodeId>> next(data_.node_count);
  for (std::size_t i = 0; i < data_.sections.size(); ++i)
    if (open.empty() || open[i]) {
      next[data_.sections[i].from].push_back(data_.sections[i].to);
      next[data_.sections[i].to].push_back(data_.sections[i].from);
    }
  for (const Area& area : data_.areas)
    for (std::size_t i = 1; i < area.entries.size(); ++i) {
      next[area.entries[i - 1].node].push_back(area.entries[i].node);
      next[area.entries[i].node].push_back(area.entries[i - 1].node);
    }
  std::vector<bool> seen(data_.node_count, false);
  std::vector<NodeId> waiting{start};
  seen[start] = true;
  while (!waiting.empty()) {
    const NodeId node = waiting.back();
    waiting.pop_back();
    for (const NodeId other : next[node])
      if (!seen[other]) {
        seen[other] = true;
        waiting.push_back(other);
      }
  }
  return seen;
}

}  // namespace vigie::flow
