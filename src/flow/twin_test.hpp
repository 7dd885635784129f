// SPDX-License-Identifier: Apache-2.0
// The slow obvious twin of one step: every wish of every slot as a row of a list, cut down line by line and cell by cell.
#pragma once

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "flow/simulation.hpp"

namespace vigie::flow {

/// State after a step, computed from the state before it: people by slot and destination, and who entered which stop.
struct TwinStep {
  std::vector<double> people;
  std::vector<double> into_stop;
};

struct TwinWish {
  std::size_t from, to;            ///< slots; sources follow the slots, stops follow the sources
  std::size_t line_from, line_to;  ///< the lines it crosses
  std::size_t destination;
  double people;
};

inline TwinStep twin_step(const Simulation& sim) {
  const Layout& layout = sim.layout();
  const Network& network = sim.network();
  const std::size_t count = sim.destinations(), slots = sim.totals().size(), sources = sim.demand().sources.size();
  const double step_s = sim.step_s(), jam = sim.options().shape.jam_density_per_m2;
  const Diagram level = [&] {
    DiagramShape shape = sim.options().shape;
    shape.free_speed_mps *= sim.options().speed_factor;
    return Diagram(shape);
  }();

  // What each cell is like.
  struct CellLike {
    const Diagram* diagram;
    double length_m, width_m;
  };
  std::vector<CellLike> cells(layout.cell_count);
  for (SectionId s = 0; s < layout.sections.size(); ++s)
    for (std::uint32_t c = 0; c < layout.sections[s].count; ++c)
      cells[layout.sections[s].first + c] = {&sim.diagram(s), layout.sections[s].length_m,
                                             network.sections()[s].width_m};
  for (AreaId a = 0; a < layout.area_cells.size(); ++a)
    cells[layout.area_cells[a]] = {&level, layout.crossing_m[a], layout.entry_width[a]};
  const auto all_in = [&](std::size_t cell) { return sim.totals()[2 * cell] + sim.totals()[2 * cell + 1]; };
  const auto leaving = [&](std::size_t slot) {
    const double mine = sim.totals()[slot], all = all_in(slot / 2);
    if (mine <= kStandingPeople) return 0.0;
    const CellLike& cell = cells[slot / 2];
    const double speed = cell.diagram->sending_speed_mps(all / sim.cell_area_m2(static_cast<std::uint32_t>(slot / 2)));
    const double others = (all - mine) / all;
    return std::min(1.0, speed * step_s / cell.length_m * (1 - sim.options().shape.counter_flow_loss * others));
  };

  // Every wish.
  std::vector<TwinWish> wishes;
  const std::size_t ports = layout.ports.size(), no_line = ports + layout.cell_count;
  for (SectionId s = 0; s < layout.sections.size(); ++s)
    for (std::size_t c = layout.sections[s].first; c + 1 < layout.sections[s].first + layout.sections[s].count; ++c)
      for (std::size_t d = 0; d < count; ++d) {
        const std::size_t ahead = 2 * c, back = 2 * c + 3;
        wishes.push_back({ahead, ahead + 2, ports + c, no_line, d, leaving(ahead) * sim.people()[ahead * count + d]});
        wishes.push_back({back, back - 2, ports + c, no_line, d, leaving(back) * sim.people()[back * count + d]});
      }
  const auto shut = [&](const Port& port) { return port.kind == PortKind::Section && sim.closed(port.index); };
  for (NodeId node = 0; node < layout.node_count; ++node)
    for (std::size_t i = layout.first_port[node]; i < layout.first_port[node + 1]; ++i)
      for (std::size_t o = layout.first_port[node]; o < layout.first_port[node + 1]; ++o)
        for (std::size_t d = 0; d < count; ++d) {
          const Port &in = layout.ports[i], &out = layout.ports[o];
          if (in.kind == PortKind::Stop || out.kind == PortKind::Source) continue;
          const bool door = in.kind == PortKind::Source;
          const std::size_t from = door ? slots + in.index : in.in_slot;
          const std::size_t to = out.kind == PortKind::Stop ? slots + sources + out.index : out.out_slot;
          double people = 0;
          if (door) {
            double queue = 0;
            for (const double q : sim.source_queue(in.index)) queue += q;
            if (queue > kStandingPeople)
              people = std::min(1.0, sim.demand().sources[in.index].gate_per_s * step_s / queue) *
                       sim.source_queue(in.index)[d];
          } else {
            people = leaving(in.in_slot) * sim.people()[in.in_slot * count + d];
            if (in.kind == PortKind::Area) people *= sim.route_shares()[(ports + in.area_exit) * count + d];
          }
          people *= sim.route_shares()[o * count + d];
          wishes.push_back({from, to, i, o, d, people});
        }

  // Lines: no more than their capacity, both ways together.
  std::vector<double> crossing(no_line + 1, 0), capacity(no_line + 1, kUnlimited);
  for (const TwinWish& wish : wishes) {
    crossing[wish.line_from] += wish.people;
    crossing[wish.line_to] += wish.people;
  }
  for (SectionId s = 0; s < layout.sections.size(); ++s)
    for (std::size_t c = 0; c < layout.sections[s].count; ++c)
      capacity[ports + layout.sections[s].first + c] =
          sim.line_capacity(s, layout.sections[s].first + static_cast<std::uint32_t>(c));
  for (std::size_t p = 0; p < ports; ++p) {
    if (layout.ports[p].kind == PortKind::Section) capacity[p] = sim.line_capacity(layout.ports[p].index);
    if (layout.ports[p].kind == PortKind::Area)
      capacity[p] = level.capacity_per_mps() * layout.ports[p].width_m * step_s;
  }
  const auto line = [&](std::size_t l) { return crossing[l] > capacity[l] ? capacity[l] / crossing[l] : 1.0; };
  for (TwinWish& wish : wishes) {
    wish.people *= line(wish.line_from) * (wish.line_to == no_line ? 1 : line(wish.line_to));
    if (wish.line_to < ports && shut(layout.ports[wish.line_to])) wish.people = 0;
  }

  // Lanes: where streams meet in a cell, neither wants more of it than four fifths of its jam. Cells and stops: no more than their
  // room, shared out in proportion.
  std::vector<double> asked(slots + sources + layout.ports.size(), 0), wanted(asked.size(), 0),
      room(asked.size(), kUnlimited);
  const auto place = [&](std::size_t to) { return to < slots ? to / 2 * 2 : to; };
  for (const TwinWish& wish : wishes) asked[wish.to] += wish.people;
  std::vector<double> lane(asked);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const std::size_t other = slot % 2 == 0 ? slot + 1 : slot - 1;
    if (asked[other] > kStandingPeople || sim.totals()[other] > kStandingPeople) {
      const double all_of_it = 0.8 * jam * sim.cell_area_m2(static_cast<std::uint32_t>(slot / 2));
      lane[slot] = std::clamp(asked[slot], 0.0, std::max(0.0, all_of_it - sim.totals()[slot]));
    }
  }
  for (std::size_t to = 0; to < lane.size(); ++to) wanted[place(to)] += lane[to];
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const double area = sim.cell_area_m2(static_cast<std::uint32_t>(c));
    const double supply = cells[c].diagram->supply_per_mps(all_in(c) / area) * cells[c].width_m * step_s;
    room[2 * c] = std::clamp(jam * area - all_in(c), 0.0, supply);
  }
  for (const Port& port : layout.ports)
    if (port.kind == PortKind::Stop) room[slots + sources + port.index] = sim.stop_room(port.index);
  const auto given = [&](std::size_t to) {
    const double share = wanted[place(to)] > room[place(to)] ? room[place(to)] / wanted[place(to)] : 1.0;
    return asked[to] > 0 ? lane[to] / asked[to] * share : share;
  };

  // In line: nobody passes a junction faster than the mean of those who want to the same destination.
  std::map<std::pair<NodeId, std::size_t>, double> mean;
  std::vector<NodeId> node_of(ports);
  for (NodeId node = 0; node < layout.node_count; ++node)
    for (std::size_t o = layout.first_port[node]; o < layout.first_port[node + 1]; ++o) node_of[o] = node;
  for (std::size_t o = 0; o < ports; ++o)
    for (std::size_t d = 0; d < count; ++d) {
      const Port& out = layout.ports[o];
      const std::size_t to = out.kind == PortKind::Stop ? slots + sources + out.index : out.out_slot;
      if (out.kind == PortKind::Source || shut(out)) continue;
      mean[{node_of[o], d}] += line(o) * given(to) * sim.route_shares()[o * count + d];
    }
  const auto passing = [&](const TwinWish& wish) {  // of what is left after the lines' cuts
    if (wish.line_to == no_line) return given(wish.to);
    const double cut = line(wish.line_to);
    return std::min(cut * given(wish.to), mean[{node_of[wish.line_to], wish.destination}]) / cut;
  };

  // The move; and those who block each other face to face squeeze past, half of the fewer.
  TwinStep after{{sim.people().begin(), sim.people().end()}, std::vector<double>(layout.ports.size(), 0)};
  const auto carry = [&](const TwinWish& wish, double people) {
    if (wish.from < slots) after.people[wish.from * count + wish.destination] -= people;
    if (wish.to < slots) after.people[wish.to * count + wish.destination] += people;
    else after.into_stop[wish.to - slots - sources] += people;
  };
  std::map<std::pair<std::size_t, std::size_t>, double> blocked;  // by the two cells' places, in this order
  const auto faces = [&](const TwinWish& w) { return w.from < slots && w.to < slots && place(w.from) != place(w.to); };
  // Inside a section the lines tell the pair; at a junction the two ports do.
  const auto key = [&](const TwinWish& w, bool other_way) {
    if (w.line_to == no_line) return std::pair(w.line_from * 2 + (other_way ? 1 - w.from % 2 : w.from % 2), no_line);
    return other_way ? std::pair(w.line_to * 2, w.line_from) : std::pair(w.line_from * 2, w.line_to);
  };
  for (const TwinWish& w : wishes)
    if (faces(w)) blocked[key(w, false)] += w.people * (1 - given(w.to));
  for (const TwinWish& w : wishes) {
    carry(w, w.people * passing(w));
    if (!faces(w)) continue;
    const double mine = blocked[key(w, false)], theirs = blocked[key(w, true)], swapped = 0.5 * std::min(mine, theirs);
    if (swapped > kStandingPeople) carry(w, w.people * (1 - given(w.to)) * swapped / mine);
  }
  return after;
}

}  // namespace vigie::flow
