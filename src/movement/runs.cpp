// SPDX-License-Identifier: Apache-2.0
// Steps a simulation through and writes down densities, queues and who is where.
#include "movement/runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "flow/risk.hpp"
#include "flow/wave_watch.hpp"

namespace vigie::movement {
namespace {

constexpr double kAll = 0.99;  ///< the last per cent of a fluid never arrives
constexpr std::size_t kMostBlocked = 5;

Result<flow::Simulation> start(const Case& one, const RunOptions& options) {
  return flow::Simulation::create(one.network, one.demand, street_options(one, options));
}

class Watch {
 public:
  Watch(const Case& one, const flow::Simulation& sim, CaseAnswer& answer, double frame_s)
      : case_(one), sim_(sim), answer_(answer), risk_(sim), waves_(sim), frame_s_(frame_s), next_s_(sim.now_s()) {
    for (const QueueParts& parts : one.queues) answer.queues.push_back({parts.kind, parts.name, {}});
    for (const flow::Source& source : one.demand.sources) everybody_ += source.people;
    for (std::size_t s = 0; s < one.leaving_sources; ++s) leaving_ += one.demand.sources[s].people;
    frame();
  }

  void look(bool last) {
    risk_.observe(sim_);
    waves_.observe(sim_);
    answer_.most_walking = std::max(answer_.most_walking, sim_.on_streets());
    for (std::size_t q = 0; q < answer_.queues.size(); ++q)
      if (const double people = queue(case_.queues[q]); people > answer_.queues[q].most) {
        answer_.queues[q].most = people;
        answer_.queues[q].most_at_s = sim_.now_s();
      }
    if (last || sim_.now_s() >= next_s_) frame();
  }

  void finish(const StreetNetwork& streets, bool cleared) {
    for (const auto* part : {&risk_.sections(), &risk_.areas()})
      for (const flow::SectionRisk& risk : *part) {
        answer_.streets.push_back(
            {risk.peak_per_m2, risk.peak_at_s, risk.above_s, risk.first_s, risk.counter_share(), {}});
        answer_.peak_per_m2 = std::max(answer_.peak_per_m2, risk.peak_per_m2);
      }
    for (std::size_t s = 0; s < waves_.sections().size(); ++s)
      if (const auto& seen = waves_.sections()[s])
        answer_.streets[s].wave = UpstreamWave{-seen->wave.speed_mps, seen->wave.swing_per_m2, seen->at_s};
    answer_.counter_share = risk_.counter_share();
    if (!cleared) find_blocked(streets);
  }

 private:
  double queue(const QueueParts& parts) const {
    double people = 0;
    for (const std::size_t source : parts.sources) people += sim_.waiting_at_source(source);
    for (const std::size_t stop : parts.stops) people += sim_.waiting_at_stop(stop);
    return people;
  }

  void frame() {
    next_s_ += frame_s_;
    answer_.at_s.push_back(sim_.now_s());
    const auto sections = static_cast<flow::SectionId>(sim_.network().sections().size());
    const auto hundredths = [](double density) { return static_cast<std::uint16_t>(std::lround(100 * density)); };
    for (flow::SectionId s = 0; s < sections; ++s) answer_.frames.push_back(hundredths(sim_.peak_density(s)));
    for (flow::AreaId a = 0; a < sim_.network().areas().size(); ++a)
      answer_.frames.push_back(hundredths(sim_.area_density(a)));
    for (std::size_t q = 0; q < answer_.queues.size(); ++q)
      answer_.queues[q].people.push_back(static_cast<float>(queue(case_.queues[q])));
    double outside = 0, waiting = 0, gone = 0;
    for (std::size_t s = case_.leaving_sources; s < case_.demand.sources.size(); ++s) {
      const flow::Source& source = case_.demand.sources[s];
      outside += source.people * (1 - source.curve.at(sim_.now_s())) + sim_.waiting_at_source(s);
    }
    for (std::size_t d = 0; d < sim_.destinations(); ++d) {
      waiting += sim_.reached(d) - sim_.served(d);
      if (d < case_.leaving_destinations) gone += sim_.served(d);
    }
    const double walking = sim_.on_streets();
    answer_.outside.push_back(static_cast<float>(outside));
    answer_.walking.push_back(static_cast<float>(walking));
    answer_.waiting.push_back(static_cast<float>(waiting));
    answer_.gone.push_back(static_cast<float>(gone));
    answer_.inside.push_back(static_cast<float>(std::max(0.0, leaving_ - outside - walking - waiting - gone)));
  }

