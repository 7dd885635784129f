// SPDX-License-Identifier: Apache-2.0
// The share of people who have set out for an event, by time.
#pragma once

#include "flow/demand.hpp"
#include "model/crowd_scenario.hpp"

namespace vigie::movement {

/// Log-normal in the time that is left before the event begins. With `every_s` above 0 people come by train: those of each interval
/// within the minute (or half the interval, if that is less) after its train. Needs 0 < median < first.
flow::Curve arrival_curve(const CrowdArrival& arrival, double every_s);

}  // namespace vigie::movement
