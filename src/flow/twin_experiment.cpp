// SPDX-License-Identifier: Apache-2.0
// Truth, counters with errors, the same ensemble with and without counts, and their scores.
#include "flow/twin_experiment.hpp"

#include <algorithm>
#include <cmath>

#include "flow/lookahead.hpp"

namespace vigie::flow {
namespace {

/// Density of every section at every reading time, and what each counter said.
struct Truth {
  std::vector<std::vector<double>> density;  // by time and section
  std::vector<std::vector<double>> peak;     // the densest cell since the time before
  std::vector<std::vector<std::optional<double>>> readings;
  double people = 0;
};

struct Counters {
  std::vector<Gauge> gauges;
  std::vector<bool> counted;  // by section
  std::size_t faulty = 0;     // the first so many
};

Counters place_counters(const Network& network, const TwinOptions& options, Random& random) {
  const std::size_t sections = network.sections().size();
  std::vector<SectionId> order(sections);
  for (SectionId s = 0; s < sections; ++s) order[s] = s;
  for (std::size_t i = 0; i + 1 < sections; ++i) std::swap(order[i], order[i + random.below(sections - i)]);
  const auto wanted = static_cast<std::size_t>(std::round(options.counted_share * static_cast<double>(sections)));
  Counters out{{}, std::vector<bool>(sections, false), 0};
  for (std::size_t i = 0; i < std::clamp<std::size_t>(wanted, 1, sections - 1); ++i) {
    out.gauges.push_back({order[i], GaugeKind::Forward, 0.1, 1.0});
    out.gauges.push_back({order[i], GaugeKind::Backward, 0.1, 1.0});
    if (random.share() < options.density_share) out.gauges.push_back({order[i], GaugeKind::Density, 0.1, 0.02});
    out.counted[order[i]] = true;
  }
  if (options.fault != CounterFault::None)
    out.faulty = static_cast<std::size_t>(std::ceil(options.faulty_share * static_cast<double>(out.gauges.size())));
  return out;
}

/// What a counter says of what is there: its own error and, for counts, that of chance; whole people, none below 0.
double said(const Gauge& gauge, double truth, Random& random) {
  const double value = std::max(0.0, truth + random.normal() * std::sqrt(gauge.variance(truth)));
  return gauge.counts() ? std::round(value) : value;
}

Result<Truth> run_truth(std::shared_ptr<const Network> network, const Demand& demand, const TwinOptions& options,
                        const Counters& counters, Random& random) {
  SimulationOptions finer = options.assimilation.simulation;
  finer.step_s = options.truth_step_s;
  finer.cell_m = options.truth_cell_m;
  const std::size_t sections = network->sections().size();
  Result<Simulation> made = Simulation::create(std::move(network), demand, finer);
  if (!made) return made.error();
  Simulation& sim = *made;
  const Unknowns unknowns(demand, sections, options.assimilation.spreads, finer.informed_share, finer.choice_scale_s);
  sim.adjust(unknowns.inputs(unknowns.draw(random)));
  Meter meter(counters.gauges);
  Truth out;
  for (double at_s = sim.now_s() + options.every_s; at_s <= options.until_s; at_s += options.every_s) {
    std::vector<double> density, peak(sections, 0);
    while (sim.now_s() + sim.step_s() / 2 < at_s) {
      sim.step();
      for (SectionId s = 0; s < sections; ++s) peak[s] = std::max(peak[s], mean_density(sim, s));
    }
    for (SectionId s = 0; s < sections; ++s) density.push_back(mean_density(sim, s));
    const std::vector<double> read = meter.read(counters.gauges, sim);
    std::vector<std::optional<double>> readings;
    for (std::size_t g = 0; g < read.size(); ++g) {
      readings.emplace_back(said(counters.gauges[g], read[g], random));
      if (g >= counters.faulty || at_s < options.fault_from_s) continue;
      readings.back() = options.fault == CounterFault::Stuck ? std::optional(0.0) : std::nullopt;
    }
    out.density.push_back(std::move(density));
    out.peak.push_back(std::move(peak));
    out.readings.push_back(std::move(readings));
  }
  out.people = sim.set_out();
  return out;
}

class Scoring {
 public:
  void note(double truth, const Estimate& estimate) {
    ++count_;
    squares_ += (estimate.mean - truth) * (estimate.mean - truth);
    squares_of_median_ += (estimate.median - truth) * (estimate.median - truth);
    in80_ += truth >= estimate.low80 - kTie && truth <= estimate.high80 + kTie;
    in95_ += truth >= estimate.low95 - kTie && truth <= estimate.high95 + kTie;
  }
  TwinScore score() const {
    if (count_ == 0) return {};
    const double n = static_cast<double>(count_);
    return {std::sqrt(squares_ / n), std::sqrt(squares_of_median_ / n), static_cast<double>(in80_) / n,
            static_cast<double>(in95_) / n, count_};
  }

