// SPDX-License-Identifier: Apache-2.0
// Learning a ZoneModel: formulas from days told only by the days before them, judged on the last days, then learnt from all.
#pragma once

#include <span>

#include "core/result.hpp"
#include "crowd/city_calendar.hpp"
#include "crowd/zone_history.hpp"
#include "crowd/zone_model.hpp"

namespace vigie::crowd {

struct LearningOptions {
  std::size_t known = 0;  ///< slots of the history that may be looked at; > 0
  double memory_days = 28;
  double weekday_prior_days = 0.7;
  std::size_t counted_every_slots = 1;
};

/// `calendar` holds what was known at the last of those slots. Errors: NotFound where no zone was counted.
Result<ZoneModel> learn_zones(const ZoneHistory& history, const CityCalendar& calendar, std::span<const Zone> zones,
                              const LearningOptions& options);

}  // namespace vigie::crowd
