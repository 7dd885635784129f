// SPDX-License-Identifier: Apache-2.0
// Runs both simulations through the same case and notes who passes each way in.
#include "movement/walked_place.hpp"

#include <algorithm>
#include <cmath>

#include "movement/place_ground.hpp"
#include "movement/place_lookup.hpp"
#include "movement/scenario_check.hpp"
#include "pedestrians/pressure.hpp"

namespace vigie::movement {
namespace {

constexpr double kPressureEvery_s = 0.5;   // of what is put into the map
constexpr double kPressureRead_s = 5;      // and of what is read off it: it remembers 20 s
constexpr double kPressureCells = 40'000;  // at most, of 1 m² or more

RunOptions run_options(const WalkedOptions& options) { return {options.step_s, options.cell_m, kNews_s, {}}; }

ThroughEntries through(const PlaceToWalk& what, const flow::Simulation& sim) {
  const std::uint32_t place = what.place.index;
  if (what.place.kind == PlaceId::Kind::Section) {
    const double there = sim.passed(place, 0), back = sim.passed(place, 1);
    return {{there, back}, {back, there}};
  }
  ThroughEntries out;
  for (std::size_t e = 0; e < sim.network().areas()[place].entries.size(); ++e) {
    out.in.push_back(sim.came_in(place, e));
    out.out.push_back(sim.went_out(place, e));
  }
  return out;
}

ThroughEntries through(const PlaceToWalk& what, const CoupledPlace& sim) {
  ThroughEntries out;
  for (std::size_t e = 0; e < what.ground.exit_names.size(); ++e) {
    out.in.push_back(sim.all_in(e));
    out.out.push_back(sim.all_out(e));
  }
  return out;
}

ThroughEntries difference(const ThroughEntries& now, const ThroughEntries& before) {
  ThroughEntries out = now;
  for (std::size_t e = 0; e < before.in.size(); ++e) {
    out.in[e] -= before.in[e];
    out.out[e] -= before.out[e];
  }
  return out;
}

/// The densest and the most pressed moments of the place.
class PlaceWatch {
 public:
  PlaceWatch(const PlaceToWalk& what, const pedestrians::Simulation& people)
      : observer_(what.ground, people, static_cast<std::size_t>(2 * what.one.people)),
        pressure_(people.ground(), {pressure_cell_m(people.ground()), kMemory_s}) {}

  void look(pedestrians::Simulation& people, WalkedThrough& out) {
    observer_.look(people);
    if (people.now_s() < next_pressure_s_ - 1e-9) return;
    next_pressure_s_ += kPressureEvery_s;
    if (people.inside() > 0) somebody_until_s_ = people.now_s() + kMemory_s;
    if (people.now_s() > somebody_until_s_) return;
    pressure_.observe(people.people(), kPressureEvery_s);
    if (people.now_s() < next_read_s_ - 1e-9) return;
    next_read_s_ = people.now_s() + kPressureRead_s;
    const std::vector<double> all = pressure_.pressures_per_s2();
    const auto most = std::max_element(all.begin(), all.end());
    if (*most <= out.pressure_per_s2) return;
    out.pressure_per_s2 = *most;
    out.pressure_at_s = people.now_s();
    out.pressure_at = pressure_.middle(static_cast<std::size_t>(most - all.begin()));
  }

  void finish(const pedestrians::Simulation& people, WalkedThrough& out) {
    out.report = observer_.finish(people);
    for (const pedestrians::WalkReport::Moment& moment : out.report.moments) {
      out.most_inside = std::max(out.most_inside, moment.inside);
      for (std::size_t t = 0; t < 3; ++t)
        if (moment.densest_per_m2 > pedestrians::kThresholds_per_m2[t]) out.above_min[t] += 1.0 / 60;
    }
  }

 private:
  static constexpr double kMemory_s = 20;

  static double pressure_cell_m(const pedestrians::Ground& ground) {
    const pedestrians::Vec size = ground.high() - ground.low();
    return std::max(1.0, std::sqrt(size.x * size.y / kPressureCells));
  }

