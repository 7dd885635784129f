// SPDX-License-Identifier: Apache-2.0
// Which units to propose for an incident, and why: by travel time now, status and skills.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "dispatch/response_time.hpp"
#include "dispatch/travel_times.hpp"
#include "model/picture.hpp"

namespace vigie::dispatch {

struct RecommendOptions {
  std::size_t proposed = 5;
  /// A unit whose place is older than this is not proposed: nobody knows where it is. It is counted.
  std::chrono::seconds oldest_position{300};
  /// Name of what answers the travel times, for the record.
  std::string model = "cch/2";
  Mobilisation mobilisation{};
};

/// The best units first. Only free units are looked at; one that lacks a skill the incident asks for comes after all that have
/// it, and says so. The order is that of the median time to arrival, getting under way included (response_time.hpp).
/// Equal times are ordered by id, so that the same input gives the same output.
/// Precondition: the incident has a place.
Recommendation recommend(const Incident& incident, const Picture& picture, const Positions& positions,
                         const TravelTimes& travel_times, Time now, const RecommendOptions& options = {});

/// The skills an incident of that kind asks for.
std::vector<std::string> wanted_skills(const Incident& incident);

/// True where the two propose other units, another order, or an arrival that differs by 15 s or more: worth a record.
bool differs(const Recommendation& one, const Recommendation& other);

}  // namespace vigie::dispatch
