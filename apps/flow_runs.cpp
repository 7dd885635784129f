// SPDX-License-Identifier: Apache-2.0
// From a scenario to a network with people in it, and what became of them.
#include "flow_runs.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace vigie::apps {
namespace {

constexpr double kNear = 250;  ///< metres from a place to the network

flow::Stop stop_at(const FlowDestination& d, flow::NodeId node) {
  flow::Stop stop{node};
  if (d.gate_width_m < flow::kUnlimited) stop.gate_per_s = d.gate_width_m * flow::kLevelGatePerMps;
  stop.waiting_room = d.waiting_room;
  if (d.per_min < flow::kUnlimited) stop.served_per_s = d.per_min / 60;
  if (d.places) stop.timetable = flow::Timetable{d.first_s, *d.every_s, *d.places};
  return stop;
}

Result<flow::Destination> destination(const FlowScenario& scenario, const FlowDestination& d, const WalkNetwork& walk) {
  if (d.at) {
    const auto node = walk.nearest(*d.at, kNear);
    if (!node) return scenario.wrong(d.line, d.name + ": no street within 250 m in the simulated area");
    return flow::Destination{{stop_at(d, *node)}};
  }
  flow::Destination out;
  for (const flow::NodeId node : walk.rim) out.stops.push_back(stop_at(d, node));
  if (out.stops.empty()) return scenario.wrong(d.line, d.name + ": no street leads out of the area");
  return out;
}

/// Shares after a redirection: all of one go to the other.
Result<std::vector<double>> shares(const FlowScenario& scenario, const FlowWhatIf* change) {
  std::vector<double> out;
  for (const FlowDestination& d : scenario.destinations) out.push_back(d.share);
  if (change == nullptr || !change->redirect_from) return out;
  const auto find = [&](const std::string& name) {
    return std::find_if(scenario.destinations.begin(), scenario.destinations.end(),
                        [&](const FlowDestination& d) { return d.name == name; }) -
           scenario.destinations.begin();
  };
  const auto from = static_cast<std::size_t>(find(*change->redirect_from));
  const auto to = static_cast<std::size_t>(find(*change->redirect_to));
  if (from >= out.size() || to >= out.size() || from == to)
    return scenario.wrong(change->line, "redirect: expected the names of two destinations");
  out[to] += out[from];
  out[from] = 0;
  return out;
}

Result<void> add_controls(const FlowScenario& scenario, const FlowWhatIf* change, const WalkNetwork& walk,
                          const roads::WalkGraph& graph, flow::Demand& demand) {
  std::vector<FlowBar> bars = scenario.bars;
  if (change != nullptr) bars.insert(bars.end(), change->bars.begin(), change->bars.end());
  for (const FlowBar& bar : bars) {
    const auto sections = crossed(walk, graph, bar.drawn);
    if (sections.empty()) return scenario.wrong(bar.line, "the drawn line crosses no street of the simulated area");
    for (const flow::SectionId s : sections)
      demand.controls.push_back(
          {s, bar.held ? flow::ControlKind::Held : flow::ControlKind::Closed, bar.from_s, bar.until_s});
  }
  return {};
}

Result<void> add_sources(const FlowScenario& scenario, const FlowWhatIf* change, const WalkNetwork& walk,
                         const std::vector<double>& to, flow::Demand& demand) {
  const auto is = [](const std::optional<std::string>& wanted, const FlowExit& exit) {
    return wanted && *wanted == exit.name;
  };
  double width_m = 0;
  bool lost = false, opened = false;
  std::vector<FlowExit> exits;
  for (const FlowExit& exit : scenario.exits) {
    const bool gone = change != nullptr && is(change->lose_exit, exit);
    const bool more = change != nullptr && is(change->open_exit, exit);
    lost = lost || gone;
    opened = opened || more;
    if (gone || !(exit.open || more)) continue;
    exits.push_back(exit);
    width_m += exit.width_m;
  }
  if (change != nullptr && ((change->lose_exit && !lost) || (change->open_exit && !opened)))
    return scenario.wrong(change->line, "open_exit, lose_exit: no exit of that name");
  if (exits.empty())
    return scenario.wrong(change != nullptr ? change->line : scenario.event_line,
                          "people without a way out: no exit is open");
  const double shift_s = change != nullptr ? change->shift_s : 0;
  for (const FlowExit& exit : exits) {
    const auto node = walk.nearest(exit.at, kNear);
    if (!node) return scenario.wrong(exit.line, exit.name + ": no street within 250 m in the simulated area");
    const double per_m = exit.stepped ? flow::kSteppedGatePerMps : flow::kLevelGatePerMps;
    demand.sources.push_back({*node, scenario.attendance * exit.width_m / width_m,
                              flow::Curve::spread(shift_s, scenario.median_s, scenario.p90_s), to,
                              per_m * exit.width_m});
  }
  return {};
}

FlowMinute look(const flow::Simulation& sim) {
  FlowMinute minute{sim.now_s(), sim.on_streets(), 0, {}, {}, {}};
  for (std::size_t s = 0; s < sim.demand().sources.size(); ++s) minute.at_exits += sim.waiting_at_source(s);
  for (std::size_t d = 0; d < sim.destinations(); ++d) {
    minute.reached.push_back(sim.reached(d));
    minute.served.push_back(sim.served(d));
    minute.waiting.push_back(minute.reached[d] - minute.served[d]);
  }
  return minute;
}

void raise(std::vector<double>& most, std::size_t i, double value) { most[i] = std::max(most[i], value); }

}  // namespace

