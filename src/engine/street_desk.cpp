// SPDX-License-Identifier: Apache-2.0
// Questions to the live network, each with a search of its own.
#include "engine/street_desk.hpp"

#include <chrono>

#include "dispatch/response_time.hpp"
#include "engine/unit_snaps.hpp"
#include "roads/fast_search.hpp"
#include "roads/travel_model.hpp"

namespace vigie::engine {
namespace {

std::vector<std::optional<roads::Snap>> snapped(const roads::RoadGraph& graph, std::span<const geo::Position> places,
                                                const roads::Metric& metric) {
  std::vector<std::optional<roads::Snap>> snaps;
  snaps.reserve(places.size());
  for (const geo::Position& place : places) snaps.push_back(roads::snap(graph, place, metric));
  return snaps;
}

constexpr std::chrono::seconds kCoverageKept{5};

std::int32_t seconds(std::int64_t ms) { return static_cast<std::int32_t>((ms + 500) / 1000); }

}  // namespace

std::vector<std::vector<std::optional<std::int32_t>>> StreetDesk::travel_times(std::span<const geo::Position> from,
                                                                               std::span<const geo::Position> to,
                                                                               std::optional<Time> at) const {
  const roads::RoadIndex& index = on_.network.index();
  const auto metric = at ? on_.network.at(*on_.picture(), *at) : on_.network.now();
  roads::FastSearch search(index);
  const auto table =
      search.table(*metric, snapped(index.graph(), from, metric->metric), snapped(index.graph(), to, metric->metric));
  std::vector<std::vector<std::optional<std::int32_t>>> rows(from.size());
  for (std::size_t i = 0; i < table.size(); ++i)
    rows[i / to.size()].push_back(table[i] == roads::FastSearch::kNoWay ? std::nullopt
                                                                        : std::optional(seconds(table[i])));
  return rows;
}

Result<MissionRoute> StreetDesk::mission_route(const MissionId& id) const {
  const auto picture = on_.picture();
  const Mission* mission = picture->missions.find(id);
  const bool under_way = mission && mission->state != MissionState::Done && mission->state != MissionState::Cancelled;
  if (!under_way) return Error{ErrorKind::NotFound, "there is no mission " + id.text() + " under way"};
  const Incident* incident = picture->incidents.find(mission->incident);
  const auto positions = on_.positions();
  const UnitPosition* position = positions->find(mission->unit);
  if (!incident || !incident->place || !position)
    return Error{ErrorKind::NotFound, "nobody knows where the unit or the incident of " + id.text() + " is"};

  const roads::RoadIndex& index = on_.network.index();
  const auto metric = on_.network.now();
  const auto start = UnitSnaps(index.graph()).street_of(*position, metric->metric);
  const auto goal = roads::snap(index.graph(), *incident->place, metric->metric);
  roads::FastSearch search(index);
  const auto route = start && goal ? search.route(*metric, *start, *goal) : std::nullopt;
  if (!route) return Error{ErrorKind::NotFound, "no road leads from the unit of " + id.text() + " to its incident"};

  const Time now = on_.clock.now();
  const roads::TravelTime drive = roads::travel_time(route->travel, on_.network.travel_model());
  const Unit* unit = picture->units.find(mission->unit);
  const auto way =
      dispatch::way_time(unit ? unit->kind : UnitKind::Car, {drive.p50_s, route->travel.distance_m(), drive.p90_s});
  MissionRoute found{id, now, way.p50_s, way.p90_s, route->travel.distance_m(), 0, {}};
  found.position_age_s =
      static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::seconds>(now - position->seen).count());
  for (const roads::RoutePoint& point : route->line) found.line.push_back(point.place);
  return found;
}

std::shared_ptr<const Coverage> StreetDesk::coverage(const std::vector<int>& minutes) const {
  const Time now = on_.clock.now();
  const Lock lock(mutex_);
  const bool fresh = newest_ && newest_minutes_ == minutes && now >= newest_->at && now - newest_->at < kCoverageKept;
  if (!fresh) {
    const auto metric = on_.network.now();
    newest_ = std::make_shared<const Coverage>(engine::coverage(
        on_.network.index().graph(), metric->metric, by_district_, *on_.picture(), *on_.positions(), minutes, now));
    newest_minutes_ = minutes;
  }
  return newest_;
}

}  // namespace vigie::engine
