// SPDX-License-Identifier: Apache-2.0
// One step of the simulation: what cells would send and can take, and the move itself; junctions are in junctions.cpp.
#include <algorithm>
#include <cmath>

#include "flow/simulation.hpp"
#include "flow/step_constants.hpp"

namespace vigie::flow {
namespace {

/// Where streams meet, neither fills a cell beyond this part of its jam: people give way, and a lane stays open for the others.
constexpr double kGiveWay = 0.8;

}  // namespace

void Simulation::prepare() {
  const bool changed = std::any_of(demand_->controls.begin(), demand_->controls.end(), [&](const Control& control) {
    const auto passed = [&](double time_s) { return time_s <= now_s_ && time_s > now_s_ - options_.step_s; };
    return passed(control.from_s) || passed(control.until_s);
  });
  if (changed) {
    apply_controls();
    routes_at_s_ = -kUnlimited;
  }
  const bool due = now_s_ >= routes_at_s_ + options_.route_update_s;
  if (due && (routes_at_s_ == -kUnlimited || !quiet())) update_routes();
  release();
}

/// Nobody walks or wants to.
bool Simulation::quiet() const {
  const auto few = [](double people) { return people <= kDust; };
  return std::none_of(awake_.begin(), awake_.end(), [](bool awake) { return awake; }) &&
         std::all_of(layout_->area_cells.begin(), layout_->area_cells.end(),
                     [&](std::uint32_t cell) { return few(totals_[2 * cell]); }) &&
         std::all_of(sources_.begin(), sources_.end(), [&](const SourceState& source) {
           return std::all_of(source.queue.begin(), source.queue.end(), few);
         });
}

void Simulation::advance() {
  sense();
  if (quiet()) {
    now_s_ += options_.step_s;
    return serve();
  }
  meet_inside();
  busy_.clear();
  for (NodeId node = 0; node < layout_->node_count; ++node) meet_at_node(node);
  set_reductions();
  for (const NodeId node : busy_) pass_node(node);
  move_inside();
  arrive();
  now_s_ += options_.step_s;
  serve();
}

/// People whose time has come join the queue behind their door.
void Simulation::release() {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    SourceState& state = sources_[i];
    const Source& source = demand_->sources[i];
    const double done = share_out_by(i, now_s_ + options_.step_s);
    const double people = source.people * state.inputs.people_factor * (done - state.share_done);
    state.share_done = done;
    state.released += people;
    for (std::size_t d = 0; d < destinations_; ++d) state.queue[d] += people * state.shares[d];
  }
}

/// What each cell would send, as a share of its people by direction, and what it can take.
void Simulation::sense() {
  const double step_s = options_.step_s, jam = options_.shape.jam_density_per_m2;
  const double loss = options_.shape.counter_flow_loss;
  const auto look = [&](std::uint32_t cell, const Diagram& curve, double length_m, double width_m) {
    const double forward = totals_[2 * cell], backward = totals_[2 * cell + 1], all = forward + backward;
    if (!(all > 0)) {
      room_[cell] = std::min(curve.capacity_per_mps() * width_m * step_s, jam * cell_area_[cell]);
      return;
    }
    const double density = all / cell_area_[cell];
    const double reach = curve.sending_speed_mps(density) * step_s / length_m;
    if (forward > kDust) fraction_[2 * cell] = std::min(1.0, reach * (1 - loss * backward / all));
    if (backward > kDust) fraction_[2 * cell + 1] = std::min(1.0, reach * (1 - loss * forward / all));
    room_[cell] = std::clamp(jam * cell_area_[cell] - all, 0.0, curve.supply_per_mps(density) * width_m * step_s);
  };
  std::fill(fraction_.begin(), fraction_.end(), 0.0);
  std::fill(wanted_.begin(), wanted_.end(), 0.0);
  for (SectionId s = 0; s < layout_->sections.size(); ++s) {
    const Cells& cells = layout_->sections[s];
    const double width_m = network_->sections()[s].width_m;
    const auto first = totals_.begin() + 2 * cells.first;
    awake_[s] = std::any_of(first, first + 2 * cells.count, [](double people) { return people > kDust; });
    const std::uint32_t next = awake_[s] ? 1 : std::max(1U, cells.count - 1);  // of a sleeping section the ends only
    for (std::uint32_t c = cells.first; c < cells.first + cells.count; c += next)
      look(c, diagram(s), cells.length_m, width_m);
  }
  for (AreaId a = 0; a < layout_->area_cells.size(); ++a)
    look(layout_->area_cells[a], *level_, layout_->crossing_m[a], layout_->entry_width[a]);
}

/// Between the cells of a section: what wants to cross each line, and how much of it the line lets through.
void Simulation::meet_inside() {
  for (SectionId s = 0; s < layout_->sections.size(); ++s) {
    const Cells& cells = layout_->sections[s];
    if (cells.count < 2 || !awake_[s]) continue;
    for (std::uint32_t c = cells.first; c + 1 < cells.first + cells.count; ++c) {
      const double ahead = fraction_[2 * c] * totals_[2 * c], back = fraction_[2 * c + 3] * totals_[2 * c + 3];
      if (ahead + back <= 0) continue;
      line_[c] = std::min(1.0, line_capacity(s, c) / (ahead + back));
      wanted_[2 * c + 2] += line_[c] * ahead;
      wanted_[2 * c + 1] += line_[c] * back;
    }
  }
}

