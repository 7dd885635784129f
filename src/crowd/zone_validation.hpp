// SPDX-License-Identifier: Apache-2.0
// What a ZoneModel misses on days that it did not see: the start of its intervals and of its skill.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "crowd/counted_series.hpp"
#include "crowd/event_plan.hpp"
#include "crowd/zone_features.hpp"
#include "crowd/zone_model.hpp"

namespace vigie::crowd {

/// Features of all zones at one origin.
struct OriginRow {
  std::size_t slot;
  std::vector<OriginFeatures> zones;
};

/// All that learning and judging look at, put together; borrows it.
struct ZoneLook {
  ZoneLook(const ZonePast& zone_past, const ZoneAxis& zone_axis, const EventPlan& event_plan,
           const ZoneStructure& zone_structure, std::span<const Zone> zones, std::span<const Bulletin> bulletins)
      : past(zone_past),
        axis(zone_axis),
        plan(event_plan),
        structure(zone_structure),
        features(past, axis, structure, zones, bulletins) {}

  OriginRow origin(std::size_t slot) const;
  /// √people; NaN where not counted.
  float truth(std::size_t zone, std::size_t slot) const {
    return past.base[past.cell(slot, zone)] + past.residual[past.cell(slot, zone)];
  }

  const ZonePast& past;
  const ZoneAxis& axis;
  const EventPlan& plan;
  const ZoneStructure& structure;
  ZoneFeatures features;
};

/// Slots from `from` to `to` at which it is asked, one in half an hour at most. Where every slot is counted they are not always on
/// the half hour but move through it; else they are multiples of `counted_every` slots since midnight UTC.
std::vector<std::size_t> origin_slots(const ZoneAxis& axis, std::size_t from, std::size_t to,
                                      std::size_t counted_every);

/// A lead beyond a day goes through its eight horizons, one after the other.
std::size_t target_of(std::size_t origin_slot, std::size_t lead);

/// Forecasts of origins from slot `from` on, of all leads, by model.weights; fills model.day_parts, event_spread and start.
void validate(const ZoneLook& look, const CountedSeries& counted, std::size_t from, std::size_t counted_every,
              ZoneModel& model);

}  // namespace vigie::crowd
