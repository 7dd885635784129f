// SPDX-License-Identifier: Apache-2.0
// Cuts sections into cells and lists what meets at each node.
#include "flow/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::flow {
namespace {

using Placed = std::pair<NodeId, Port>;

/// Sections with a line across their middle: a gate, or a cordon at some time.
std::vector<bool> barred(const Network& network, const Demand& demand) {
  std::vector<bool> out;
  for (const Section& section : network.sections()) out.push_back(section.gate_per_s < kUnlimited);
  for (const Control& control : demand.controls)
    if (control.kind == ControlKind::Held) out[control.section] = true;
  return out;
}

void cut_sections(Layout& layout, const Network& network, const Demand& demand, double shortest_m, double wanted_m) {
  const std::vector<bool> bars = barred(network, demand);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Section& section = network.sections()[i];
    const double least = bars[i] ? 2 : 1;
    const double length_m = std::max(section.length_m, least * shortest_m);
    // A barred section has an even number of cells.
    const double most = least * std::floor(length_m / shortest_m / least);
    const double pieces = std::clamp(least * std::round(length_m / wanted_m / least), least, most);
    const double piece_m = length_m / pieces;
    layout.sections.push_back(
        {layout.cell_count, static_cast<std::uint32_t>(pieces), piece_m, piece_m * section.width_m});
    layout.cell_count += static_cast<std::uint32_t>(pieces);
  }
}

void place_sections(const Layout& layout, const Network& network, std::vector<Placed>& placed) {
  for (std::uint32_t i = 0; i < network.sections().size(); ++i) {
    const Section& section = network.sections()[i];
    const std::uint32_t first = 2 * layout.sections[i].first, last = first + 2 * (layout.sections[i].count - 1);
    placed.push_back(
        {section.from, {PortKind::Section, i, first + 1, first, section.to, kNone, kNone, section.width_m}});
    placed.push_back({section.to, {PortKind::Section, i, last, last + 1, section.from, kNone, kNone, section.width_m}});
  }
}

void place_areas(Layout& layout, const Network& network, double shortest_m, std::vector<Placed>& placed) {
  for (std::uint32_t i = 0; i < network.areas().size(); ++i) {
    const Area& area = network.areas()[i];
    const std::uint32_t slot = 2 * layout.cell_count;
    layout.area_cells.push_back(layout.cell_count++);
    layout.first_exit.push_back(static_cast<std::uint32_t>(layout.area_exits.size()));
    double distance_m = 0, width_m = 0;
    for (const Entry& entry : area.entries) {
      const auto exit = static_cast<std::uint32_t>(layout.area_exits.size());
      placed.push_back(
          {entry.node, {PortKind::Area, i, slot, slot, layout.node_count + i, kNone, exit, entry.width_m}});
      layout.area_exits.push_back({i, entry.node, entry.distance_m});
      distance_m += entry.distance_m;
      width_m += entry.width_m;
    }
    layout.crossing_m.push_back(std::max(shortest_m, 2 * distance_m / static_cast<double>(area.entries.size())));
    layout.entry_width.push_back(width_m);
  }
  layout.first_exit.push_back(static_cast<std::uint32_t>(layout.area_exits.size()));
}

}  // namespace

Layout::Layout(const Network& network, const Demand& demand, double shortest_m, double wanted_m)
    : node_count(network.node_count()), cell_count(0) {
  std::vector<Placed> placed;
  cut_sections(*this, network, demand, shortest_m, std::max(wanted_m, shortest_m));
  place_sections(*this, network, placed);
  place_areas(*this, network, shortest_m, placed);
  std::uint32_t stop = 0;
  for (std::uint32_t d = 0; d < demand.destinations.size(); ++d)
    for (const Stop& one : demand.destinations[d].stops)
      placed.push_back({one.node, {PortKind::Stop, stop++, kNone, kNone, kNone, d, kNone, 0}});
  for (std::uint32_t i = 0; i < demand.sources.size(); ++i)
    placed.push_back({demand.sources[i].node, {PortKind::Source, i, kNone, kNone, kNone, kNone, kNone, 0}});
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.first < b.first; });
  first_port.assign(node_count + 1, 0);
  for (const auto& [node, port] : placed) {
    ++first_port[node + 1];
    ports.push_back(port);
  }
  std::partial_sum(first_port.begin(), first_port.end(), first_port.begin());
  std::vector<std::uint32_t> one_end(sections.size(), kNone);
  for (std::uint32_t p = 0; p < ports.size(); ++p) {
    if (ports[p].kind != PortKind::Section) continue;
    std::uint32_t& other = one_end[ports[p].index];
    if (other != kNone) {
      ports[p].opposite = other;
      ports[other].opposite = p;
    }
    other = p;
  }
}

}  // namespace vigie::flow