/// A cell's room is shared out in proportion to what wants in, once each stream has left the other its lane.
void Simulation::set_reductions() {
  const double lane_per_m2 = kGiveWay * options_.shape.jam_density_per_m2;
  for (std::size_t cell = 0; cell < room_.size(); ++cell) {
    const double* wanted = wanted_.data() + 2 * cell;
    double* given = given_.data() + 2 * cell;
    given[0] = given[1] = 1;
    if (wanted[0] + wanted[1] <= 0) continue;
    double taken[2] = {wanted[0], wanted[1]};
    for (std::size_t way = 0; way < 2; ++way) {
      const bool meets = wanted[1 - way] > kDust || totals_[2 * cell + 1 - way] > kDust;
      if (meets)
        taken[way] = std::min(taken[way], std::max(0.0, lane_per_m2 * cell_area_[cell] - totals_[2 * cell + way]));
    }
    const double both = taken[0] + taken[1], share = both > room_[cell] ? room_[cell] / both : 1;
    for (std::size_t way = 0; way < 2; ++way)
      if (wanted[way] > 0) given[way] = taken[way] / wanted[way] * share;
  }
}

/// Between the cells of each section, each direction from its front backwards, so that nobody moves twice in a step.
void Simulation::move_inside() {
  const std::size_t count = destinations_;
  const auto move = [&](std::uint32_t from, std::uint32_t to, double part) {
    if (part <= 0) return 0.0;
    double* a = people_.data() + from * count;
    double* b = people_.data() + to * count;
    for (std::size_t d = 0; d < count; ++d) {
      const double moved = part * a[d];
      a[d] -= moved;
      b[d] += moved;
    }
    return part * totals_[from];
  };
  for (SectionId s = 0; s < layout_->sections.size(); ++s) {
    if (!awake_[s]) continue;
    const Cells& cells = layout_->sections[s];
    const std::uint32_t last = cells.first + cells.count - 1;
    // Shares that leave for the next cell; both directions squeeze past where both are blocked.
    const auto squeezed = [&](std::uint32_t c) {
      const double ahead = fraction_[2 * c] * totals_[2 * c] * line_[c] * (1 - given_[2 * c + 2]);
      const double back = fraction_[2 * c + 3] * totals_[2 * c + 3] * line_[c] * (1 - given_[2 * c + 1]);
      const double fewer = kSqueeze * std::min(ahead, back);
      return fewer > kDust ? fewer : 0.0;
    };
    const auto note = [&](std::uint32_t c, std::size_t direction, double people) {
      if (c == cells.middle()) passed_[2 * s + direction] += people;
    };
    for (std::uint32_t c = last; c-- > cells.first;)
      if (fraction_[2 * c] > 0)
        note(c, 0,
             move(2 * c, 2 * c + 2, fraction_[2 * c] * line_[c] * given_[2 * c + 2] + squeezed(c) / totals_[2 * c]));
    for (std::uint32_t c = cells.first; c < last; ++c)
      if (fraction_[2 * c + 3] > 0)
        note(c, 1,
             move(2 * c + 3, 2 * c + 1,
                  fraction_[2 * c + 3] * line_[c] * given_[2 * c + 1] + squeezed(c) / totals_[2 * c + 3]));
  }
}

/// Those who passed a junction are where they went; the sums are made anew.
void Simulation::arrive() {
  const std::size_t count = destinations_;
  for (const NodeId node : busy_)
    for (std::uint32_t p = layout_->first_port[node]; p < layout_->first_port[node + 1]; ++p) {
      const Port& port = layout_->ports[p];
      const double* in = inflow_.data() + p * count;
      if (port.kind == PortKind::Source) continue;
      double sum = 0;
      for (std::size_t d = 0; d < count; ++d) sum += in[d];
      if (port.kind == PortKind::Stop) {
        stops_[port.index].waiting += sum;
        stops_[port.index].reached += sum;
        continue;
      }
      if (port.kind == PortKind::Section) {
        entered_[port.index] += sum;
        if (layout_->sections[port.index].count == 1) passed_[2 * port.index + port.out_slot % 2] += sum;
      }
      if (port.kind == PortKind::Area) came_in_[port.area_exit] += sum;
      double* to = people_.data() + port.out_slot * count;
      for (std::size_t d = 0; d < count; ++d) to[d] += in[d];
    }
  const auto add_up = [&](std::size_t slot) {
    const double* people = people_.data() + slot * count;
    double sum = 0;
    for (std::size_t d = 0; d < count; ++d) sum += people[d];
    totals_[slot] = sum;
  };
  for (SectionId s = 0; s < layout_->sections.size(); ++s) {
    const std::size_t first = 2 * layout_->sections[s].first, last = first + 2 * layout_->sections[s].count - 1;
    const std::size_t next = awake_[s] ? 1 : last - first;  // a sleeping section is entered at its ends
    for (std::size_t slot = first; slot <= last; slot += next) add_up(slot);
  }
  for (const std::uint32_t cell : layout_->area_cells) add_up(2 * cell);
}

/// Trains leave with who waits; a steady service takes its part.
void Simulation::serve() {
  for (std::size_t i = 0; i < stops_.size(); ++i) {
    StopState& state = stops_[i];
    const Stop& stop = *stop_of_[i];
    double taken = 0;
    if (stop.timetable) {
      while (state.next_departure_s <= now_s_) {
        if (state.next_departure_s > now_s_ - options_.step_s)
          taken += std::min(state.waiting - taken, stop.timetable->places);
        state.next_departure_s += stop.timetable->every_s;
      }
    } else {
      taken = std::min(state.waiting, stop.served_per_s * options_.step_s);
    }
    state.waiting -= taken;
    state.served += taken;
  }
}

}  // namespace vigie::flow
