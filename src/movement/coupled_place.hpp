// SPDX-License-Identifier: Apache-2.0
// CoupledPlace: one place of a city's simulation walked person by person; who comes in and goes out is the same people in both.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "core/result.hpp"
#include "flow/simulation.hpp"
#include "movement/cut_place.hpp"
#include "pedestrians/simulation.hpp"
#include "pedestrians/walkers.hpp"

namespace vigie::movement {

struct CoupledOptions {
  flow::SimulationOptions streets;
  double step_s = 0.05;  ///< of the place
  std::uint64_t seed = 1;
  pedestrians::MotionParameters motion;
  pedestrians::Temper temper;
  std::vector<std::string> ways_in = {};  ///< what errors call the exits; by number where empty
};

/// A city's streets as a flow, one place of them as persons. A whole person of the flow that stands before an entry becomes a walker as
/// soon as there is room behind the line and not faster than the street's capacity; a walker who leaves becomes one person of the
/// flow, if the street has room, and waits inside if not. Before a full place people queue in the street.
/// Which way out of a square a walker takes is drawn on coming in, as the flow draws it; informed people know how long those wait who stand
/// before each. Everybody is somewhere: in the streets, behind doors, in the place, or gone; to machine precision, at every step.
/// What is less than a person, when nobody follows for half a minute, crosses at a walk, not being anybody: Straggler.
/// Threads: one.
class CoupledPlace {
 public:
  /// `ground`: its exits are the ways into the place, in the order of the square's entries (a section: its `from` end, its `to`
  /// end). Errors: OutOfRange: a place that does not exist, a ground that cannot be, another number of exits, exits between which
  /// nobody can walk, a ground too large; and those of flow::Simulation::create.
  static Result<CoupledPlace> create(const flow::Network& network, const flow::Demand& demand, PlaceId place,
                                     const pedestrians::GroundPlan& ground, const CoupledOptions& options);

  /// One step of the streets and as many of the place as fit into it; `look` after each of those, where there is one.
  void step(const std::function<void(pedestrians::Simulation&)>& look = {});

  double now_s() const { return streets_->now_s(); }
  const flow::Simulation& streets() const { return *streets_; }
  const pedestrians::Simulation& place() const { return *people_; }
  /// Persons in the place, and what is less than a person on its way through it.
  double inside() const;
  std::size_t came_in(std::size_t entry) const { return came_in_[entry]; }
  std::size_t went_out(std::size_t entry) const { return went_out_[entry]; }
  /// People over a line with those parts of people who are nobody.
  double all_in(std::size_t entry) const { return static_cast<double>(came_in_[entry]) + parts_in_[entry]; }
  double all_out(std::size_t entry) const { return static_cast<double>(went_out_[entry]) + parts_out_[entry]; }

 private:
  struct Door {
    flow::SectionId stub = 0;
    std::uint32_t in_slot = 0, out_slot = 0;           // of the stub's outer cell
    double area_m2 = 0;                                // of that cell
    std::vector<pedestrians::Vec> standing = {};       // where people may appear behind the line
    double most_per_s = 0;                             // the street's capacity
    double credit = 1;                                 // persons who may enter now
    std::vector<double> residue = {}, residue_s = {};  // by destination: what was there, and since how long
    std::vector<double> waiting_out = {};              // by destination: left the place, found no room in the street
  };
  struct Straggler {
    double at_s, people;
    std::size_t destination, door;
  };

  CoupledPlace(flow::Simulation streets, pedestrians::Simulation people, CutPlace cut, const CoupledOptions& options);
  void let_in(std::size_t door);
  bool let_in_one(std::size_t door, std::size_t destination, std::vector<pedestrians::Vec>& near);
  std::vector<pedestrians::Vec> near(const Door& door) const;
  std::size_t way_out(std::size_t door, std::size_t destination);
  void let_out(std::size_t door);
  double room(const Door& door) const;
  void send_stragglers(double seconds);
  void tell_waits();
  void put(std::size_t door, std::size_t destination, double people);

  std::unique_ptr<flow::Simulation> streets_;
  std::unique_ptr<pedestrians::Simulation> people_;
  CutPlace cut_;
  CoupledOptions options_;
  Random random_;
  std::vector<Door> doors_;
  std::vector<std::size_t> destination_of_;  // by person
  std::vector<std::size_t> noted_out_;       // by door: crossings already seen
  std::vector<Straggler> stragglers_;
  std::vector<std::size_t> came_in_, went_out_;
  std::vector<std::size_t> told_out_;  // went_out_ when waits were told last
  double told_at_s_;
  std::vector<double> parts_in_, parts_out_;
};

}  // namespace vigie::movement
