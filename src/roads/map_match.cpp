// SPDX-License-Identifier: Apache-2.0
// Viterbi's algorithm over the streets near each place; sigma and beta from a first run over the same trace.
#include "roads/map_match.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "roads/arc_geometry.hpp"
#include "roads/fix_costs.hpp"
#include "roads/on_arc.hpp"
#include "roads/passages.hpp"

namespace vigie::roads {
namespace {

// As the paper where not said otherwise.
constexpr double kFirstSigma_m = 10;  // before anything is known of the device; the paper's own was 4.07
constexpr double kFirstBeta_m = 10;
constexpr double kLeastSigma_m = 3, kMostSigma_m = 30;  // ours: a trace that stands still must not claim to be exact
constexpr double kLeastBeta_m = 2, kMostBeta_m = 100;   // ours
constexpr std::size_t kEnoughToEstimate = 10;           // steps; ours
constexpr double kThin_sigmas = 2;
constexpr double kLeastRadius_m = 50;  // the paper's radius is 200 m, for places in open country
constexpr double kRadius_sigmas = 5;
constexpr std::size_t kCandidates = 10;
constexpr double kMostDetour_m = 500;  // the paper's: 2000
constexpr double kMost_mps = 60;       // 216 km/h between two places on a street: no unit drives that in a city
constexpr double kSlack_m = 100;       // beside that, for the noise of both places
constexpr auto kMostGap = std::chrono::seconds(180);
constexpr std::size_t kMostSkipped =
    3;  // places that no way leads to, before a new piece begins at the first of them; ours
constexpr double kBackwards_sigmas = 2;  // so far behind on the same street is noise
constexpr double kBeam = 150;            // a state that much less likely (e^-150) never wins

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::size_t best_of(std::span<const double> costs) {
  return static_cast<std::size_t>(std::min_element(costs.begin(), costs.end()) - costs.begin());
}

}  // namespace

MapMatcher::MapMatcher(const RoadGraph& graph, Profile profile)
    : graph_(graph), profile_(profile), routes_(graph, profile) {}

std::vector<MapMatcher::State> MapMatcher::states(const TracePoint& point, const Model& model) const {
  std::vector<State> out;
  const double radius_m = std::max(kLeastRadius_m, kRadius_sigmas * model.sigma_m);
  for (const Snap& snap : snap_candidates(graph_, point.place, profile_, {.count = kCandidates, .radius_m = radius_m}))
    for (const std::optional<OnArc>& on : directions(snap)) {
      if (!on) continue;
      double cost = gaussian_cost(snap.distance_m / model.sigma_m);
      if (point.heading_deg && point.speed_mps && *point.speed_mps >= kMoving_mps)
        cost += heading_cost(*point.heading_deg, *point.speed_mps, on_map(graph_, *on).heading_deg);
      out.push_back({*on, snap.distance_m, cost, 0, 0, on->arc, {}});
    }
  return out;
}

/// Leaves in `next` the states that some state before leads to; false where there is none.
bool MapMatcher::extend(const Column& before, Column& next, std::span<const TracePoint> trace, const Model& model) {
  const TracePoint &from = trace[before.number], &to = trace[next.number];
  const double air_m = geo::distance_m(from.place, to.place);
  const double seconds = std::chrono::duration<double>(to.at - from.at).count();
  const double limit_m = std::min(air_m + kMostDetour_m, seconds * kMost_mps + kSlack_m);
  if (limit_m < air_m - kSlack_m) return false;
  std::vector<OnArc> goals;
  for (const State& state : next.states) goals.push_back(state.on);
  std::vector<double> least(next.states.size(), std::numeric_limits<double>::infinity());
  const auto offer = [&](std::size_t i, std::size_t k, double length_m, double free_s, ArcId reached, auto&& way) {
    const double detour_m = std::abs(length_m - air_m);
    // Noise along the street makes a short way longer: two sigmas of it are not held against the speed.
    const double sure = std::max(0.0, length_m - 2 * model.sigma_m) / std::max(1.0, length_m);
    const double cost = before.states[i].cost + detour_m / model.beta_m + speed_cost(sure * free_s / seconds);
    if (!(cost < least[k])) return;
    least[k] = cost;
    State& state = next.states[k];
    state.before = i;
    state.detour_m = detour_m;
    state.reached = reached;
    state.way = way();
  };
  const auto by_cost = [](const State& a, const State& b) { return a.cost < b.cost; };
  const double best = std::min_element(before.states.begin(), before.states.end(), by_cost)->cost;
  for (std::size_t i = 0; i < before.states.size(); ++i) {
    const State& state = before.states[i];
    if (state.cost > best + kBeam) continue;
    routes_.run({state.reached, state.on.offset_cm}, goals, static_cast<std::uint32_t>(limit_m * 100));
    for (std::size_t k = 0; k < goals.size(); ++k) {
      const bool behind = goals[k].arc == state.on.arc && goals[k].offset_cm < state.on.offset_cm;
      if (behind && state.on.offset_cm - goals[k].offset_cm <= kBackwards_sigmas * model.sigma_m * 100)
        offer(i, k, 0, 0, state.reached, [&] { return std::vector{state.reached}; });
      const std::optional<NearRoutes::Found> found = routes_.to(goals[k]);
      if (!found) continue;
      offer(i, k, found->length_cm / 100.0, found->duration_ms / 1000.0, found->last,
            [&] { return routes_.path(goals[k]); });
    }
  }
  std::vector<State> reached;
  for (std::size_t k = 0; k < next.states.size(); ++k) {
    if (!std::isfinite(least[k])) continue;
    next.states[k].cost += least[k];
    reached.push_back(std::move(next.states[k]));
  }
  if (reached.empty()) return false;
  next.states = std::move(reached);
  return true;
}

MatchedPiece MapMatcher::trace_back(std::span<const Column> columns, std::span<const TracePoint> trace,
                                    std::vector<double>& distances_m, std::vector<double>& detours_m) const {
  std::vector<double> costs;
  for (const State& state : columns.back().states) costs.push_back(state.cost);
  std::size_t at = best_of(costs);
  MatchedPiece piece;
  std::vector<Waypoint> waypoints;
  for (std::size_t i = columns.size(); i-- > 0;) {
    const State& state = columns[i].states[at];
    piece.points.push_back({columns[i].number, state.on});
    waypoints.push_back({state.on, trace[columns[i].number].at, state.way});
    distances_m.push_back(state.distance_m);
    if (i > 0) detours_m.push_back(state.detour_m);
    at = state.before;
  }
  std::reverse(piece.points.begin(), piece.points.end());
  std::reverse(waypoints.begin(), waypoints.end());
  piece.passages = passages(graph_, profile_, waypoints);
  return piece;
}

Match MapMatcher::run(std::span<const TracePoint> trace, const Model& model, std::vector<double>& distances_m,
                      std::vector<double>& detours_m) {
  Match out;
  out.sigma_m = model.sigma_m;
  out.beta_m = model.beta_m;
  std::vector<std::size_t Match::*> fates(trace.size(), nullptr);  // what was not used, and why
  std::vector<std::size_t> in_order;
  for (std::size_t i = 0; i < trace.size(); ++i) {
    if (in_order.empty() || trace[i].at > trace[in_order.back()].at) in_order.push_back(i);
    else fates[i] = &Match::out_of_order;
  }
  std::vector<Column> columns;
  std::vector<std::size_t> waiting;  // of in_order: since the last column, and not reached from it
  const auto close = [&] {
    if (columns.size() >= 2) out.pieces.push_back(trace_back(columns, trace, distances_m, detours_m));
    else if (!columns.empty()) fates[columns.front().number] = &Match::unreachable;
    columns.clear();
  };
  std::size_t at = 0;
  while (at < in_order.size() || !waiting.empty()) {
    const std::size_t i = at < in_order.size() ? in_order[at] : trace.size();
    const bool over = i == trace.size() || waiting.size() == kMostSkipped ||
                      (!columns.empty() && trace[i].at - trace[columns.back().number].at > kMostGap);
    if (over && !columns.empty()) {  // what could not be reached may be a piece of its own
      close();
      if (!waiting.empty()) at = waiting.front();
      waiting.clear();
      continue;
    }
    ++at;
    if (!columns.empty() && waiting.empty() &&
        geo::distance_m(trace[columns.back().number].place, trace[i].place) < kThin_sigmas * model.sigma_m) {
      fates[i] = &Match::thinned;
      continue;
    }
    Column next{i, states(trace[i], model)};
    fates[i] = next.states.empty() ? &Match::off_street : nullptr;
    if (next.states.empty()) continue;
    if (!columns.empty() && !extend(columns.back(), next, trace, model)) {
      fates[i] = &Match::unreachable;
      waiting.push_back(at - 1);
      continue;
    }
    columns.push_back(std::move(next));
    waiting.clear();
  }
  close();
  for (std::size_t Match::*const fate : fates)
    if (fate != nullptr) ++(out.*fate);
  return out;
}

Match MapMatcher::match(std::span<const TracePoint> trace, const MatchOptions& options) {
  VIGIE_CHECK(!options.sigma_m || *options.sigma_m > 0);
  VIGIE_CHECK(!options.beta_m || *options.beta_m > 0);
  Model model{options.sigma_m.value_or(kFirstSigma_m), options.beta_m.value_or(kFirstBeta_m)};
  std::vector<double> distances_m, detours_m;
  Match first = run(trace, model, distances_m, detours_m);
  if ((options.sigma_m && options.beta_m) || detours_m.size() < kEnoughToEstimate) return first;
  // Equations 3 and 4 of the paper: medians, which outliers do not move.
  if (!options.sigma_m) model.sigma_m = std::clamp(1.4826 * median(distances_m), kLeastSigma_m, kMostSigma_m);
  if (!options.beta_m) model.beta_m = std::clamp(median(detours_m) / std::log(2.0), kLeastBeta_m, kMostBeta_m);
  return run(trace, model, distances_m, detours_m);
}

}  // namespace vigie::roads
