// SPDX-License-Identifier: Apache-2.0
// Crew: one simulated unit: it patrols, is sent, drives, works, and is free again.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "core/random.hpp"
#include "links/tasking.hpp"
#include "model/unit.hpp"
#include "roads/search.hpp"
#include "sim/places.hpp"

namespace vigie::sim {

/// What the crew reports of a mission, and when it did (simulated milliseconds since the start).
struct Report {
  MissionId mission;
  MissionState state;  ///< Delivered, EnRoute, OnScene or Done
};

/// Moves on the road graph along fastest routes: on patrol at an unhurried pace, to an incident with the emergency profile's
/// times; on foot and with a dog at 1.6 m/s, by bicycle at 4.5 m/s. Threads: one.
class Crew {
 public:
  struct Means {
    const roads::RoadGraph& graph;
    roads::Search& search;
    const Places& places;
  };

  Crew(Means means, UnitId id, UnitKind kind, std::uint64_t seed);

  /// A mission, or its cancelling, reaches the phone.
  void tell(const links::Tasking& tasking, std::int64_t at_ms);

  /// Lives until `at_ms`; answers what it reported meanwhile, in order.
  std::vector<Report> live_until(std::int64_t at_ms);

  /// Where it is; with course and speed while it moves.
  UnitPosition position(Time now) const;

  const UnitId& id() const { return id_; }

 private:
  enum class Doing { Patrol, Standing, Mobilising, Driving, Working };

  void start_route(const geo::Position& to, roads::Profile profile);
  void move_to(std::int64_t at_ms);
  void next(std::vector<Report>& reports);
  void patrol();
  double pace(roads::Profile profile, const roads::Route& route) const;

  Means means_;
  UnitId id_;
  UnitKind kind_;
  Random chance_;
  Doing doing_ = Doing::Standing;
  std::optional<links::Tasking> mission_;
  bool delivered_ = false;
  std::int64_t now_ms_ = 0;
  std::int64_t until_ms_ = 0;             ///< when what it does ends
  std::vector<roads::RoutePoint> route_;  ///< where it drives, and when it passes (since the start)
  std::size_t leg_ = 0;
  geo::Position place_;
  std::optional<double> heading_deg_;
  std::optional<double> speed_mps_;
};

}  // namespace vigie::sim
