// SPDX-License-Identifier: Apache-2.0
// ZoneFilter: the Kalman filter of one group of zones: people, trend and sensors' biases, one time step after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vigie::crowd {

/// What does not change; zones and sensors are numbered within the group.
struct FilterShape {
  struct ZonePart {
    double capacity = 1;
    double gates_m = 0;  ///< width of all its gates
  };
  struct Sensor {
    std::size_t zone = 0;  ///< of which it speaks
    double gain = 1;       ///< what it says of one person in the zone; 0: it counts a flow
    double share = 1;      ///< of the zone that it sees
    // Of a flow: who passes leaves `from` and enters `to`; absent: the rest of the city.
    std::optional<std::size_t> from, to;
    double width_m = 0;             ///< of the gate
    std::size_t direction_key = 0;  ///< the same for sensors that count the same passage the same way
    bool all_gates = false;         ///< counts them together

    bool flow() const { return gain == 0; }
  };
  double step_min = 0.25;  ///< minutes of a step
  std::vector<ZonePart> zones;
  std::vector<Sensor> sensors;

  std::size_t size() const { return 2 * zones.size() + sensors.size(); }
};

/// What one sensor said in one step.
struct FilterInput {
  std::size_t sensor = 0;
  double value = 0;    ///< mean of the step; of a flow: people of this step
  double covered = 1;  ///< of a flow: which part of the step it counted
  double noise = 0;    ///< standard deviation, as a share of the value
};

/// What is usual before and after a step.
struct FilterUsual {
  bool known = false;
  double before = 0, after = 0, deviation = 0;
};

struct FilterState {
  std::int64_t step = 0;
  /// People of each zone, their trend per minute, then the logarithm of each sensor's bias.
  std::vector<double> mean;
  std::vector<double> covariance;    ///< rows one after the other
  std::vector<double> agility;       ///< by zone, >= 1: how much livelier it is than usual
  std::vector<double> surprise;      ///< by sensor: its newest deviation from what was foreseen, in standard deviations
  std::vector<std::int64_t> heard;   ///< by sensor: newest step with a value
  std::vector<std::int64_t> closed;  ///< by zone: newest step in which all gates were counted

  double people(std::size_t zone) const { return mean[zone]; }
  double variance(std::size_t zone) const { return covariance[zone * mean.size() + zone]; }
};

/// Begins at `step` with people and deviation of each zone, and the biases given (logarithms).
FilterState begin(const FilterShape& shape, std::int64_t step, std::span<const double> people,
                  std::span<const double> deviation, std::span<const double> bias);

/// Variance that the filter's own lacks where sources of a zone contradict each other by more than their biases usually
/// differ: nobody knows which is right. Source: Birge 1932, the ratio that widens an average of inconsistent values.
double disagreement(const FilterState& state, const FilterShape& shape, std::size_t zone);

/// Room for one more sensor at the end of the shape's list.
void add_sensor(FilterState& state);

/// To `step`, whose end is `minutes` later than that of the state's; more than one step only where nothing was counted between. Cost: square of the group's size for each input.
void advance(FilterState& state, const FilterShape& shape, std::int64_t step, double minutes,
             std::span<const FilterInput> inputs, std::span<const FilterUsual> usual);

}  // namespace vigie::crowd
