// SPDX-License-Identifier: Apache-2.0
// ZoneNow: the past and the days ahead as a learnt model sees them at one moment.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "crowd/city_calendar.hpp"
#include "crowd/event_plan.hpp"
#include "crowd/zone_axis.hpp"
#include "crowd/zone_features.hpp"
#include "crowd/zone_history.hpp"
#include "crowd/zone_model.hpp"
#include "crowd/zone_past.hpp"

namespace vigie::crowd {

/// Not moved or copied: its parts borrow each other.
struct ZoneNow {
  /// Errors: NotFound where the history holds none of the model's zones, or begins after `now`.
  static Result<std::unique_ptr<ZoneNow>> at(const ZoneModel& model, const ZoneHistory& history,
                                             const CityCalendar& calendar, Time now,
                                             const std::vector<double>& memory_days);

  ZoneNow(const ZoneNow&) = delete;
  ZoneNow& operator=(const ZoneNow&) = delete;

  /// What is usual at a slot, events included: √people. NaN: nothing is usual yet.
  BaseAt base(std::size_t zone, std::size_t slot) const;
  /// The zone's last counted slot of the last week, if any.
  std::optional<std::size_t> last_counted(std::size_t zone) const;

  Time now;
  CityCalendar calendar;             ///< what is known now
  std::vector<std::size_t> columns;  ///< of each zone in the history
  std::size_t known;                 ///< slots of the history until now
  std::size_t origin;                ///< the slot of now: known − 1, or later where the history lags
  ZoneAxis axis;
  EventPlan plan;
  ZonePast past;
  ZoneFeatures features;

 private:
  ZoneNow(const ZoneModel& model, const ZoneHistory& history, CityCalendar calendar_now, Time time,
          std::vector<std::size_t> zone_columns, std::size_t known_slots, const std::vector<double>& memory_days);
};

/// Of each zone its column in the history, or kNoColumn.
std::vector<std::size_t> columns_of(std::span<const Zone> zones, const ZoneHistory& history);

}  // namespace vigie::crowd
