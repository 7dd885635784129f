// SPDX-License-Identifier: Apache-2.0
// The laboratory's bottleneck: a crowd before a passage of a given width, and how many people a second it lets through.
#pragma once

#include <cstdint>
#include <vector>

#include "pedestrians/motion.hpp"
#include "pedestrians/walkers.hpp"

namespace vigie::pedestrians {

struct BottleneckOptions {
  double width_m = 1.0;
  std::size_t people = 180;
  double length_m = 2.8;
  double step_s = 0.05;
  std::uint64_t seed = 1;
  double at_most_s = 300;
  MotionParameters motion;
  Temper temper;
};

struct BottleneckRun {
  double flow_per_s = 0;     ///< of the middle 60 % of the people, at the passage's entrance
  std::size_t passed = 0;    ///< all of them, unless there was a jam
  double longest_gap_s = 0;  ///< between two people after each other, in the middle part
  std::uint64_t person_steps = 0;
};

/// After Seyfried, Passon, Steffen, Boltes, Rupprecht, Klingsch, "New insights into pedestrian flow through bottlenecks",
/// Transportation Science 43, 2009: 3.3 people/m² before a passage 2.8 m long; here 180 people in a room 8 m wide, so that there is
/// a steady part.
BottleneckRun run_bottleneck(const BottleneckOptions& options);

/// What the laboratories measured, people a second; BENCHMARKS.
struct LabFlow {
  double width_m;
  double low_per_s;
  double high_per_s;
};
const std::vector<LabFlow>& lab_flows();

}  // namespace vigie::pedestrians
