// SPDX-License-Identifier: Apache-2.0
// WalkReport: what a scenario's run tells: who left when and where, how dense it became, and a map of it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pedestrians/scenario.hpp"

namespace vigie::pedestrians {

/// Thresholds of the field (Fruin 1971; Still 2000), people/m²: walking slows, contact, danger.
inline constexpr double kThresholds_per_m2[] = {2.0, 3.57, 5.55};

/// Everybody at one moment.
struct Scene {
  double at_s = 0;
  People people;
  std::vector<float> density_per_m2;  ///< personal, by person
};

struct WalkReport {
  struct Passage {
    std::size_t people = 0;
    double first_s = 0, last_s = 0;
    double flow_per_s = 0;       ///< mean from the first to the last
    double peak_flow_per_s = 0;  ///< best ten seconds
    std::size_t to_left = 0;     ///< of them, from the line's right side to its left
  };
  struct Box {
    double peak_count_per_m2 = 0;    ///< people in it over its area
    double peak_voronoi_per_m2 = 0;  ///< mean personal density of the people in it
    double above_s[3] = {0, 0, 0};   ///< seconds above each of the thresholds (personal density)
  };
  struct Moment {
    double at_s;
    std::size_t inside;
    double mean_speed_mps;
    double densest_per_m2;  ///< of the map's cells
  };
  struct Map {
    Vec low;
    double cell_m = 1;
    std::size_t columns = 0, rows = 0;
    std::vector<float> peak_per_m2;  ///< highest mean personal density of two people or more in a cell, over time
  };

  std::size_t people = 0;
  std::size_t left = 0;
  std::optional<double> all_left_s;
  double half_left_s = 0, most_left_s = 0;  ///< 50 % and 95 % of the people; 0 where so many did not leave
  std::vector<Passage> exits, lines;
  std::vector<Box> boxes;
  std::vector<Moment> moments;  ///< every second
  Map map;
  double densest_per_m2 = 0;
  Vec densest_at;
  double densest_s = 0;
  Scene densest;             ///< that moment
  std::vector<Track> paths;  ///< of at most 150 people, one place a second
  std::uint64_t person_steps = 0;
};

/// Follows a simulation; call look() after each step.
/// Threads: one.
class WalkObserver {
 public:
  /// `expected`: how many people will have been there; paths are drawn of some of them.
  WalkObserver(const Scenario& scenario, const Simulation& simulation, std::size_t expected);

  void look(Simulation& simulation);
  const WalkReport& so_far() const { return report_; }
  WalkReport finish(const Simulation& simulation);

 private:
  void look_at_boxes(const People& people, const std::vector<float>& density_per_m2);
  double draw_map(const People& people, const std::vector<float>& density_per_m2, double now_s);

  const Scenario& scenario_;
  WalkReport report_;
  double next_s_ = 0;
  std::uint32_t follow_every_;
};

}  // namespace vigie::pedestrians
