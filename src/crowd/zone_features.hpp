// SPDX-License-Identifier: Apache-2.0
// ZoneFeatures: what the formula knows of a zone at an origin and of a moment ahead, each number with a name and a reason.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crowd/event_plan.hpp"
#include "crowd/zone_axis.hpp"
#include "crowd/zone_past.hpp"
#include "crowd/zone_structure.hpp"
#include "model/bulletin.hpp"
#include "model/crowd.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

/// All in units of the zone's spread. "part": a departure as a part of what was expected, times what is expected at the target.
enum class Feature : std::uint8_t {
  Now,      // mean of the last ten minutes
  Quarter,  // of a quarter of an hour
  Hour,
  ThreeHours,
  Day,
  Week,
  QuarterPart,
  ThreeHoursPart,
  EventPart,  // the last quarter's, as far as an event was expected then and is at the target
  Trend,      // the last quarter less the one before
  Yesterday,  // around the target a day, or two, earlier
  LastWeek,   // around the target a week earlier
  Neighbours,
  NeighboursPart,
  Upstream,  // of the upstream zone, its delay before the target
  Direction1,
  Direction2,
  Direction3,
  City,        // mean of all zones
  NetQuarter,  // came less went, beyond what is usual, in a quarter of an hour
  NetHour,
  Entered,
  StationsLeft,  // who left the stations beside it
  RainOutside,   // at the target, times what is expected
  RainInside,
  RainNow,  // at the origin: what the last quarter's residual is due to
  WarmOutside,
  TransportStation,
  TransportOther,
  School,
  Level,  // 1, times what is expected: a general drift
  One,
};
inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::One) + 1;
using FeatureRow = std::array<float, kFeatures>;

/// Which reason a feature counts for.
DriverKind driver_of(Feature feature);

/// What is known of a zone at an origin; the same for all targets.
struct OriginFeatures {
  std::size_t slot = 0;
  FeatureRow values{};     // those that do not depend on the target
  float quarter_part = 0;  // residual per √expected, and so on
  float three_hours_part = 0;
  float event_part = 0;
  float neighbours_part = 0;
};

class ZoneFeatures {
 public:
  /// `disruptions`: transport bulletins that are known. All borrowed for the object's life.
  ZoneFeatures(const ZonePast& past, const ZoneAxis& axis, const ZoneStructure& structure, std::span<const Zone> zones,
               std::span<const Bulletin> disruptions);

  OriginFeatures origin(std::size_t zone, std::size_t slot) const;
  /// `base_root`: √ of what is expected at the target, `event_share` of it for an event. Range: target > origin.slot.
  FeatureRow row(const OriginFeatures& origin, std::size_t zone, std::size_t target, float base_root,
                 float event_share) const;
  /// 0 … 1: how much transport at the zone is disturbed then, and by which bulletin (its index, or none).
  float disturbance(std::size_t zone, std::size_t slot, std::size_t* worst = nullptr) const;

 private:
  /// Mean over known cells of slots [from, to), cut to what is known; 0 where there is none.
  float mean(const std::vector<double>& sums, const std::vector<std::uint32_t>& counts, std::size_t zone,
             std::size_t from, std::size_t to) const;
  float own(std::size_t zone, std::size_t from, std::size_t to) const { return mean(sums_, counts_, zone, from, to); }
  float expected(std::size_t zone, std::size_t slot) const;
  float net(std::size_t zone, std::size_t slot, std::size_t slots) const;

  const ZonePast& past_;
  const ZoneAxis& axis_;
  const ZoneStructure& structure_;
  std::span<const Zone> zones_;
  std::vector<double> sums_, entered_sums_, left_sums_;  // running sums of residuals / spread, (slots + 1) × zones
  std::vector<std::uint32_t> counts_, entered_counts_, left_counts_;
  std::vector<float> city_;                                 // of each slot
  std::vector<std::array<float, kDirections>> directions_;  // of each slot
  struct Disruption {
    std::size_t index, begin, end;
    float weight;
    std::vector<char> felt;  // of each zone
  };
  std::vector<Disruption> disruptions_;
};

}  // namespace vigie::crowd