Result<FlowCase> flow_case(const FlowScenario& scenario, const FlowWhatIf* change, const WalkNetwork& walk,
                           const roads::WalkGraph& graph) {
  FlowCase out;
  out.name = change != nullptr ? change->name : "base";
  out.people = scenario.attendance;
  out.options.informed_share = scenario.informed;
  flow::NetworkData data = walk.data;
  for (const FlowGate& gate : scenario.gates) {
    const auto section = walk.nearest_section(gate.at, 50);
    if (!section) return scenario.wrong(gate.line, "gate: no street within 50 m in the simulated area");
    data.sections[*section].gate_per_s =
        gate.width_m * (gate.stepped ? flow::kSteppedGatePerMps : flow::kLevelGatePerMps);
  }
  Result<flow::Network> network = flow::Network::checked(std::move(data));
  if (!network) return scenario.wrong(scenario.event_line, network.error().what);
  out.network = std::make_shared<const flow::Network>(std::move(*network));
  for (const FlowDestination& d : scenario.destinations) {
    Result<flow::Destination> made = destination(scenario, d, walk);
    if (!made) return made.error();
    out.demand.destinations.push_back(std::move(*made));
  }
  const Result<std::vector<double>> to = shares(scenario, change);
  if (!to) return to.error();
  if (const Result<void> made = add_sources(scenario, change, walk, *to, out.demand); !made) return made.error();
  if (const Result<void> made = add_controls(scenario, change, walk, graph, out.demand); !made) return made.error();
  if (const Result<void> sound = flow::check(*out.network, out.demand); !sound)
    return scenario.wrong(change != nullptr ? change->line : scenario.event_line, sound.error().what);
  return out;
}

FlowCase perturbed(const FlowCase& sound, std::uint64_t seed) {
  FlowCase out = sound;
  Random random(seed);
  const double attendance = random.factor(0.05), later = random.factor(0.1);
  out.people *= attendance;
  out.options.speed_factor = std::clamp(random.factor(0.05), 0.3, 1.3);
  std::vector<double> lean;
  for (std::size_t d = 0; d < out.demand.destinations.size(); ++d) {
    lean.push_back(random.factor(0.1));
    const double service = random.factor(0.1);
    for (flow::Stop& stop : out.demand.destinations[d].stops) {
      stop.gate_per_s *= service;
      stop.served_per_s *= service;
      if (stop.timetable) stop.timetable->places *= service;
    }
  }
  const double gates = random.factor(0.1);
  for (flow::Source& source : out.demand.sources) {
    source.people *= attendance;
    source.gate_per_s *= gates;
    source.curve = source.curve.moved(0, later, source.curve.begin_s());
    double sum = 0;
    for (std::size_t d = 0; d < lean.size(); ++d) sum += source.shares[d] *= lean[d];
    for (double& share : source.shares) share /= sum;
  }
  return out;
}

Result<FlowOutcome> run_case(const FlowCase& one, double until_s) {
  flow::SimulationOptions options = one.options;
  for (const flow::Source& source : one.demand.sources)
    options.start_s = std::min(options.start_s, source.curve.begin_s());
  Result<flow::Simulation> made = flow::Simulation::create(one.network, one.demand, options);
  if (!made) return made.error();
  flow::Simulation& sim = *made;
  flow::RiskWatch risk(sim);
  flow::Clearing clearing(one.people, 0.99);
  FlowOutcome out;
  out.people = one.people;
  out.peak_exit_queue.assign(one.demand.sources.size(), 0);
  out.peak_waiting.assign(sim.destinations(), 0);
  double next_minute_s = sim.now_s();
  while (sim.now_s() < until_s && !(clearing.served_s() < flow::kUnlimited)) {
    sim.step();
    risk.observe(sim);
    clearing.observe(sim);
    out.peak_on_streets = std::max(out.peak_on_streets, sim.on_streets());
    for (std::size_t s = 0; s < out.peak_exit_queue.size(); ++s)
      raise(out.peak_exit_queue, s, sim.waiting_at_source(s));
    if (sim.now_s() < next_minute_s) continue;
    out.minutes.push_back(look(sim));
    for (std::size_t d = 0; d < sim.destinations(); ++d) raise(out.peak_waiting, d, out.minutes.back().waiting[d]);
    next_minute_s += 60;
  }
  const FlowMinute last = look(sim);
  out.reached = last.reached;
  out.served = last.served;
  out.streets_clear_s = clearing.streets_s();
  out.served_s = clearing.served_s();
  out.counter_share = risk.counter_share();
  out.sections = risk.sections();
  out.areas = risk.areas();
  return out;
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return flow::kUnlimited;
  std::sort(values.begin(), values.end());
  return values[std::min(
      values.size() - 1,
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - (share > 0 ? 1u : 0u))];
}

}  // namespace vigie::apps
