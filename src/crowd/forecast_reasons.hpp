// SPDX-License-Identifier: Apache-2.0
// Why a zone's forecast is as it is: the terms of its formula, in people.
#pragma once

#include <cstddef>
#include <vector>

#include "crowd/zone_look.hpp"
#include "crowd/zone_model.hpp"
#include "model/crowd.hpp"

namespace vigie::crowd {

/// One point of a zone's forecast, as the formula made it.
struct FormulaPoint {
  std::size_t lead;
  std::size_t target;
  FeatureRow row;
  float base_root;
  float root;
  bool told;  ///< else the usual value is, and the formula has no say
};

/// Usual first; then what the formula's terms add at that point, those of a kind together, where they matter (5 people and
/// 2 %); events by their most within the next day. The terms of a point sum to its forecast, rounding aside.
std::vector<ForecastDriver> drivers_of(const ZoneModel& model, const ZoneNow& look, std::size_t zone,
                                       const FormulaPoint& point);

}  // namespace vigie::crowd
