// SPDX-License-Identifier: Apache-2.0
// The ensemble: drawn, run, listening to counters.
#include "flow/assimilation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vigie::flow {

double member_quantile(std::vector<double>& members, double share) {
  std::sort(members.begin(), members.end());
  const double rank = share * static_cast<double>(members.size() + 1) - 1;
  if (rank <= 0) return members.front();
  const auto below = static_cast<std::size_t>(rank);
  if (below + 1 >= members.size()) return members.back();
  return members[below] + (rank - static_cast<double>(below)) * (members[below + 1] - members[below]);
}

Estimate estimate(std::vector<double> members, double own_error) {
  Estimate out;
  out.mean = mean_of(members.data(), members.size());
  out.median = member_quantile(members, 0.5);
  const double own = own_error * out.mean;
  const auto end = [&](double share, double normal_score) {
    const double member = member_quantile(members, share);
    if (own_error == 0) return member;
    const double moved = out.median + std::copysign(std::hypot(member - out.median, normal_score * own), normal_score);
    return std::max(0.0, moved);
  };
  out.low80 = end(0.1, -1.2816);
  out.high80 = end(0.9, 1.2816);
  out.low95 = end(0.025, -1.96);
  out.high95 = end(0.975, 1.96);
  return out;
}

double mean_density(const Simulation& sim, SectionId section) {
  const Cells& cells = sim.layout().sections[section];
  return sim.people_in(section) / (cells.area_m2 * cells.count);
}

Result<Assimilation> Assimilation::create(std::shared_ptr<const Network> network, const Demand& demand,
                                          std::vector<Gauge> gauges, const AssimilationOptions& options) {
  if (!(options.members >= 8 && options.members <= 1000))
    return Error{ErrorKind::OutOfRange, fmt::format("members: expected 8 to 1000, seen {}", options.members)};
  if (!(options.reach_m > 0 && options.kept_spread >= 0 && options.kept_spread < 1 && options.model_error >= 0))
    return Error{ErrorKind::OutOfRange,
                 "expected a reach above 0 m, a kept spread from 0 to below 1, a model error from 0"};
  if (!(options.street_error >= 0)) return Error{ErrorKind::OutOfRange, "expected an error of streets from 0"};
  if (const Result<void> sound = check(*network, demand, gauges); !sound) return sound.error();
  Result<Simulation> first = Simulation::create(network, demand, options.simulation);
  if (!first) return first.error();
  Assimilation out(std::move(gauges),
                   Unknowns(demand, network->sections().size(), options.spreads, options.simulation.informed_share,
                            options.simulation.choice_scale_s),
                   options);
  for (std::size_t m = 0; m < options.members; ++m) {
    out.numbers_.push_back(out.unknowns_.draw(out.random_));
    out.members_.push_back(*first);
    out.members_.back().adjust(out.unknowns_.inputs(out.numbers_.back()));
    out.meters_.emplace_back(out.gauges_);
  }
  out.lay_out(*network, demand, first->layout());
  return out;
}

Assimilation::Assimilation(std::vector<Gauge> gauges, Unknowns unknowns, const AssimilationOptions& options)
    : gauges_(std::move(gauges)), unknowns_(unknowns), options_(options), random_(options.seed) {
  trust_.resize(gauges_.size());
  expected_.assign(gauges_.size(), std::vector<double>(options.members, 0));
}

void Assimilation::lay_out(const Network& network, const Demand& demand, const Layout& layout) {
  for (const Gauge& gauge : gauges_) {
    home_.push_back(home_of(network, demand, gauge));
    reach_.push_back(distances_m(network, demand, gauge));
    for (double& distance : reach_.back()) distance = fading(distance, options_.reach_m);
  }
  for (std::uint32_t s = 0; s < layout.sections.size(); ++s)
    place_of_cell_.insert(place_of_cell_.end(), layout.sections[s].count, s);
  for (std::uint32_t a = 0; a < layout.area_cells.size(); ++a)
    place_of_cell_.push_back(static_cast<std::uint32_t>(layout.sections.size()) + a);
}

void Assimilation::advance_to(double time_s) {
  for (Simulation& member : members_)
    while (member.now_s() + member.step_s() / 2 < time_s) member.step();
}

Estimate Assimilation::density(SectionId section) const {
  std::vector<double> all;
  for (const Simulation& member : members_) all.push_back(mean_density(member, section));
  return estimate(std::move(all), options_.street_error);
}

std::vector<Inputs> Assimilation::inputs() const {
  std::vector<Inputs> out;
  for (const std::vector<double>& numbers : numbers_) out.push_back(unknowns_.inputs(numbers));
  return out;
}

/// Without what broken counters say, nor what is no number.
std::vector<std::optional<double>> Assimilation::believed(const std::vector<std::optional<double>>& readings,
                                                          CorrectionReport& report) {
  std::vector<std::optional<double>> out(readings.size());
  std::vector<double> variances;
  for (std::size_t g = 0; g < gauges_.size(); ++g) {
    if (!readings[g] || !std::isfinite(*readings[g])) continue;
    variances.clear();
    for (const double expected : expected_[g]) variances.push_back(gauges_[g].variance(expected));
    trust_[g].hear(*readings[g], expected_[g], variances);
    ++(trust_[g].sound() ? report.heard : report.distrusted);
    if (trust_[g].sound()) out[g] = readings[g];
  }
  return out;
}

CorrectionReport Assimilation::hear(const std::vector<std::optional<double>>& readings) {
  VIGIE_CHECK(readings.size() == gauges_.size());
  for (std::size_t m = 0; m < members_.size(); ++m) {
    const std::vector<double> read = meters_[m].read(gauges_, members_[m]);
    for (std::size_t g = 0; g < gauges_.size(); ++g) expected_[g][m] = read[g];
  }
  CorrectionReport report;
  const std::vector<std::optional<double>> heard = believed(readings, report);
  if (report.heard == 0) return report;
  if (options_.method == Method::Particles) {
    resample(heard);
    return report;
  }
  const Correction done = correct(heard);
  report.added = done.added / static_cast<double>(members_.size());
  report.removed = done.removed / static_cast<double>(members_.size());
  return report;
}

}  // namespace vigie::flow
