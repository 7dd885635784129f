// SPDX-License-Identifier: Apache-2.0
// Assimilation: live counts correct an ensemble of running simulations; what streets without a counter are like, now and ahead.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/result.hpp"
#include "flow/counter_trust.hpp"
#include "flow/ensemble_table.hpp"
#include "flow/gauge.hpp"
#include "flow/simulation.hpp"
#include "flow/unknowns.hpp"

namespace vigie::flow {

enum class Method : std::uint8_t {
  Kalman,     ///< inputs and places of people are corrected by regression on what the counters should read
  Particles,  ///< members that fit are kept and doubled, their inputs jittered; people are never moved
};

struct AssimilationOptions {
  Method method = Method::Kalman;
  std::size_t members = 80;
  std::uint64_t seed = 1;
  Spreads spreads;
  double reach_m = 1500;  ///< no correction of streets farther than this from a counter
  double kept_spread =
      0.5;  ///< share of the inputs' spread that a correction takes and gives back: against false certainty
  double model_error =
      0.2;  ///< standard deviation of what the model itself gets wrong at a counter, share of the reading
  /// What the model itself gets wrong of a street's density, one standard deviation, share of it. No member knows it: it widens intervals, not
  /// members. Chosen on made-up towns.
  double street_error = 0.08;
  SimulationOptions simulation;
};

/// What is thought of one quantity.
struct Estimate {
  double mean = 0;
  double median = 0;  ///< a few members in a jam that is none move the mean, not this
  double low80 = 0, high80 = 0, low95 = 0, high95 = 0;
};

/// The quantile of a few equal members, by the rank p (n + 1): so many of the next draws lie below it. Sorts them.
/// Source: Hyndman, Fan, The American Statistician 50, 1996, type 6.
double member_quantile(std::vector<double>& members, double share);
/// `own_error`: share of the mean, one standard deviation, by which the truth departs from all members alike. It moves the ends away from the
/// median as independent errors add up, by their squares; then none lies below 0.
Estimate estimate(std::vector<double> members, double own_error = 0);

/// People/m² of a whole section.
double mean_density(const Simulation& sim, SectionId section);

/// One correction, told.
struct CorrectionReport {
  double added = 0, removed = 0;  ///< people, mean over members
  std::size_t heard = 0;          ///< readings used
  std::size_t distrusted = 0;     ///< readings of counters thought to be broken
};

/// Ensemble Kalman filter over the people of every cell by direction and destination, the queues behind doors and the inputs
/// (EnsembleTable tells how). Corrections fade with walking distance. Spread that a correction takes from the inputs is partly given
/// back (Whitaker, Hamill, Monthly Weather Review 140, 2012). What would be below 0 or above a cell's capacity is cut, a section's
/// sum kept.
/// Same network, readings and seed: same result. Copies are independent. Threads: one a copy.
class Assimilation {
 public:
  /// Errors: OutOfRange, from the demand, the options or the gauges.
  static Result<Assimilation> create(std::shared_ptr<const Network> network, const Demand& demand,
                                     std::vector<Gauge> gauges, const AssimilationOptions& options);

  /// Runs every member to that time, uncorrected.
  void advance_to(double time_s);
  /// Corrects by what the gauges read since the last call: by gauge; absent: silent. Call it at regular times, after
  /// advance_to().
  CorrectionReport hear(const std::vector<std::optional<double>>& readings);

  double now_s() const { return members_.front().now_s(); }
  /// Copy them to look ahead: run the copies, ask density() or ThresholdOutlook.
  const std::vector<Simulation>& members() const { return members_; }
  /// People/m² of a section now, over the members.
  Estimate density(SectionId section) const;
  double street_error() const { return options_.street_error; }
  /// What the crowd is thought to be like, member by member.
  std::vector<Inputs> inputs() const;
  const CounterTrust& trust(std::size_t gauge) const { return trust_[gauge]; }

 private:
  /// Rows of the table: people by slot and destination; queues by source and destination; unknowns; what each gauge should read.
  struct Rows {
    std::size_t people, queues, unknowns, gauges;
    std::size_t first_queue() const { return people; }
    std::size_t first_unknown() const { return people + queues; }
    std::size_t first_gauge() const { return people + queues + unknowns; }
  };

  Assimilation(std::vector<Gauge> gauges, Unknowns unknowns, const AssimilationOptions& options);
  void lay_out(const Network& network, const Demand& demand, const Layout& layout);
  std::vector<std::optional<double>> believed(const std::vector<std::optional<double>>& readings,
                                              CorrectionReport& report);
  Rows rows() const;
  EnsembleTable gather() const;
  double reach(std::size_t gauge, std::size_t row) const;
  Correction correct(const std::vector<std::optional<double>>& heard);
  Correction scatter(const EnsembleTable& table);
  void resample(const std::vector<std::optional<double>>& heard);

  std::vector<Gauge> gauges_;
  Unknowns unknowns_;
  AssimilationOptions options_;
  Random random_;
  std::vector<Simulation> members_;
  std::vector<std::vector<double>> numbers_;  // by member: the unknowns
  std::vector<Meter> meters_;
  std::vector<CounterTrust> trust_;
  std::vector<std::vector<double>> expected_;  // by gauge and member, at the last hear()
  std::vector<std::size_t> home_;              // by gauge: section, or sections + square
  std::vector<std::vector<double>> reach_;    // by gauge: what distance leaves of a correction, by section, then square
  std::vector<std::uint32_t> place_of_cell_;  // section, or sections + square
};

}  // namespace vigie::flow
