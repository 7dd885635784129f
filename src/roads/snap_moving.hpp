// SPDX-License-Identifier: Apache-2.0
// Putting a unit onto the street it drives on: not the nearest, but the likeliest by its heading, speed and last street.
#pragma once

#include <optional>

#include "roads/near_routes.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

/// What a unit's device says, and where it was put the last time.
struct Fix {
  geo::Position place;
  std::optional<double> heading_deg;  ///< clockwise from north
  std::optional<double> speed_mps;
  std::optional<OnArc> last;  ///< within the last minute or so; an older one says nothing
};

/// A unit on a street. `snap` has every direction in which it could go on; `on` is the one in which it is taken to drive.
struct MovingSnap {
  Snap snap;
  OnArc on;
};

/// A query object: one per thread. Borrows the graph.
class MovingSnapper {
 public:
  MovingSnapper(const RoadGraph& graph, Profile profile) : graph_(graph), profile_(profile), routes_(graph, profile) {}

  /// The likeliest street within 60 m; beyond, the nearest, as snap() finds it. A unit that stands or crawls (below 3 m/s) has
  /// no heading: a compass in a pocket says nothing. What each sign costs and why: docs/concepts/traces.md.
  std::optional<MovingSnap> snap(const Fix& fix);

 private:
  double cost(const Fix& fix, const Snap& candidate, const OnArc& on) const;
  double cost_from_last(const Fix& fix, const Snap& candidate, const OnArc& on) const;

  const RoadGraph& graph_;
  Profile profile_;
  NearRoutes routes_;
};

/// The same for one fix. Threads: any.
std::optional<MovingSnap> snap_moving(const RoadGraph& graph, const Fix& fix, Profile profile);

}  // namespace vigie::roads
