// SPDX-License-Identifier: Apache-2.0
// GroupTrack: one group's filter over time: inputs by step, and snapshots from which late input is worked in.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <vector>

#include "core/time.hpp"
#include "crowd/zone_filter.hpp"

namespace vigie::crowd {

/// Of the group's zone by its number, at a moment.
using GroupUsual = std::function<FilterUsual(std::size_t zone, Time before, Time after)>;

/// Threads: one.
class GroupTrack {
 public:
  struct Timing {
    std::chrono::milliseconds step;
    std::int64_t window_steps;  ///< so far back input is still worked in
  };
  GroupTrack(FilterShape shape, Timing timing);

  const FilterShape& shape() const { return shape_; }
  bool begun() const { return begun_; }
  const FilterState& state() const { return state_; }

  void begin_at(std::int64_t step, const std::vector<double>& people, const std::vector<double>& deviation,
                const std::vector<double>& bias);
  std::size_t add_sensor(const FilterShape::Sensor& sensor);

  /// A value of a moment.
  void put(std::size_t sensor, std::int64_t step, double value, double noise);
  /// People who passed from `from` to `until`, each step its part; what lies before the window is left.
  void put_flow(std::size_t sensor, Time from, Time until, double people, double noise, std::int64_t newest_step);

  void advance(std::int64_t step, const GroupUsual& usual);

  /// People per minute that a flow sensor counted over the last `steps`; nothing where it covered none of them.
  std::optional<double> per_min(std::size_t sensor, std::int64_t steps) const;

  std::int64_t step_of(Time at) const;
  Time end_of(std::int64_t step) const { return Time((step + 1) * timing_.step); }

 private:
  struct Cell {
    double sum = 0;
    int count = 0;
    double covered = 0;
    double noise = 0;
  };

  std::vector<FilterInput> inputs_of(std::int64_t step) const;
  void roll_back();
  void forget_before(std::int64_t step);

  FilterShape shape_;
  Timing timing_;
  bool begun_ = false;
  FilterState state_;
  std::deque<FilterState> snapshots_;  ///< older first; at least one once begun
  std::map<std::int64_t, std::map<std::size_t, Cell>> cells_;
  std::int64_t dirty_from_;
};

}  // namespace vigie::crowd