 private:
  static constexpr double kTie = 1e-6;
  double squares_ = 0, squares_of_median_ = 0;
  std::size_t in80_ = 0, in95_ = 0, count_ = 0;
};

/// Judges what was said of later readings.
class Outlooks {
 public:
  Outlooks(const TwinOptions& options, const Counters& counters, const Truth& truth)
      : options_(options), counters_(counters), truth_(truth), scores_(options.horizons_s.size()) {}

  /// How many readings later a horizon lies.
  std::size_t readings(std::size_t horizon) const {
    return static_cast<std::size_t>(std::round(options_.horizons_s[horizon] / options_.every_s));
  }

  /// From reading `from` on, as far as the truth goes; nothing where not even the first horizon is reached.
  std::optional<Outlook> look(const Assimilation& ensemble, std::size_t from) const {
    std::vector<double> horizons_s;
    for (std::size_t h = 0; h < scores_.size() && from + readings(h) < truth_.density.size(); ++h)
      horizons_s.push_back(static_cast<double>(readings(h)) * options_.every_s);
    if (horizons_s.empty()) return std::nullopt;
    return look_ahead(ensemble, horizons_s);
  }

  void judge(const Outlook& said, std::size_t from, const std::vector<std::vector<bool>>& lively) {
    for (SectionId s = 0; s < counters_.counted.size(); ++s) {
      if (counters_.counted[s]) continue;
      bool happened = false;
      for (std::size_t h = 0, t = from; h < said.at_s.size(); ++h) {
        for (const std::size_t due = from + readings(h); t < due;)
          happened |= truth_.peak[++t][s] > kDensityThresholds[0];
        const double off = said.thresholds.probability(s, 0, said.at_s[h]) - (happened ? 1 : 0);
        scores_[h].brier += off * off;
        ++scores_[h].asked;
        if (lively[t][s]) scores_[h].density.note(truth_.density[t][s], said.density[h][s]);
      }
    }
  }

  TwinScore score(std::size_t horizon) const { return scores_[horizon].density.score(); }
  double brier(std::size_t horizon) const {
    const auto asked = static_cast<double>(scores_[horizon].asked);
    return asked > 0 ? scores_[horizon].brier / asked : 0;
  }

 private:
  struct One {
    Scoring density;
    double brier = 0;
    std::size_t asked = 0;
  };
  const TwinOptions& options_;
  const Counters& counters_;
  const Truth& truth_;
  std::vector<One> scores_;
};

/// The reading times, and at which of them the ensembles are run ahead.
struct Moments {
  double start_s, every_s, forecast_every_s;

