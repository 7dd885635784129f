// SPDX-License-Identifier: Apache-2.0
// Simulation: people walk their routes over a ground, step by step, until they have left through an exit.
#pragma once

#include <cstdint>
#include <vector>

#include "pedestrians/floor_field.hpp"
#include "pedestrians/ground.hpp"
#include "pedestrians/motion.hpp"
#include "pedestrians/neighbours.hpp"
#include "pedestrians/people.hpp"

namespace vigie::pedestrians {

/// Lines to reach in order; each an index into the simulation's targets. The last should be an exit: others are only passed by.
struct Route {
  std::vector<std::uint32_t> targets;
};

/// Beyond an exit people still take room for so long a way, metres: an exit has the flow of a gate, not that of a void.
inline constexpr double kBeyond_m = 2.0;

/// Somebody crossed a measuring line, or left by an exit.
struct Crossing {
  double at_s;
  std::uint32_t person;
  int side;  ///< +1 from the line's right to its left, -1 the other way
};

/// Same ground, people and options: the same steps, byte for byte.
/// Threads: one.
class Simulation {
 public:
  struct Options {
    double step_s = 0.05;
    MotionParameters motion;
    double most_cells = Raster::kMostCells;  ///< of each floor field, and how large a cell may be for that (Raster)
    double coarsest_m = Raster::kCoarsest_m;
    bool own_exit_only = false;  ///< an exit is a wall to whoever has another as the route's last target
  };

  /// Targets are the ground's exits, in order, then `waypoints`; floor fields are computed here, for those that routes use.
  Simulation(const Ground& ground, std::vector<Segment> waypoints, std::vector<Route> routes, const Options& options);

  /// Puts a person on the ground; the number by which crossings name it. The place must be on the ground, the route exist.
  std::uint32_t add(const Person& person);
  /// A line at which crossings are noted; its number.
  std::size_t measure(const Segment& line);

  /// While barred nobody leaves by the exit: people wait before it. Whoever is outside already walks on.
  void bar(std::size_t exit, bool barred) { barred_[exit] = barred; }

  void step();

  double now_s() const { return static_cast<double>(steps_) * options_.step_s; }
  /// Everybody inside, and who has just left (People::is_out): they walk on for kBeyond_m, in the way of those behind.
  const People& people() const { return people_; }
  std::size_t inside() const { return next_id_ - left_; }
  const Ground& ground() const { return ground_; }
  const std::vector<Crossing>& crossings(std::size_t line) const { return lines_[line].crossings; }
  const std::vector<Crossing>& left_by(std::size_t exit) const { return left_by_[exit]; }
  std::size_t ever_added() const { return next_id_; }
  /// Persons moved, summed over the steps so far.
  std::uint64_t person_steps() const { return person_steps_; }
  /// Metres on foot along the route, from line to line by their middles; FloorField::kNoWay where there is no way.
  float distance_m(Vec p, std::uint32_t route) const;
  /// People/m² around each person, in the order of people(); see voronoi.hpp.
  std::vector<float> personal_densities_per_m2();
  /// How close two people are now, centre to centre, infinite for fewer than two; slow.
  double closest_m() const;

 private:
  struct Line {
    Segment where;
    std::vector<Crossing> crossings;
  };

  void wish_all();
  void move_all();
  Vec moved(std::size_t i) const;
  void leave(std::size_t i, Vec from, Vec to);
  bool may_leave(std::size_t i, std::uint32_t exit) const;
  bool is_gone(std::size_t i) const;
  void note_lines(std::size_t i, Vec from, Vec to);
  void pass_waypoint(std::size_t i, Vec from, Vec to);
  const FloorField& field(std::uint32_t target) const { return fields_[field_of_[target]]; }

  Ground ground_;
  Options options_;
  std::vector<Segment> targets_;
  std::vector<Route> routes_;
  std::vector<FloorField> fields_;
  std::vector<std::size_t> field_of_;   // by target
  std::vector<std::uint32_t> exit_of_;  // by person; who is inside has none
  std::vector<double> left_at_s_;       // by person
  Neighbours neighbours_;
  Motion motion_;
  People people_;
  Wish wish_;
  std::vector<Line> lines_;
  std::vector<std::vector<Crossing>> left_by_;
  std::vector<bool> barred_;  // by exit
  std::uint32_t next_id_ = 0;
  std::size_t left_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t person_steps_ = 0;
};

}  // namespace vigie::pedestrians
