// SPDX-License-Identifier: Apache-2.0
// What a simulation is made of, what it tells, and what may be corrected in it; the step is in step.cpp.
#include "flow/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::flow {
namespace {

Result<void> check_options(const SimulationOptions& o) {
  const auto wrong = [](const char* what, double seen) {
    return Error{ErrorKind::OutOfRange, fmt::format("{}, seen {}", what, seen)};
  };
  if (!(o.step_s > 0 && o.step_s <= 60)) return wrong("step: expected 0 to 60 s", o.step_s);
  if (!(o.cell_m > 0 && o.cell_m <= 1000)) return wrong("cell: expected 0 to 1000 m", o.cell_m);
  if (!(o.speed_factor >= 0.3 && o.speed_factor <= 1.3)) return wrong("speed: expected × 0.3 to 1.3", o.speed_factor);
  if (!(o.informed_share >= 0 && o.informed_share <= 1)) return wrong("informed: expected 0 to 1", o.informed_share);
  if (!(o.choice_scale_s > 0 && o.choice_scale_s < 1e4))
    return wrong("choice scale: expected seconds", o.choice_scale_s);
  if (!(o.route_update_s > 0)) return wrong("route update: expected seconds", o.route_update_s);
  if (!std::isfinite(o.start_s)) return wrong("start: expected seconds", o.start_s);
  return {};
}

/// Nobody in any run walks faster: the cells are cut for it.
double fastest_mps(const SimulationOptions& options) { return options.shape.free_speed_mps * 1.3; }

DiagramShape with_speed(DiagramShape shape, double free_speed_mps) {
  shape.free_speed_mps = free_speed_mps;
  return shape;
}

}  // namespace

Result<Simulation> Simulation::create(std::shared_ptr<const Network> network, Demand demand,
                                      const SimulationOptions& options) {
  if (const Result<void> sound = check_options(options); !sound) return sound.error();
  if (const Result<void> sound = check(*network, demand); !sound) return sound.error();
  return Simulation(std::move(network), std::move(demand), options);
}

Simulation::Simulation(std::shared_ptr<const Network> network, Demand demand, const SimulationOptions& options)
    : network_(std::move(network)),
      demand_(std::make_shared<const Demand>(std::move(demand))),
      layout_(
          std::make_shared<const Layout>(*network_, *demand_, fastest_mps(options) * options.step_s, options.cell_m)),
      options_(options),
      destinations_(demand_->destinations.size()),
      now_s_(options.start_s) {
  set_speed_factor(options.speed_factor);
  const std::size_t cells = layout_->cell_count, sections = network_->sections().size();
  for (const Cells& section : layout_->sections)
    for (std::uint32_t c = 0; c < section.count; ++c) cell_area_.push_back(section.area_m2);
  for (const Area& area : network_->areas()) cell_area_.push_back(area.area_m2);
  people_.assign(2 * cells * destinations_, 0);
  totals_.assign(2 * cells, 0);
  fraction_.assign(2 * cells, 0);
  awake_.assign(sections, false);
  room_.assign(cells, 0);
  wanted_.assign(2 * cells, 0);
  given_.assign(2 * cells, 0);
  line_.assign(cells, 1);
  wishes_.assign(layout_->ports.size() * destinations_, 0);
  inflow_.assign(layout_->ports.size() * destinations_, 0);
  node_wishes_.assign(layout_->node_count * destinations_, 0);
  port_line_.assign(layout_->ports.size(), 1);
  port_given_ = port_line_;
  entered_.assign(sections, 0);
  passed_.assign(2 * sections, 0);
  came_in_.assign(layout_->area_exits.size(), 0);
  went_out_ = exit_wait_s_ = came_in_;
  closed_.assign(sections, false);
  held_.assign(sections, false);
  for (const Source& source : demand_->sources) {
    sources_.push_back({std::vector<double>(destinations_, 0), source.shares});
    sources_.back().share_done = source.curve.at(now_s_);
  }
  for (std::uint32_t d = 0; d < destinations_; ++d)
    for (const Stop& stop : demand_->destinations[d].stops) {
      stops_.push_back({});
      if (stop.timetable) stops_.back().next_departure_s = stop.timetable->first_s;
      stop_of_.push_back(&stop);
      destination_of_stop_.push_back(d);
    }
  shares_.assign(layout_->link_count() * destinations_, 0);
  habit_ = shares_;
  apply_controls();
  routes_at_s_ = -kUnlimited;
}

const Diagram& Simulation::diagram(SectionId section) const {
  return network_->sections()[section].ground == Ground::Stairs ? *stairs_ : *level_;
}

void Simulation::set_speed_factor(double factor) {
  options_.speed_factor = std::clamp(factor, 0.3, 1.3);
  level_ = std::make_shared<const Diagram>(
      with_speed(options_.shape, options_.shape.free_speed_mps * options_.speed_factor));
  stairs_ = std::make_shared<const Diagram>(with_speed(options_.shape, kStairsSpeedMps * options_.speed_factor));
}

double Simulation::people_in(SectionId section) const {
  const Cells& cells = layout_->sections[section];
  const auto first = totals_.begin() + 2 * cells.first;
  return std::accumulate(first, first + 2 * cells.count, 0.0);
}