  double at_s(std::size_t t) const { return start_s + static_cast<double>(t + 1) * every_s; }
  bool looks_ahead(std::size_t t) const {
    const auto gone_by = [&](std::size_t readings) {
      return std::floor(static_cast<double>(readings) * every_s / forecast_every_s + 1e-9);
    };
    return gone_by(t + 1) > gone_by(t);  // the first reading at or after it is due
  }
};

/// What would be thought without counts, by time and section, and ahead.
struct FreeRuns {
  std::vector<std::vector<Estimate>> ensemble;
  std::vector<std::vector<double>> plan;
  std::vector<std::vector<bool>> lively;
  std::vector<std::optional<Outlook>> ahead;
};

FreeRuns run_free(Assimilation free, Simulation plan, const Truth& truth, const Moments& moments, double lively_per_m2,
                  const Outlooks& outlooks, const std::function<void(double)>& progress) {
  const std::size_t times = truth.density.size();
  FreeRuns out{std::vector<std::vector<Estimate>>(times), std::vector<std::vector<double>>(times),
               std::vector<std::vector<bool>>(times), std::vector<std::optional<Outlook>>(times)};
  for (std::size_t t = 0; t < times; ++t) {
    free.advance_to(moments.at_s(t));
    while (plan.now_s() + plan.step_s() / 2 < moments.at_s(t)) plan.step();
    for (SectionId s = 0; s < truth.density[t].size(); ++s) {
      out.ensemble[t].push_back(free.density(s));
      out.plan[t].push_back(mean_density(plan, s));
      out.lively[t].push_back(out.ensemble[t][s].mean >= lively_per_m2);
    }
    if (moments.looks_ahead(t)) out.ahead[t] = outlooks.look(free, t);
    if (progress) progress(0.3 * static_cast<double>(t + 1) / static_cast<double>(times));
  }
  return out;
}

/// Lets the ensemble hear one moment's counters, and notes what was done to it and whom it believed.
void hear(Assimilation& corrected, const Counters& counters, const TwinOptions& options,
          const std::vector<std::optional<double>>& readings, TwinResult& out) {
  const CorrectionReport report = corrected.hear(readings);
  out.added += report.added;
  out.removed += report.removed;
  out.distrusted += report.distrusted;
  for (std::size_t g = 0; g < readings.size(); ++g) {
    const bool broken =
        options.fault == CounterFault::Stuck && g < counters.faulty && corrected.now_s() >= options.fault_from_s;
    if (readings[g] && !corrected.trust(g).sound() && !broken) ++out.distrusted_sound;
  }
}

}  // namespace

Result<TwinResult> run_twin(std::shared_ptr<const Network> network, const Demand& demand, const TwinOptions& options,
                            const std::function<void(double)>& progress) {
  const bool sound = options.every_s > 0 && options.forecast_every_s >= options.every_s &&
                     options.until_s > options.every_s && options.counted_share > 0 && options.counted_share < 1 &&
                     network->sections().size() > 1;
  if (!sound) return Error{ErrorKind::OutOfRange, "expected times above 0, a share of counted streets between 0 and 1"};
  Random random(options.seed * 7919 + 17);
  const Counters counters = place_counters(*network, options, random);
  const Result<Truth> truth = run_truth(network, demand, options, counters, random);
  if (!truth) return truth.error();
  Result<Assimilation> made = Assimilation::create(network, demand, counters.gauges, options.assimilation);
  if (!made) return made.error();
  Assimilation& corrected = *made;
  Result<Simulation> plan = Simulation::create(network, demand, options.assimilation.simulation);
  if (!plan) return plan.error();
  const Moments moments{plan->now_s(), options.every_s, options.forecast_every_s};
  Outlooks free_outlooks(options, counters, *truth), corrected_outlooks(options, counters, *truth);
  const FreeRuns free =
      run_free(corrected, std::move(*plan), *truth, moments, options.lively_per_m2, free_outlooks, progress);

  TwinResult out;
  out.sections = network->sections().size();
  out.counters = counters.gauges.size();
  out.faulty = counters.faulty;
  out.people = truth->people;
  Scoring of_free, of_corrected;
  double plan_squares = 0;
  const std::size_t times = truth->density.size();
  for (std::size_t t = 0; t < times; ++t) {
    corrected.advance_to(moments.at_s(t));
    hear(corrected, counters, options, truth->readings[t], out);
    for (SectionId s = 0; s < out.sections; ++s) {
      if (counters.counted[s] || !free.lively[t][s]) continue;
      of_free.note(truth->density[t][s], free.ensemble[t][s]);
      of_corrected.note(truth->density[t][s], corrected.density(s));
      plan_squares += (free.plan[t][s] - truth->density[t][s]) * (free.plan[t][s] - truth->density[t][s]);
    }
    if (free.ahead[t]) {
      free_outlooks.judge(*free.ahead[t], t, free.lively);
      corrected_outlooks.judge(*corrected_outlooks.look(corrected, t), t, free.lively);
    }
    if (progress) progress(0.3 + 0.7 * static_cast<double>(t + 1) / static_cast<double>(times));
  }
  out.free = of_free.score();
  out.corrected = of_corrected.score();
  if (out.free.compared > 0) out.plan_rmse = std::sqrt(plan_squares / static_cast<double>(out.free.compared));
  for (std::size_t h = 0; h < options.horizons_s.size(); ++h)
    out.forecasts.push_back({options.horizons_s[h], free_outlooks.score(h), corrected_outlooks.score(h),
                             free_outlooks.brier(h), corrected_outlooks.brier(h)});
  return out;
}

}  // namespace vigie::flow
