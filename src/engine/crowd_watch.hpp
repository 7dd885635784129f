// SPDX-License-Identifier: Apache-2.0
// CrowdWatch: what is counted becomes estimates each minute, and every five minutes forecasts and surges.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/time_zone.hpp"
#include "crowd/crowd_tracker.hpp"
#include "crowd/surge.hpp"
#include "crowd/zone_forecaster.hpp"
#include "crowd/zone_links.hpp"
#include "model/picture.hpp"
#include "store/crowd_history.hpp"

namespace vigie::engine {

inline constexpr std::chrono::days kCrowdHistory{35};

/// The past as desks look at it: what was estimated, and what had been foreseen an hour before.
struct CrowdPast {
  crowd::ZoneHistory counted;
  crowd::ZoneHistory deviation;  ///< `people` of it is the estimate's standard deviation
  crowd::ZoneHistory foreseen;
  std::vector<crowd::DistrictForecast> districts;  ///< of the newest forecast
  std::vector<std::optional<double>>
      usual;  ///< people, by zone: what is usual now, events apart; nothing where nothing is learnt
};

/// What a step found; each becomes a record.
struct CrowdFindings {
  std::vector<CrowdState> states;        ///< those that changed
  std::vector<CrowdForecast> forecasts;  ///< all or none
  std::vector<crowd::SurgeChange> surges;
};

/// Threads: one.
class CrowdWatch {
 public:
  /// Reads what the store holds. Errors: Io, Corrupt, of the store; a model that cannot be read is made anew.
  static Result<CrowdWatch> create(std::vector<Zone> zones, const TimeZone& zone, store::CrowdHistory& store,
                                   const Picture& picture, Time now);

  /// A record that the engine has taken: counts, measurements, events, bulletins. Others are passed over.
  void hear(const Entry& entry);

  /// Call about once a second. Every five minutes it forecasts, which takes tens of milliseconds; once a night, after a drift
  /// and after a start without a model it learns, which takes seconds.
  CrowdFindings step(Time now);

  /// Has the past changed since? Copied for the desks when it has.
  std::uint64_t version() const { return version_; }
  CrowdPast past() const;
  crowd::TrackerCounts counts() const { return tracker_.counts(); }
  /// Failures of the store and the forecaster since the start, and the last one's words.
  struct Trouble {
    std::uint64_t count = 0;
    std::string what;
  };
  const Trouble& trouble() const { return trouble_; }

 private:
  CrowdWatch(std::vector<Zone> zones, const TimeZone& zone, store::CrowdHistory& store);
  Result<void> restore(const Picture& picture, Time now);
  void hear(const Measured& measured, Time received);
  void hear_count(const Observation& count);
  bool hear_past(const Measurement& measurement);
  void hear_weather(const Measured& measured, Time received);

  void estimate(Time now, CrowdFindings& findings);
  void keep_slot(Time at, Time now);
  void forecast(Time now, CrowdFindings& findings);
  void keep_foreseen(const std::vector<CrowdForecast>& forecasts);
  void learn(Time now);
  bool should_learn(Time now) const;
  void forget(Time now);
  void use(crowd::ZoneForecaster forecaster);
  void check(const Result<void>& done);

  std::vector<Zone> zones_;
  TimeZone zone_;
  store::CrowdHistory* store_;
  crowd::ZoneLinks links_;
  crowd::CrowdTracker tracker_;
  crowd::SurgeWatch surges_;
  crowd::CityCalendar calendar_;
  std::shared_ptr<crowd::ZoneForecaster> forecaster_;  ///< none: nothing learnt yet
  crowd::ZoneHistory counted_, deviation_, foreseen_;
  std::vector<crowd::DistrictForecast> districts_;
  std::vector<CrowdState> told_;  ///< as last recorded, in the order of the zones
  Time estimated_{}, slot_{}, learnt_{}, tried_{}, saved_{}, past_heard_{};
  bool begun_ = false;                       ///< a step was made
  std::vector<store::CrowdSlot> unwritten_;  ///< of the past, heard since the last step
  std::uint64_t version_ = 1;
  Trouble trouble_;
};

}  // namespace vigie::engine
