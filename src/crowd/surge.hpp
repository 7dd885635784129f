// SPDX-License-Identifier: Apache-2.0
// SurgeWatch: which zones are likely to become too full within the hour, and when.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"
#include "model/crowd.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

struct SurgeOptions {
  std::chrono::minutes within{60};
  /// People per m²: 2 is where walking is hindered, 3.57 where level of service F begins, 5.55 the densest that still moves.
  /// Source: Fruin, "Pedestrian Planning and Design", 1971 (3.57 = 1 / 0.28 m²); Weidmann 1993 (5.4 to 5.6).
  double density_per_m2 = 3.57;
  double raise_at = 0.50;
  double end_below = 0.25;
  std::chrono::minutes end_after{10};     ///< so long below it
  double retold_after = 0.10;             ///< a change of the probability that is worth telling
  std::chrono::minutes errors_last{90};   ///< how long a forecast's error keeps its sign, about
  std::chrono::minutes retold_shift{10};  ///< a change of the expected time that is
};

/// The chance that a zone's people pass `limit` at the time of a point, by its median and its interval's ends.
double chance_above(const ForecastPoint& point, double limit);

/// The chance that they pass it now or at any point within options.within of the forecast's making. Errors at points one after
/// the other are taken for a normal chain of first order, correlated e^(−minutes / options.errors_last). `state` may be null.
double chance_within(const CrowdState* state, const CrowdForecast& forecast, double limit, const SurgeOptions& options);

enum class SurgeStep : std::uint8_t { Raised, Retold, Ended };

struct SurgeChange {
  SurgeStep step = SurgeStep::Raised;
  CrowdSurge surge;
};

/// At most one surge a zone and threshold at a time. Threads: one.
class SurgeWatch {
 public:
  explicit SurgeWatch(SurgeOptions options = {}) : options_(options) {}

  /// What became different. States and forecasts in any order, at most one a zone; a zone without a forecast keeps its surge,
  /// a zone that is gone ends it.
  std::vector<SurgeChange> update(std::span<const CrowdState> states, std::span<const CrowdForecast> forecasts,
                                  std::span<const Zone> zones, Time now);
  /// After a restart: those that had not ended.
  void restore(std::span<const CrowdSurge> surges);
  std::vector<CrowdSurge> open() const;

 private:
  struct Open {
    CrowdSurge surge;
    std::optional<Time> low_since;  // when the chance fell below end_below
  };
  using Key = std::pair<std::string, SurgeThreshold>;  // the zone's id

  SurgeOptions options_;
  std::map<Key, Open> open_;
};

}  // namespace vigie::crowd