  /// Where the most people still are.
  void find_blocked(const StreetNetwork& streets) {
    for (std::size_t s = 0; s < streets.streets.size(); ++s) {
      const auto sections = sim_.network().sections().size();
      const double people = s < sections ? sim_.people_in(static_cast<flow::SectionId>(s))
                                         : sim_.people_in_area(static_cast<flow::AreaId>(s - sections));
      if (people < 1) continue;
      const Street& street = streets.streets[s];
      const char* kind = street.kind == Street::Kind::Square ? "square" : "street";
      answer_.blocked.push_back({street.name.empty() ? fmt::format("{} {}", kind, s) : street.name, s, people});
    }
    for (const QueueParts& parts : case_.queues)
      if (const double people = queue(parts); people >= 1)
        answer_.blocked.push_back({parts.name, std::nullopt, people});
    std::stable_sort(answer_.blocked.begin(), answer_.blocked.end(),
                     [](const Blocked& a, const Blocked& b) { return a.people > b.people; });
    if (answer_.blocked.size() > kMostBlocked) answer_.blocked.resize(kMostBlocked);
  }

  const Case& case_;
  const flow::Simulation& sim_;
  CaseAnswer& answer_;
  flow::RiskWatch risk_;
  flow::WaveWatch waves_;
  double frame_s_, next_s_, everybody_ = 0, leaving_ = 0;
};

}  // namespace

flow::SimulationOptions street_options(const Case& one, const RunOptions& options) {
  flow::SimulationOptions how = one.options;
  how.step_s = options.step_s;
  how.cell_m = options.cell_m;
  how.route_update_s = options.route_update_s;
  how.start_s = one.end_s;
  for (const flow::Source& source : one.demand.sources) how.start_s = std::min(how.start_s, source.curve.begin_s());
  return how;
}

Result<RunOutcome> run_through(const Case& one, const flow::Simulation& sim, const RunOptions& options,
                               const std::function<void()>& step, const std::function<void(bool)>& look) {
  RunOutcome out;
  std::size_t steps = 0;
  while (sim.now_s() < one.until_s) {
    step();
    if (++steps % 32 == 0 && options.cancelled && options.cancelled())
      return Error{ErrorKind::Unavailable, "cancelled"};
    double above = 0;
    for (std::uint32_t cell = 0; cell < sim.layout().cell_count; ++cell) {
      const double people = sim.totals()[2 * cell] + sim.totals()[2 * cell + 1];
      if (people > 2 * sim.cell_area_m2(cell)) above += people;
    }
    out.person_min_above_2 += above * sim.step_s() / 60;
    double reached = 0, served = 0;
    for (std::size_t d = 0; d < one.leaving_destinations; ++d) {
      reached += sim.reached(d);
      served += sim.served(d);
    }
    if (reached >= kAll * one.people) out.streets_s = std::min(out.streets_s, sim.now_s());
    if (served >= kAll * one.people) out.served_s = std::min(out.served_s, sim.now_s());
    const bool cleared = out.served_s < kEndless;
    look(cleared);
    if (cleared) break;
  }
  return out;
}

Result<RunOutcome> run(const Case& one, const RunOptions& options) {
  Result<flow::Simulation> sim = start(one, options);
  if (!sim) return sim.error();
  return run_through(
      one, *sim, options, [&] { sim->step(); }, [](bool) {});
}

Result<CaseAnswer> watch_run(const Case& one, const StreetNetwork& streets, double frame_s, const RunOptions& options) {
  Result<flow::Simulation> sim = start(one, options);
  if (!sim) return sim.error();
  CaseAnswer answer;
  answer.name = one.name;
  answer.people = one.people;
  Watch watch(one, *sim, answer, frame_s);
  const Result<RunOutcome> outcome = run_through(
      one, *sim, options, [&] { sim->step(); }, [&](bool last) { watch.look(last); });
  if (!outcome) return outcome.error();
  watch.finish(streets, outcome->served_s < kEndless);
  answer.clearing.streets_s = outcome->streets_s;
  answer.clearing.served_s = outcome->served_s;
  answer.person_min_above_2 = outcome->person_min_above_2;
  return answer;
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return kEndless;
  std::sort(values.begin(), values.end());
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  return values[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

}  // namespace vigie::movement