  pedestrians::WalkObserver observer_;
  pedestrians::PressureMap pressure_;
  double next_pressure_s_ = 0, next_read_s_ = 0, somebody_until_s_ = 0;
};

/// Everybody is somewhere.
void take_stock(const CoupledPlace& sim, WalkedThrough& out) {
  const flow::Simulation& streets = sim.streets();
  out.set_out = streets.set_out();
  out.streets = streets.on_streets();
  out.inside = sim.inside();
  out.doors = out.gone = 0;
  for (std::size_t s = 0; s < streets.demand().sources.size(); ++s) out.doors += streets.waiting_at_source(s);
  for (std::size_t d = 0; d < streets.destinations(); ++d) out.gone += streets.reached(d);
  const double everybody = out.streets + out.doors + out.inside + out.gone;
  out.worst_imbalance = std::max(out.worst_imbalance, std::abs(everybody - out.set_out));
}

}  // namespace

Result<PlaceToWalk> place_to_walk(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                                  const std::string& words) {
  if (const Result<void> sound = check(scenario, {}); !sound) return sound.error();
  const Result<StreetNetwork> network = street_network(graph, scenario);
  if (!network) return network.error();
  Result<Case> one = make_case(scenario, {}, "base", *network);
  if (!one) return one.error();
  const Result<PlaceId> place = find_place(*network, words, scenario.place);
  if (!place) return place.error();
  Result<PlaceGround> ground = place_ground(*network, scenario, *place);
  if (!ground) return ground.error();
  PlaceToWalk out{*place, street_of(*network, *place), ground->plane, {}, std::move(*one)};
  out.ground.name = out.street.name.empty() ? words : out.street.name;
  out.ground.ground = std::move(ground->plan);
  out.ground.exit_names = std::move(ground->ways_in);
  return out;
}

Result<FlowThrough> flow_through(const PlaceToWalk& what, const WalkedOptions& options) {
  const RunOptions how = run_options(options);
  Result<flow::Simulation> sim =
      flow::Simulation::create(what.one.network, what.one.demand, street_options(what.one, how));
  if (!sim) return sim.error();
  FlowThrough out;
  const auto look = [&](bool) {
    const double now = what.place.kind == PlaceId::Kind::Area ? sim->area_density(what.place.index)
                                                              : sim->peak_density(what.place.index);
    out.peak_per_m2 = std::max(out.peak_per_m2, now);
  };
  const Result<RunOutcome> outcome = run_through(
      what.one, *sim, how, [&] { sim->step(); }, look);
  if (!outcome) return outcome.error();
  out.outcome = *outcome;
  out.through = through(what, *sim);
  return out;
}

Result<WalkedThrough> walk_through(const PlaceToWalk& what, const WalkedOptions& options, const LookAtWalk& look) {
  RunOptions how = run_options(options);
  CoupledOptions coupled;
  coupled.streets = street_options(what.one, how);
  coupled.step_s = what.ground.step_s;
  coupled.seed = what.ground.seed;
  coupled.ways_in = what.ground.exit_names;
  Result<CoupledPlace> sim =
      CoupledPlace::create(*what.one.network, what.one.demand, what.place, what.ground.ground, coupled);
  if (!sim) return sim.error();
  WalkedThrough out;
  out.start_s = sim->now_s();
  PlaceWatch watch(what, sim->place());
  Result<void> seen;
  how.cancelled = [&] { return !seen; };
  const auto each = [&](pedestrians::Simulation& people) {
    watch.look(people, out);
    if (look && seen) seen = look(out.start_s + people.now_s(), people);
  };
  ThroughEntries before;
  const auto after_step = [&](bool last) {
    take_stock(*sim, out);
    if (!last && sim->now_s() < out.start_s + 60 * static_cast<double>(out.minutes.size() + 1)) return;
    ThroughEntries now = through(what, *sim);
    out.minutes.push_back(difference(now, before));
    before = std::move(now);
  };
  const Result<RunOutcome> outcome = run_through(
      what.one, sim->streets(), how, [&] { sim->step(each); }, after_step);
  if (!seen) return seen.error();
  if (!outcome) return outcome.error();
  out.outcome = *outcome;
  out.through = through(what, *sim);
  watch.finish(sim->place(), out);
  return out;
}

}  // namespace vigie::movement
