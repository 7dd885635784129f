// SPDX-License-Identifier: Apache-2.0
// Junctions within a step: what wants to pass, what each way on lets through, and who squeezes past whom.
#include <algorithm>
#include <cmath>

#include "flow/simulation.hpp"
#include "flow/step_constants.hpp"

namespace vigie::flow {

double Simulation::stop_room(std::uint32_t stop) const {
  const double gate = stop_of_[stop]->gate_per_s * options_.step_s;
  return std::clamp(stop_of_[stop]->waiting_room - stops_[stop].waiting, 0.0, gate);
}

/// What wants to come to the node from behind a port, by destination; returns the sum.
double Simulation::wish(std::uint32_t number, double* wishes) {
  const Port& port = layout_->ports[number];
  const std::size_t count = destinations_;
  double sum = 0;
  if (port.kind == PortKind::Source) {
    const std::vector<double>& queue = sources_[port.index].queue;
    for (const double people : queue) sum += people;
    if (sum <= kDust) return 0;
    const double gate_per_s = demand_->sources[port.index].gate_per_s * sources_[port.index].inputs.gate_factor;
    const double part = std::min(1.0, gate_per_s * options_.step_s / sum);
    for (std::size_t d = 0; d < count; ++d) wishes[d] = part * queue[d];
    return part * sum;
  }
  if (port.in_slot == kNone || fraction_[port.in_slot] <= 0) return 0;
  const double part = fraction_[port.in_slot];
  const double* people = people_.data() + port.in_slot * count;
  if (port.kind == PortKind::Section) {
    for (std::size_t d = 0; d < count; ++d) wishes[d] = part * people[d];
    return part * totals_[port.in_slot];
  }
  const double* shares = shares_.data() + (layout_->ports.size() + port.area_exit) * count;
  for (std::size_t d = 0; d < count; ++d) sum += wishes[d] = part * people[d] * shares[d];
  return sum;
}

/// At a junction: all wishes together, shared out over the ways on, within what each line lets through.
void Simulation::meet_at_node(NodeId node) {
  const std::uint32_t first = layout_->first_port[node], last = layout_->first_port[node + 1];
  const std::size_t count = destinations_;
  double* all = node_wishes_.data() + node * count;
  double sum = 0;
  std::fill(all, all + count, 0.0);
  for (std::uint32_t p = first; p < last; ++p) {
    double* mine = wishes_.data() + p * count;
    port_line_[p] = wish(p, mine);  // for the moment: how many want to come from there
    if (port_line_[p] <= 0) continue;
    sum += port_line_[p];
    for (std::size_t d = 0; d < count; ++d) all[d] += mine[d];
  }
  if (sum <= 0) return;
  busy_.push_back(node);
  const auto onward = [&](std::uint32_t p) {
    double people = 0;
    for (std::size_t d = 0; d < count; ++d) people += all[d] * shares_[p * count + d];
    return people;
  };
  for (std::uint32_t p = first; p < last; ++p) {
    const Port& port = layout_->ports[p];
    const double out = port_line_[p];
    double capacity = kUnlimited;
    if (port.kind == PortKind::Section) capacity = line_capacity(port.index);
    if (port.kind == PortKind::Area) capacity = level_->capacity_per_mps() * port.width_m * options_.step_s;
    const double both = out + (port.kind == PortKind::Source ? 0 : onward(p));
    port_line_[p] = both > capacity ? capacity / both : 1;
    double* mine = wishes_.data() + p * count;
    if (out <= 0) std::fill(mine, mine + count, 0.0);
  }
  std::fill(all, all + count, 0.0);
  for (std::uint32_t p = first; p < last; ++p)
    for (std::size_t d = 0; d < count; ++d) all[d] += wishes_[p * count + d] *= port_line_[p];
  for (std::uint32_t p = first; p < last; ++p) {
    const Port& port = layout_->ports[p];
    if (port.out_slot == kNone) continue;
    const bool shut = port.kind == PortKind::Section && closed(port.index);
    if (!shut) wanted_[port.out_slot] += port_line_[p] * onward(p);
  }
}

/// How much of what wants through each port finds room beyond it; true where some does not.
bool Simulation::give(NodeId node) {
  const std::size_t count = destinations_;
  const double* all = node_wishes_.data() + node * count;
  bool tight = false;
  for (std::uint32_t p = layout_->first_port[node]; p < layout_->first_port[node + 1]; ++p) {
    const Port& port = layout_->ports[p];
    double given = 0;
    if (port.kind == PortKind::Stop) {
      double people = 0;
      for (std::size_t d = 0; d < count; ++d) people += all[d] * shares_[p * count + d];
      const double room = stop_room(port.index);
      given = people > room ? room / people : 1;
    } else if (port.out_slot != kNone && !(port.kind == PortKind::Section && closed(port.index))) {
      given = port_line_[p] * given_[port.out_slot];
      tight = tight || given < port_line_[p];
    }
    port_given_[p] = given;
  }
  return tight;
}

/// Takes from behind the ports what finds room beyond them; what comes is kept apart until arrive().
/// People stand in line: who has chosen an open way does not pass faster than the mean of those who want to the same
/// destination, else everybody before a gate would choose anew in each step, and the queue would drain into side streets.
void Simulation::pass_node(NodeId node) {
  const std::uint32_t first = layout_->first_port[node], last = layout_->first_port[node + 1];
  const std::size_t count = destinations_;
  const double* all = node_wishes_.data() + node * count;
  const bool tight = give(node);
  double mean[kMostDestinations] = {}, accepted[kMostDestinations] = {};  // shares of each destination's wishes
  for (std::uint32_t p = first; p < last; ++p)
    for (std::size_t d = 0; d < count; ++d) mean[d] += port_given_[p] * shares_[p * count + d];
  for (std::uint32_t p = first; p < last; ++p) {
    double* in = inflow_.data() + p * count;
    for (std::size_t d = 0; d < count; ++d) {
      const double share = std::min(port_given_[p], mean[d]) * shares_[p * count + d];
      accepted[d] += share;
      in[d] = all[d] * share;
    }
  }
  for (std::uint32_t p = first; p < last; ++p) {
    const Port& port = layout_->ports[p];
    if (port.kind == PortKind::Stop) continue;
    double* from =
        port.kind == PortKind::Source ? sources_[port.index].queue.data() : people_.data() + port.in_slot * count;
    double left = 0;
    for (std::size_t d = 0; d < count; ++d) {
      const double moved = std::min(from[d], wishes_[p * count + d] * std::min(1.0, accepted[d]));
      from[d] -= moved;
      left += moved;
    }
    if (port.kind == PortKind::Source) sources_[port.index].out += left;
    if (port.kind == PortKind::Area) went_out_[port.area_exit] += left;
  }
  if (tight) swap_at_node(node);
}

/// Two streams that block each other at a junction squeeze past: as many one way as the other.
void Simulation::swap_at_node(NodeId node) {
  const std::uint32_t first = layout_->first_port[node], last = layout_->first_port[node + 1];
  const std::size_t count = destinations_;
  const auto blocked_share = [&](std::uint32_t to) {
    const Port& port = layout_->ports[to];
    const bool shut = port.kind == PortKind::Section && closed(port.index);
    return port.out_slot == kNone || shut ? 0.0 : port_line_[to] * (1 - given_[port.out_slot]);
  };
  const auto blocked = [&](std::uint32_t from, std::uint32_t to) {
    double people = 0;
    for (std::size_t d = 0; d < count; ++d) people += wishes_[from * count + d] * shares_[to * count + d];
    return people * blocked_share(to);
  };
  const auto move = [&](std::uint32_t from, std::uint32_t to, double part) {
    const Port& port = layout_->ports[from];
    double* people = people_.data() + port.in_slot * count;
    for (std::size_t d = 0; d < count; ++d) {
      const double moved =
          std::min(people[d], part * blocked_share(to) * wishes_[from * count + d] * shares_[to * count + d]);
      people[d] -= moved;
      inflow_[to * count + d] += moved;
      if (port.kind == PortKind::Area) went_out_[port.area_exit] += moved;
    }
  };
  for (std::uint32_t a = first; a < last; ++a)
    for (std::uint32_t b = a + 1; b < last; ++b) {
      if (layout_->ports[a].in_slot == kNone || layout_->ports[b].in_slot == kNone) continue;
      const double ab = blocked(a, b), ba = blocked(b, a);
      const double swapped = kSqueeze * std::min(ab, ba);
      if (!(swapped > kDust)) continue;
      move(a, b, swapped / ab);
      move(b, a, swapped / ba);
    }
}

}  // namespace vigie::flow
