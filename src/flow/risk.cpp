// SPDX-License-Identifier: Apache-2.0
// Density and time above thresholds, counter-flow, clearing time.
#include "flow/risk.hpp"

#include <algorithm>

namespace vigie::flow {
namespace {

constexpr double kCrowded_per_m2 = 0.5;  // from there on two streams are in each other's way

void note(SectionRisk& risk, double density, double now_s, double step_s) {
  if (density > risk.peak_per_m2) {
    risk.peak_per_m2 = density;
    risk.peak_at_s = now_s;
  }
  for (std::size_t t = 0; t < kDensityThresholds.size(); ++t)
    if (density > kDensityThresholds[t]) {
      risk.above_s[t] += step_s;
      risk.first_s[t] = std::min(risk.first_s[t], now_s);
    }
}

}  // namespace

void RiskWatch::observe(const Simulation& sim) {
  for (SectionId s = 0; s < sections_.size(); ++s) {
    const Cells& cells = sim.layout().sections[s];
    double most = 0;
    for (std::uint32_t c = cells.first; c < cells.first + cells.count; ++c) {
      const double ahead = sim.totals()[2 * c], back = sim.totals()[2 * c + 1];
      most = std::max(most, ahead + back);
      sections_[s].person_s += (ahead + back) * sim.step_s();
      sections_[s].counter_person_s += std::min(ahead, back) * sim.step_s();
      if (ahead + back >= kCrowded_per_m2 * cells.area_m2)
        sections_[s].peak_counter_share =
            std::max(sections_[s].peak_counter_share, std::min(ahead, back) / (ahead + back));
    }
    if (most > 0) note(sections_[s], most / cells.area_m2, sim.now_s(), sim.step_s());
  }
  for (AreaId a = 0; a < areas_.size(); ++a) note(areas_[a], sim.area_density(a), sim.now_s(), sim.step_s());
}

double RiskWatch::counter_share() const {
  double all = 0, counter = 0;
  for (const SectionRisk& risk : sections_) {
    all += risk.person_s;
    counter += risk.counter_person_s;
  }
  return all > 0 ? counter / all : 0;
}

void Clearing::observe(const Simulation& sim) {
  double reached = 0, served = 0;
  for (std::size_t d = 0; d < sim.destinations(); ++d) {
    reached += sim.reached(d);
    served += sim.served(d);
  }
  if (reached >= wanted_) streets_s_ = std::min(streets_s_, sim.now_s());
  if (served >= wanted_) served_s_ = std::min(served_s_, sim.now_s());
}

}  // namespace vigie::flow
