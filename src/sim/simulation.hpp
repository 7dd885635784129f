// SPDX-License-Identifier: Apache-2.0
// Simulation: a day in a city that drives the same engine as the real one, for demonstration, training and tests.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/mutex.hpp"
#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "links/crowd_intake.hpp"
#include "links/intake.hpp"
#include "links/road_intake.hpp"
#include "links/tasking.hpp"

namespace vigie::city {
class City;
}

namespace vigie::sim {

struct Options {
  std::uint64_t seed = 1;
  double speed = 1;  ///< simulated seconds per second, 1 to 60
  int units = 24;
  Time start;                           ///< when the simulated day begins, on the wall
  links::RoadIntake* roads = nullptr;   ///< where its road authority publishes, at the first step; none: it does not
  links::CrowdIntake* crowd = nullptr;  ///< where its sensors, feeds and calendars publish; none: they do not
  std::chrono::days past{0};            ///< so much of the past is published at the first step, for who has none
  TimeZone zone = TimeZone::named("UTC").value();  ///< of the city
};

/// Everything it sends comes from sources "sim/…", its road changes from "feed/sim"; the links of its units say "simulated". The same seed and the same steps
/// give the same day. Units, alarms and calls live at `speed`; the crowd on the clock on the wall (crowd_day.hpp). What is asked of a crew is asked by a person, as for a real one: the simulation decides nothing.
/// Threads: step() one; send() any.
class Simulation : public links::TaskingSender {
 public:
  /// Borrows both.
  Simulation(const city::City& city, links::Intake& intake, Options options);
  ~Simulation() override;

  /// Lives until `now`; to be called about ten times a second. The first step enrols the units.
  void step(Time now);

  /// For a unit that is not simulated: nothing.
  void send(const links::Tasking& tasking) override;

 private:
  struct Day;

  void enrol(Time now);
  void publish_works();
  void publish_crowd(Time now);
  void deliver();
  void report(Time now);

  links::Intake& intake_;
  const Options options_;
  const city::City& city_;
  std::unique_ptr<Day> day_;
  Mutex mutex_;
  std::vector<links::Tasking> inbox_ GUARDED_BY(mutex_);
};

}  // namespace vigie::sim
