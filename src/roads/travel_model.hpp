// SPDX-License-Identifier: Apache-2.0
// How far a drive's real duration strays from the route's: always a distribution, never one number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/lognormal.hpp"
#include "roads/search.hpp"

namespace vigie::roads {

/// Half the drives take less than the first, nine in ten less than the second.
struct TravelTime {
  std::int32_t p50_s;
  std::int32_t p90_s;
};

/// A drive predicted to take t has the median m = pace · t and is lognormal with a coefficient of variation c:
/// c² = (fixed_sd_s / m)² + proportional². Short drives vary more, long ones average out down to the proportional part.
/// Source of the form: Budge, Ingolfsson, Zerom, "Empirical analysis of ambulance travel times", Management Science 2010.
/// Values: docs/concepts/response-times.md.
struct TravelModel {
  double pace = 1;
  double fixed_sd_s = 20;
  double proportional = 0.2;
};

Lognormal spread(double predicted_s, const TravelModel& model = {});
TravelTime travel_time(const Travel& travel, const TravelModel& model = {});

/// A drive that is over.
struct DrivenTime {
  double predicted_s;
  double actual_s;
};

struct FitOptions {
  double prior_drives = 100;  ///< the model before counts as much as so many drives
};

struct FittedTravel {
  TravelModel model;
  std::size_t used;  ///< drives that were looked at; the rest is longer or shorter than a drive can be by chance
};

/// The model that the drives make likely, held back by the one before: few drives hardly move it. Never more certain than
/// kLeastFixed_s and kLeastProportional. A drive of more than five times or less than a fifth of its prediction is left out (a
/// stop on the way, a clock set wrong), and so is one without a duration.
FittedTravel fit(std::span<const DrivenTime> drives, const TravelModel& before = {}, const FitOptions& options = {});

inline constexpr double kLeastFixed_s = 5;
inline constexpr double kLeastProportional = 0.05;

}  // namespace vigie::roads
