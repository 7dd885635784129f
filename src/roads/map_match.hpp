// SPDX-License-Identifier: Apache-2.0
// MapMatcher: which streets a unit drove, from the places its device gave: a hidden Markov model of streets.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "roads/near_routes.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

struct TracePoint {
  Time at;
  geo::Position place;
  std::optional<double> heading_deg;  ///< course over ground; used only with a speed of at least 3 m/s
  std::optional<double> speed_mps;
};

/// A street driven, in one direction.
struct Passage {
  ArcId arc;  ///< no shadow
  Time entered;
  Time left;
  bool whole;  ///< from its start to its end; not the first and the last street of a piece
};

/// A part of a trace without a break.
struct MatchedPiece {
  struct Point {
    std::size_t number;  ///< in the trace
    OnArc on;
  };
  std::vector<Point> points;      ///< at least two; in order
  std::vector<Passage> passages;  ///< each begins where the one before ends
};

struct Match {
  std::vector<MatchedPiece> pieces;
  std::size_t thinned = 0;       ///< too near to the one before to say anything new
  std::size_t off_street = 0;    ///< no street near
  std::size_t unreachable = 0;   ///< skipped, because no way leads there in time; the rest goes on without
  std::size_t out_of_order = 0;  ///< not later than the one before
  double sigma_m = 0;            ///< of the places, estimated
  double beta_m = 0;             ///< of the detours, estimated
};

struct MatchOptions {
  std::optional<double> sigma_m;  ///< else estimated from the trace itself
  std::optional<double> beta_m;   ///< else estimated from the trace itself
};

/// Source: Newson, Krumm, "Hidden Markov map matching through noise and sparseness", ACM SIGSPATIAL GIS 2009.
/// A query object: one per thread. Borrows the graph. Keeps nothing of a trace.
class MapMatcher {
 public:
  MapMatcher(const RoadGraph& graph, Profile profile);

  /// Deterministic. Turn restrictions hold from the first point of a piece to its last.
  Match match(std::span<const TracePoint> trace, const MatchOptions& options = {});

 private:
  /// A candidate: a place on an arc that the unit may have been at.
  struct State {
    OnArc on;
    double distance_m;
    double cost = 0;         // of the best sequence up to here
    double detour_m = 0;     // of the last step of it
    std::size_t before = 0;  // in the column before
    ArcId reached = kNone;   // on.arc, or the shadow of it by which that sequence came
    std::vector<ArcId> way;  // from the state before, both ends included; empty at the start of a piece
  };
  struct Column {
    std::size_t number;  // of the trace's point
    std::vector<State> states;
  };
  struct Model {
    double sigma_m;
    double beta_m;
  };

  Match run(std::span<const TracePoint> trace, const Model& model, std::vector<double>& distances_m,
            std::vector<double>& detours_m);
  std::vector<State> states(const TracePoint& point, const Model& model) const;
  bool extend(const Column& before, Column& next, std::span<const TracePoint> trace, const Model& model);
  MatchedPiece trace_back(std::span<const Column> columns, std::span<const TracePoint> trace,
                          std::vector<double>& distances_m, std::vector<double>& detours_m) const;

  const RoadGraph& graph_;
  Profile profile_;
  NearRoutes routes_;
};

}  // namespace vigie::roads
