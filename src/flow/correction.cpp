// SPDX-License-Identifier: Apache-2.0
// What live counts change in a running simulation: its inputs from now on, and where people are.
#include <algorithm>

#include "flow/simulation.hpp"

namespace vigie::flow {

/// The share of a source's people who have set out by then, its inputs considered.
double Simulation::share_out_by(std::size_t source, double time_s) const {
  const Curve& curve = demand_->sources[source].curve;
  const SourceInputs& inputs = sources_[source].inputs;
  const double begin_s = curve.begin_s();
  return curve.at(begin_s + (time_s - inputs.later_s - begin_s) / inputs.drawn_out);
}

void Simulation::adjust(const Inputs& inputs) {
  VIGIE_CHECK(inputs.sources.empty() || inputs.sources.size() == sources_.size());
  VIGIE_CHECK(inputs.leans.empty() || inputs.leans.size() == destinations_);
  VIGIE_CHECK(inputs.shunned_s.empty() || inputs.shunned_s.size() == network_->sections().size());
  VIGIE_CHECK(inputs.informed_share >= 0 && inputs.informed_share <= 1 && inputs.choice_scale_s > 0);
  set_speed_factor(inputs.speed_factor);
  options_.informed_share = inputs.informed_share;
  options_.choice_scale_s = inputs.choice_scale_s;
  shunned_s_ = inputs.shunned_s;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    SourceState& state = sources_[i];
    if (!inputs.sources.empty()) state.inputs = inputs.sources[i];
    VIGIE_CHECK(state.inputs.people_factor >= 0 && state.inputs.drawn_out > 0 && state.inputs.gate_factor > 0);
    state.share_done = share_out_by(i, now_s_);
    if (inputs.leans.empty()) continue;
    const std::vector<double>& planned = demand_->sources[i].shares;
    double sum = 0;
    for (std::size_t d = 0; d < destinations_; ++d) sum += planned[d] * inputs.leans[d];
    VIGIE_CHECK(sum > 0);
    for (std::size_t d = 0; d < destinations_; ++d) state.shares[d] = planned[d] * inputs.leans[d] / sum;
  }
  routes_at_s_ = -kUnlimited;
}

Correction Simulation::correct(std::span<const double> people, std::span<const double> queues) {
  VIGIE_CHECK(people.size() == people_.size() && queues.size() == sources_.size() * destinations_);
  Correction done;
  const auto note = [&](double before, double after) {
    done.added += std::max(0.0, after - before);
    done.removed += std::max(0.0, before - after);
  };
  const std::size_t in_cell = 2 * destinations_;
  for (std::size_t cell = 0; cell < layout_->cell_count; ++cell) {
    const double before = totals_[2 * cell] + totals_[2 * cell + 1];
    double after = 0;
    for (std::size_t i = cell * in_cell; i < (cell + 1) * in_cell; ++i) after += people_[i] = std::max(0.0, people[i]);
    const double most = options_.shape.jam_density_per_m2 * cell_area_[cell];
    const double by = after > most ? most / after : 1;
    for (std::size_t direction = 0; direction < 2; ++direction) {
      double sum = 0;
      double* here = people_.data() + (2 * cell + direction) * destinations_;
      for (std::size_t d = 0; d < destinations_; ++d) sum += here[d] *= by;
      totals_[2 * cell + direction] = sum;
    }
    note(before, totals_[2 * cell] + totals_[2 * cell + 1]);
  }
  for (std::size_t i = 0; i < sources_.size(); ++i)
    for (std::size_t d = 0; d < destinations_; ++d) {
      const double after = std::max(0.0, queues[i * destinations_ + d]);
      note(sources_[i].queue[d], after);
      sources_[i].queue[d] = after;
    }
  return done;
}

void Simulation::exchange(std::uint32_t slot, std::size_t destination, double people) {
  double& here = people_[slot * destinations_ + destination];
  VIGIE_CHECK(here + people >= -1e-9);
  here = std::max(0.0, here + people);
  totals_[slot] = 0;
  for (std::size_t d = 0; d < destinations_; ++d) totals_[slot] += people_[slot * destinations_ + d];
}

}  // namespace vigie::flow
