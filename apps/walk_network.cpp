// SPDX-License-Identifier: Apache-2.0
// Cuts a circle out of the walking graph, drops what hangs loose, and gives every street a width.
#include "walk_network.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "roads/walk_graph.hpp"

namespace vigie::apps {
namespace {

double width_of(const roads::WalkEdge& edge, const WalkWidths& widths) {
  if (edge.width_cm > 0 && edge.kind != roads::WalkKind::Street) return edge.width_cm / 100.0;
  switch (edge.kind) {
    case roads::WalkKind::Footway: return widths.footway_m;
    case roads::WalkKind::Steps: return widths.steps_m;
    case roads::WalkKind::Pedestrian: return widths.pedestrian_m;
    case roads::WalkKind::Street: return widths.street_m;  // a tagged width is the roadway's
    case roads::WalkKind::Square: break;
  }
  return widths.pedestrian_m;
}

bool cross(const geo::Position& a, const geo::Position& b, const geo::Position& c, const geo::Position& d) {
  const auto side = [](const geo::Position& p, const geo::Position& q, const geo::Position& r) {
    return (q.lon() - p.lon()) * (r.lat() - p.lat()) - (q.lat() - p.lat()) * (r.lon() - p.lon()) > 0;
  };
  return side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b);
}

}  // namespace

std::optional<flow::NodeId> WalkNetwork::nearest(const geo::Position& place, double within_m) const {
  std::optional<flow::NodeId> best;
  for (flow::NodeId n = 0; n < nodes.size(); ++n)
    if (const double away = geo::distance_m(place, nodes[n]); away <= within_m) {
      within_m = away;
      best = n;
    }
  return best;
}

std::optional<flow::SectionId> WalkNetwork::nearest_section(const geo::Position& place, double within_m) const {
  std::optional<flow::SectionId> best;
  for (flow::SectionId s = 0; s < data.sections.size(); ++s) {
    const flow::Section& section = data.sections[s];
    const double away =
        (geo::distance_m(place, nodes[section.from]) + geo::distance_m(place, nodes[section.to]) - section.length_m) /
        2;
    if (away <= within_m) {
      within_m = away;
      best = s;
    }
  }
  return best;
}

WalkNetwork walk_network(const roads::WalkGraph& graph, const geo::Position& middle, double radius_m,
                         const WalkWidths& widths) {
  const auto inside = [&](roads::WalkNodeId n) { return geo::distance_m(middle, graph.place(n)) <= radius_m; };
  std::vector<bool> in_circle(graph.node_count());
  roads::WalkNodeId start = 0;
  double nearest_m = std::numeric_limits<double>::infinity();
  for (roads::WalkNodeId n = 0; n < graph.node_count(); ++n) {
    in_circle[n] = inside(n);
    if (const double away = geo::distance_m(middle, graph.place(n)); away < nearest_m && graph.at(n).size() > 1) {
      nearest_m = away;
      start = n;
    }
  }
  WalkNetwork out;
  std::map<roads::WalkNodeId, flow::NodeId> number;
  std::vector<roads::WalkNodeId> waiting;
  const auto reach = [&](roads::WalkNodeId n) {
    if (!in_circle[n] || !number.try_emplace(n, static_cast<flow::NodeId>(number.size())).second) return;
    out.nodes.push_back(graph.place(n));
    waiting.push_back(n);
  };
  if (graph.node_count() > 0) reach(start);
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const roads::WalkNodeId n = waiting[i];
    bool cut = false;
    for (const roads::WalkEdgeId e : graph.at(n)) {
      const roads::WalkNodeId other = graph.edge(e).from == n ? graph.edge(e).to : graph.edge(e).from;
      reach(other);
      cut = cut || !in_circle[other];
    }
    if (cut) out.rim.push_back(number.at(n));
  }
  for (roads::WalkEdgeId e = 0; e < graph.edge_count(); ++e) {
    const roads::WalkEdge& edge = graph.edge(e);
    const auto from = number.find(edge.from), to = number.find(edge.to);
    if (from == number.end() || to == number.end() || from == to || edge.kind == roads::WalkKind::Square) continue;
    const auto ground = edge.kind == roads::WalkKind::Steps ? flow::Ground::Stairs : flow::Ground::Level;
    out.data.sections.push_back(
        {from->second, to->second, std::max(0.5, edge.length_cm / 100.0), width_of(edge, widths), ground});
    out.edge_of_section.push_back(e);
  }
  for (const roads::Square& square : graph.squares()) {
    flow::Area area{square.area_m2, {}};
    double lat = 0, lon = 0;
    for (const geo::Position& p : square.outline.ring) {
      lat += p.lat() / static_cast<double>(square.outline.ring.size());
      lon += p.lon() / static_cast<double>(square.outline.ring.size());
    }
    const Result<geo::Position> centre = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
    for (const roads::WalkNodeId n : square.entries)
      if (const auto found = number.find(n); found != number.end() && centre)
        area.entries.push_back(
            {found->second, std::max(1.0, geo::distance_m(*centre, graph.place(n))), widths.pedestrian_m});
    if (area.entries.size() >= 2 && area.area_m2 > 1) out.data.areas.push_back(std::move(area));
  }
  out.data.node_count = static_cast<std::uint32_t>(out.nodes.size());
  return out;
}

std::vector<flow::SectionId> crossed(const WalkNetwork& network, const roads::WalkGraph& graph,
                                     const std::vector<geo::Position>& line) {
  std::vector<flow::SectionId> out;
  for (flow::SectionId s = 0; s < network.edge_of_section.size(); ++s) {
    const auto shape = graph.shape(network.edge_of_section[s]);
    bool hit = false;
    for (std::size_t i = 1; i < shape.size(); ++i)
      for (std::size_t j = 1; j < line.size(); ++j) hit = hit || cross(shape[i - 1], shape[i], line[j - 1], line[j]);
    if (hit) out.push_back(s);
  }
  return out;
}

}  // namespace vigie::apps
