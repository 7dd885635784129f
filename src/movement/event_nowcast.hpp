// SPDX-License-Identifier: Apache-2.0
// EventNowcast: an event's crowd run beside the real one and corrected by what is counted; what each street is like, now and ahead.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/result.hpp"
#include "flow/assimilation.hpp"
#include "flow/threshold_outlook.hpp"
#include "model/city_event.hpp"
#include "model/crowd_nowcast.hpp"
#include "movement/cases.hpp"
#include "movement/counter_places.hpp"

namespace vigie::roads {
class WalkGraph;
}

namespace vigie::movement {

struct NowcastOptions {
  std::size_t members = 50;
  std::uint64_t seed = 1;
  double step_s = 12, cell_m = 40;  ///< as `vigie crowd twin` measures it
  flow::Spreads spreads;
};

/// What a counter said since the last round: people, or people/m²; nothing: it was silent.
using CounterReadings = std::vector<std::optional<double>>;

/// A street of the event that is likely to become denser than 3.57 people/m² soon.
struct StreetAlarm {
  std::uint32_t street;
  geo::Position at;
  StreetWarning warning;
};

struct NowcastTold {
  CrowdNowcast nowcast;             ///< without scenario and `ended`
  std::vector<StreetAlarm> alarms;  ///< of the warnings those at 50 % or more within half an hour, the likeliest first
};

/// Two crowds, one after the other: those who come, and those who leave. While people come, the plan of those who leave is drawn anew from
/// how many the counters have seen. Ahead of the moment at which the second takes over, a quarter of an hour before the event ends, its
/// simulation is told; the two never meet.
/// Threads: one at a time. Same input: same answers.
class EventNowcast {
 public:
  /// The scenario's crowd at an event: its times, and its attendance where it says one. Counters that count nothing of it are left out.
  /// Errors: OutOfRange: a scenario that cannot be.
  static Result<EventNowcast> create(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                                     const CityEvent& event, std::vector<StreetCounter> counters,
                                     const NowcastOptions& options);

  /// When somebody may be on the way to it, and when the last has gone or is no longer followed.
  static Time begins(const CrowdScenario& scenario, const CityEvent& event);
  static Time ends(const CrowdScenario& scenario, const CityEvent& event);

  const StreetNetwork& streets() const { return streets_; }
  const CrowdScenario& scenario() const { return scenario_; }
  /// Of the counters given, the numbers of those that count something of it; readings come in this order.
  const std::vector<std::size_t>& counter_numbers() const { return counter_numbers_; }
  /// The last hear(), or the beginning.
  Time now() const { return moment(now_s_); }

  /// Runs to that moment, then corrects by what was counted since the last call. Call it at regular times.
  void hear(Time now, const CounterReadings& readings);
  /// What is known at the last hear(), and what follows; takes a while: every member is run an hour ahead. Where `cancelled` says so,
  /// it ends early and tells nothing of use.
  NowcastTold tell(const std::function<bool()>& cancelled = {});
  /// 99 of 100 have left the streets, in every member.
  bool cleared() const;

 private:
  /// One of the two crowds.
  struct Crowd {
    Case one;
    flow::Assimilation filter;
    std::vector<std::optional<std::size_t>> gauge_of;  ///< by counter
    std::size_t gauges = 0;
  };
  using Report = flow::CorrectionReport;

  EventNowcast(CrowdScenario scenario, CityEvent event, StreetNetwork streets, const NowcastOptions& options)
      : scenario_(std::move(scenario)), event_(std::move(event)), streets_(std::move(streets)), options_(options) {}
  Result<Crowd> make_crowd(Case one, double people_spread) const;
  Result<void> plan_leaving();
  double seconds(Time at) const { return std::chrono::duration<double>(at - event_.end).count(); }
  Time moment(double at_s) const { return event_.end + std::chrono::milliseconds(std::llround(1000 * at_s)); }
  bool is_leaving(double at_s) const;
  static std::vector<double> people_of(const Crowd& crowd);
  void tell_people(NowcastTold& told, const Crowd& crowd, bool leaving) const;
  void tell_streets(NowcastTold& told, const std::function<bool()>& cancelled);
  void tell_warnings(NowcastTold& told, const Crowd& crowd, const flow::ThresholdOutlook& thresholds) const;
  void tell_reasons(NowcastTold& told, const Crowd& crowd, bool leaving) const;
  geo::Position middle_of(std::uint32_t street) const;

  CrowdScenario scenario_;
  CityEvent event_;
  StreetNetwork streets_;
  NowcastOptions options_;
  std::vector<StreetCounter> counters_;
  std::vector<std::size_t> counter_numbers_;
  std::optional<Case> leaving_plan_;
  std::optional<Crowd> coming_, leaving_;
  double planned_ = 0;
  double now_s_ = 0;
  Report heard_;
  std::int32_t silent_ = 0;
};

}  // namespace vigie::movement
