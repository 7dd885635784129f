// SPDX-License-Identifier: Apache-2.0
// Risk: how dense it became where, for how long, when first; and how much people walked against each other.
#pragma once

#include <array>
#include <vector>

#include "flow/simulation.hpp"

namespace vigie::flow {

/// People/m²: speed falls, involuntary contact, dangerous (Fruin 1987).
inline constexpr std::array<double, 3> kDensityThresholds{2, 3.57, 5.55};

/// Above this no laboratory run says how a crowd moves; a figure beyond it is "very dense", not a number.
inline constexpr double kKnownDensity = 5;

struct SectionRisk {
  double peak_per_m2 = 0;
  double peak_at_s = 0;
  std::array<double, 3> above_s{};                                    ///< by threshold
  std::array<double, 3> first_s{kUnlimited, kUnlimited, kUnlimited};  ///< when it was first passed
  double person_s = 0, counter_person_s = 0;  ///< all, and those of the weaker direction, cell by cell
  /// Of the moments with a person on 2 m² or more, the greatest share of those who walked against the stronger stream in a cell.
  double peak_counter_share = 0;
  double counter_share() const { return person_s > 0 ? counter_person_s / person_s : 0; }
};

/// Watches a simulation; call observe() after every step. Threads: one.
class RiskWatch {
 public:
  explicit RiskWatch(const Simulation& sim)
      : sections_(sim.network().sections().size()), areas_(sim.network().areas().size()) {}
  void observe(const Simulation& sim);

  const std::vector<SectionRisk>& sections() const { return sections_; }
  const std::vector<SectionRisk>& areas() const { return areas_; }
  /// Over the whole network: share of the time walked that was walked against the stronger stream.
  double counter_share() const;

 private:
  std::vector<SectionRisk> sections_, areas_;
};

/// When at least `share` of all people had been served at their destinations; kUnlimited until then.
/// Watches too: one call a step.
class Clearing {
 public:
  Clearing(double people, double share) : wanted_(people * share) {}
  void observe(const Simulation& sim);
  double streets_s() const { return streets_s_; }  ///< they had left the streets
  double served_s() const { return served_s_; }    ///< and the stations

 private:
  double wanted_, streets_s_ = kUnlimited, served_s_ = kUnlimited;
};

}  // namespace vigie::flow
