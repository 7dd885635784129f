// SPDX-License-Identifier: Apache-2.0
// People: those who walk, one array per quantity, so that a step reads only what it needs, in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "pedestrians/vec.hpp"

namespace vigie::pedestrians {

/// What a person is like; drawn once, from a group's distribution.
struct Person {
  Vec place;
  double desired_mps = 1.34;
  double time_gap_s = 1.0;
  double start_s = 0;  ///< when the person begins to walk
  std::uint32_t group = 0;
  std::uint32_t route = 0;  ///< which of the simulation's routes
};

/// Every array has one element a person; the order changes when somebody leaves.
struct People {
  std::vector<double> x, y;               ///< metres
  std::vector<float> vx, vy;              ///< metres per second, as of the last step
  std::vector<float> facing_x, facing_y;  ///< length 1
  std::vector<float> desired_mps, time_gap_s;
  std::vector<float> hold_s;        ///< how long the facing is still held, having found a way past
  std::vector<float> out_x, out_y;  ///< {0, 0} inside; beyond an exit, the way on, of length 1
  std::vector<double> start_s;
  std::vector<std::uint32_t> id, group, route, leg;

  std::size_t size() const { return x.size(); }
  Vec place(std::size_t i) const { return {x[i], y[i]}; }
  Vec velocity(std::size_t i) const { return {vx[i], vy[i]}; }
  /// Has left, and is still in the way of those behind.
  bool is_out(std::size_t i) const { return out_x[i] != 0 || out_y[i] != 0; }

  void add(const Person& person, std::uint32_t with_id) {
    x.push_back(person.place.x), y.push_back(person.place.y);
    vx.push_back(0), vy.push_back(0), hold_s.push_back(0), out_x.push_back(0), out_y.push_back(0),
        facing_x.push_back(0), facing_y.push_back(0);
    desired_mps.push_back(static_cast<float>(person.desired_mps));
    time_gap_s.push_back(static_cast<float>(person.time_gap_s));
    start_s.push_back(person.start_s);
    id.push_back(with_id), group.push_back(person.group), route.push_back(person.route), leg.push_back(0);
  }

  /// The last person takes the place of number `i`.
  void remove(std::size_t i) {
    const auto drop = [i](auto&... columns) { ((columns[i] = columns.back(), columns.pop_back()), ...); };
    drop(x, y, vx, vy, facing_x, facing_y, hold_s, out_x, out_y, desired_mps, time_gap_s, start_s, id, group, route,
         leg);
  }
};

}  // namespace vigie::pedestrians