double Simulation::peak_density(SectionId section) const {
  const Cells& cells = layout_->sections[section];
  double most = 0;
  for (std::uint32_t c = cells.first; c < cells.first + cells.count; ++c)
    most = std::max(most, totals_[2 * c] + totals_[2 * c + 1]);
  return most / cells.area_m2;
}

double Simulation::on_streets() const { return std::accumulate(totals_.begin(), totals_.end(), 0.0); }

double Simulation::waiting_at_source(std::size_t source) const {
  return std::accumulate(sources_[source].queue.begin(), sources_[source].queue.end(), 0.0);
}

double Simulation::reached(std::size_t destination) const {
  double sum = 0;
  for (std::size_t i = 0; i < stops_.size(); ++i)
    if (destination_of_stop_[i] == destination) sum += stops_[i].reached;
  return sum;
}

double Simulation::served(std::size_t destination) const {
  double sum = 0;
  for (std::size_t i = 0; i < stops_.size(); ++i)
    if (destination_of_stop_[i] == destination) sum += stops_[i].served;
  return sum;
}

double Simulation::set_out() const {
  double sum = 0;
  for (const SourceState& source : sources_) sum += source.released;
  return sum;
}

double Simulation::line_capacity(SectionId section, std::uint32_t cell) const {
  const Section& s = network_->sections()[section];
  double per_mps = diagram(section).capacity_per_mps();
  if (s.ground == Ground::Stairs) per_mps = std::min(per_mps, kSteppedGatePerMps);
  const bool middle = cell == layout_->sections[section].middle();
  if (middle && held_[section]) return 0;
  return std::min(per_mps * s.width_m, middle ? s.gate_per_s : kUnlimited) * options_.step_s;
}

void Simulation::apply_controls() {
  std::fill(closed_.begin(), closed_.end(), false);
  std::fill(held_.begin(), held_.end(), false);
  for (const Control& control : demand_->controls)
    if (now_s_ >= control.from_s && now_s_ < control.until_s)
      (control.kind == ControlKind::Closed ? closed_ : held_)[control.section] = true;
}

double Simulation::section_cost_s(SectionId section, int direction, bool as_now) const {
  const Cells& cells = layout_->sections[section];
  const Diagram& curve = diagram(section);
  if (!as_now) return cells.count * cells.length_m / curve.shape().free_speed_mps;
  constexpr double kCrawl = 0.03;  // m/s; keeps the cost of a jam finite
  double seconds = 0;
  for (std::uint32_t c = cells.first; c < cells.first + cells.count; ++c) {
    const double all = totals_[2 * c] + totals_[2 * c + 1];
    double speed = curve.speed_mps(all / cells.area_m2);
    if (all > 0)
      speed *= 1 - options_.shape.counter_flow_loss * totals_[2 * c + static_cast<std::uint32_t>(1 - direction)] / all;
    seconds += cells.length_m / std::max(speed, kCrawl);
  }
  return seconds;
}

LinkCosts Simulation::link_costs(bool as_now) const {
  LinkCosts costs(layout_->link_count(), kUnlimited);
  const auto area_speed = [&](std::uint32_t area) {
    return as_now ? std::max(0.03, level_->speed_mps(area_density(area))) : level_->shape().free_speed_mps;
  };
  for (std::size_t p = 0; p < layout_->ports.size(); ++p) {
    const Port& port = layout_->ports[p];
    if (port.kind == PortKind::Section && !closed_[port.index]) {
      costs[p] = section_cost_s(port.index, static_cast<int>(port.out_slot % 2), as_now);
      if (!shunned_s_.empty()) costs[p] = std::max(0.3 * costs[p], costs[p] + shunned_s_[port.index]);
    }
    if (port.kind == PortKind::Area) costs[p] = layout_->area_exits[port.area_exit].distance_m / area_speed(port.index);
    if (port.kind == PortKind::Stop) {
      const Stop& stop = *stop_of_[port.index];
      const double per_s = stop.timetable ? stop.timetable->places / stop.timetable->every_s : stop.served_per_s;
      costs[p] = as_now ? stops_[port.index].waiting / per_s : 0;
    }
  }
  for (std::size_t e = 0; e < layout_->area_exits.size(); ++e) {
    const Layout::AreaExit& exit = layout_->area_exits[e];
    costs[layout_->ports.size() + e] = exit.distance_m / area_speed(exit.area) + (as_now ? exit_wait_s_[e] : 0);
  }
  return costs;
}

void Simulation::update_routes() {
  Routes routes(*layout_, static_cast<std::uint32_t>(destinations_));
  if (routes_at_s_ == -kUnlimited) {  // the first time, and whenever something was closed or opened
    const LinkCosts usual = link_costs(false);
    for (std::uint32_t d = 0; d < destinations_; ++d) routes.choose(d, usual, options_.choice_scale_s, habit_);
  }
  if (options_.informed_share > 0) {
    const LinkCosts now = link_costs(true);
    for (std::uint32_t d = 0; d < destinations_; ++d) routes.choose(d, now, options_.choice_scale_s, shares_);
    for (std::size_t i = 0; i < shares_.size(); ++i)
      shares_[i] = options_.informed_share * shares_[i] + (1 - options_.informed_share) * habit_[i];
  } else {
    shares_ = habit_;
  }
  routes_at_s_ = now_s_;
}

}  // namespace vigie::flow
