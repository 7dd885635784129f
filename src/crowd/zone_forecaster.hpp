// SPDX-License-Identifier: Apache-2.0
// ZoneForecaster: how many people each zone will hold, from five minutes to a week ahead, how sure that is, and why.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "crowd/city_calendar.hpp"
#include "crowd/skill.hpp"
#include "crowd/zone_history.hpp"
#include "model/crowd.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

struct ZoneForecasterOptions {
  std::optional<Time> until{};      ///< nothing later is looked at; absent: the history's last slot
  double memory_days = 28;          ///< a day this much older weighs 1/e in what is usual
  double weekday_prior_days = 0.7;  ///< a weekday's own difference counts k / (k + this) after k such days
  /// How often there is a true count, where slots in between are drawn between counts: nothing is learnt at moments that would
  /// know the next one. Range: a multiple of five minutes that divides a day; forecast() is then asked at its multiples.
  std::chrono::minutes counted_every{5};
};

/// A sum of zones: its points are the sums of the zones' medians, with an interval of its own.
struct DistrictForecast {
  DistrictId district;
  Time made;
  std::vector<ZoneId> zones;  ///< those that are in the sum
  std::vector<ForecastPoint> points;
};

/// What is usual at a moment, and how far counts stray from it.
struct UsualCrowd {
  double people;
  double deviation;
};

/// A zone whose forecast rests on less than it should.
struct ZoneNote {
  ZoneId zone;
  std::string what;  ///< "3 days of counts: only what is usual is told"
};

/// Threads: one caller at a time. Same history, calendar and calls: same forecasts. docs/concepts/crowd-live-forecast.md has
/// the equations, docs/models/zones-1.md what it is good for.
class ZoneForecaster {
 public:
  /// Learns from `history` and what `calendar` knew. At most a few seconds for 40 zones × 5 weeks.
  /// Errors: NotFound where no zone of `zones` was ever counted in the history.
  static Result<ZoneForecaster> fit(const ZoneHistory& history, const CityCalendar& calendar,
                                    std::span<const Zone> zones, const ZoneForecasterOptions& options = {});

  ZoneForecaster(ZoneForecaster&&) noexcept;
  ZoneForecaster& operator=(ZoneForecaster&&) noexcept;
  ~ZoneForecaster();

  /// First judges what came due since the last call, then forecasts each zone that was counted in the history: 63 points, the
  /// first five minutes after history_slot_at(now). Slots after `now` and entries received after it are not looked at.
  /// The history should hold the last four weeks; what is usual is computed from it at each call, so that it needs no refit
  /// to follow. A zone that has been silent for a while is forecast from its last count, with that much more uncertainty.
  /// Errors: NotFound where the history holds none of the model's zones.
  Result<std::vector<CrowdForecast>> forecast(const ZoneHistory& history, const CityCalendar& calendar, Time now);

  /// Of the last forecast().
  std::vector<DistrictForecast> districts() const;
  /// What the last forecast() or fit() took for usual then; absent for a zone of which nothing is usual yet.
  std::optional<UsualCrowd> usual(const ZoneId& zone, Time at) const;
  std::vector<ZoneNote> notes() const;

  /// "zones-1 <first 12 digits of the checksum of save()>".
  const std::string& name() const;
  /// A zone has drifted from what it was when learnt, or zones came that the model does not know: fit anew.
  bool needs_refit() const;
  const ForecastRecord& record() const;

  /// The model, without its record. Errors of load: Corrupt (damaged), OutOfRange (made by a newer version); one line.
  std::string save() const;
  static Result<ZoneForecaster> load(std::string_view bytes);

  /// Forecasts not due yet, skill, intervals and drift: what a restart must not forget. Errors: Corrupt, OutOfRange.
  std::string save_record() const;
  Result<void> load_record(std::string_view bytes);
  /// After a refit: the older one's open forecasts and skill go on, intervals meet half way; drift starts anew.
  void take_over(const ZoneForecaster& older);

 private:
  struct State;
  explicit ZoneForecaster(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace vigie::crowd
