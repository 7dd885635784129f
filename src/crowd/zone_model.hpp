// SPDX-License-Identifier: Apache-2.0
// ZoneModel: what was learnt of a city's zones, as numbers that can be saved.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "crowd/event_book.hpp"
#include "crowd/forecast_leads.hpp"
#include "crowd/skill.hpp"
#include "crowd/zone_features.hpp"
#include "crowd/zone_structure.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

inline constexpr std::size_t kDayParts = 8;  ///< of three hours

struct ZoneModel {
  std::vector<Zone> zones;  ///< as far as forecasts need them
  std::vector<DistrictId> districts;
  std::vector<std::vector<std::size_t>> zones_of_district;
  Time learnt_until;
  double memory_days = 0;
  double weekday_prior_days = 0;
  ZoneStructure structure;
  EventBook book;
  std::vector<FeatureRow> weights;                      ///< of each lead
  bool assumed = false;                                 ///< the weights: too little was counted to learn them
  std::vector<std::array<float, kDayParts>> day_parts;  ///< how far each zone strays by time of day, in its spreads
  float event_spread = 0.5F;                            ///< how much farther where all are there for an event
  std::vector<double> days_counted;                     ///< of each zone
  ForecastRecord start{0};                              ///< skill and intervals measured while learning

  std::string save() const;
  /// Errors: Corrupt, OutOfRange where a newer program made it; one line.
  static Result<ZoneModel> load(std::string_view bytes);
};

/// A zone's departure from its base, in its spreads: the formula of one lead, term by term summed.
float departure_of(const FeatureRow& weights, const FeatureRow& row);

/// √people at the target; ≥ 0.
float root_of(const ZoneModel& model, std::size_t lead, std::size_t zone, const FeatureRow& row, float base_root);

/// By how much √people strays there, usually; > 0.
float unit_of(const ZoneModel& model, std::size_t zone, const AxisSlot& target, float event_share);

/// Of a sum: as though its zones strayed each on its own. What they stray together is in the sum's own intervals.
class SumOfZones {
 public:
  void add(float root, float unit) {
    people_ += root * root;
    squares_ += 4 * root * root * unit * unit;
  }
  float root() const;
  float unit() const;

 private:
  float people_ = 0, squares_ = 0;
};

/// SHA-256 as 64 hexadecimal digits.
std::string checksum_of(std::string_view bytes);

}  // namespace vigie::crowd
