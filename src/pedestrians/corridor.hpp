// SPDX-License-Identifier: Apache-2.0
// The laboratory's corridor: a run of people through an entrance, 8 m of corridor and an exit, rebuilt and walked again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pedestrians/motion.hpp"
#include "pedestrians/recording.hpp"
#include "pedestrians/walkers.hpp"

namespace vigie::pedestrians {

/// A run as the file names of the HERMES corridor experiments (Düsseldorf 2009) give it.
struct CorridorPlan {
  enum class Ways { One, Two } ways = Ways::One;
  double entrance_m = 1.8;  ///< two-way: of those who come from the north (y > 0)
  double corridor_m = 1.8;
  double exit_m = 1.8;  ///< two-way: the entrance of those who come from the south
};

/// `uo-ENTRANCE-CORRIDOR-EXIT` and `bo|boa|bot-CORRIDOR-LEFT-RIGHT`, widths in centimetres, any case; none for other names and
/// for widths outside 0.4 to 10 m.
std::optional<CorridorPlan> corridor_named(std::string_view name);

/// The measuring box: 2 m long, in the middle of the corridor, as wide as it. Corridor: 0 <= x <= width, -4 <= y <= 4 m.
MeasuringBox measuring_box(const CorridorPlan& plan);

struct CorridorOptions {
  CorridorPlan plan;
  std::size_t from_north = 100;  ///< people who walk towards smaller y
  std::size_t from_south = 0;    ///< two-way only
  double step_s = 0.05;
  std::uint64_t seed = 1;
  double at_most_s = 400;
  MotionParameters motion;
  Temper temper;
};

struct CorridorRun {
  Recording recording;  ///< a frame a step, of the corridor and the halls before and behind it
  std::size_t left = 0;
  std::uint64_t person_steps = 0;
};

CorridorRun run_corridor(const CorridorOptions& options);

}  // namespace vigie::pedestrians
