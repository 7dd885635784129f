// SPDX-License-Identifier: Apache-2.0
// Copies of the members run on, one after the other.
#include "flow/lookahead.hpp"

#include <algorithm>

namespace vigie::flow {
double to_come(const Simulation& sim, const Inputs& inputs) {
  double sum = 0;
  for (std::size_t i = 0; i < inputs.sources.size(); ++i) {
    const Source& source = sim.demand().sources[i];
    const SourceInputs& own = inputs.sources[i];
    const Curve curve = source.curve.moved(own.later_s, own.drawn_out, source.curve.begin_s());
    sum += source.people * own.people_factor * (1 - curve.at(sim.now_s()));
  }
  return sum;
}

namespace {

/// Of all who ever set out or still will, so few are left when it is over.
constexpr double kStragglers = 0.01;

std::vector<double> densities(const Simulation& sim) {
  std::vector<double> out;
  for (SectionId s = 0; s < sim.network().sections().size(); ++s) out.push_back(mean_density(sim, s));
  for (AreaId a = 0; a < sim.network().areas().size(); ++a) out.push_back(sim.area_density(a));
  return out;
}

bool cleared(const Simulation& sim, const Inputs& inputs) {
  double left = sim.on_streets(), arrived = 0;
  for (std::size_t i = 0; i < inputs.sources.size(); ++i) left += sim.waiting_at_source(i);
  for (std::size_t d = 0; d < sim.destinations(); ++d) arrived += sim.reached(d);
  if (left > kStragglers * (left + arrived)) return false;
  left += to_come(sim, inputs);
  return left <= kStragglers * (left + arrived);
}

}  // namespace

Outlook look_ahead(const Assimilation& filter, std::span<const double> horizons_s,
                   const std::function<bool()>& cancelled) {
  VIGIE_CHECK(!horizons_s.empty() && horizons_s.front() > 0 && std::is_sorted(horizons_s.begin(), horizons_s.end()));
  const Network& network = filter.members().front().network();
  const std::size_t members = filter.members().size(), places = network.sections().size() + network.areas().size();
  Outlook out{{}, {}, ThresholdOutlook(members, places), std::vector<double>(members, kUnlimited)};
  for (const double horizon_s : horizons_s) out.at_s.push_back(filter.now_s() + horizon_s);
  const std::vector<Inputs> inputs = filter.inputs();
  std::vector<std::vector<std::vector<double>>> seen(
      horizons_s.size(), std::vector<std::vector<double>>(places));  // by horizon, place and member
  for (std::size_t m = 0; m < members; ++m) {
    if (cancelled && cancelled()) {
      out.density.assign(horizons_s.size(), std::vector<Estimate>(places));
      return out;
    }
    Simulation member = filter.members()[m];
    if (cleared(member, inputs[m])) out.cleared_s[m] = member.now_s();
    for (std::size_t h = 0; h < horizons_s.size(); ++h) {
      while (member.now_s() + member.step_s() / 2 < out.at_s[h]) {
        member.step();
        const std::vector<double> now = densities(member);
        for (std::size_t p = 0; p < places; ++p) out.thresholds.note(m, p, now[p], member.now_s());
        if (out.cleared_s[m] == kUnlimited && cleared(member, inputs[m])) out.cleared_s[m] = member.now_s();
      }
      const std::vector<double> then = densities(member);
      for (std::size_t p = 0; p < places; ++p) seen[h][p].push_back(then[p]);
    }
  }
  for (std::vector<std::vector<double>>& at_horizon : seen) {
    out.density.emplace_back();
    for (std::vector<double>& of_place : at_horizon)
      out.density.back().push_back(estimate(std::move(of_place), filter.street_error()));
  }
  return out;
}

}  // namespace vigie::flow
