// SPDX-License-Identifier: Apache-2.0
// A crew's day.
#include "sim/crew.hpp"

#include <algorithm>
#include <utility>

namespace vigie::sim {
namespace {

constexpr double kPatrolPace = 1.8;  // a patrol looks around: slower than traffic by that factor
constexpr double kFoot_mps = 1.6;
constexpr double kBicycle_mps = 4.5;
constexpr double kPatrolReach_m = 2500;
constexpr double kFootReach_m = 500;

bool on_foot(UnitKind kind) { return kind == UnitKind::Foot || kind == UnitKind::Dog; }

std::int64_t seconds(double s) { return static_cast<std::int64_t>(s * 1000); }

/// Between two points of a route, at a time.
geo::Position along(const roads::RoutePoint& a, const roads::RoutePoint& b, std::int64_t at_ms) {
  if (b.at_ms <= a.at_ms || at_ms >= b.at_ms) return b.place;
  const double share =
      static_cast<double>(std::max<std::int64_t>(0, at_ms - a.at_ms)) / static_cast<double>(b.at_ms - a.at_ms);
  return geo::Position::checked(geo::Latitude{a.place.lat() + share * (b.place.lat() - a.place.lat())},
                                geo::Longitude{a.place.lon() + share * (b.place.lon() - a.place.lon())})
      .value();
}

}  // namespace

Crew::Crew(Means means, UnitId id, UnitKind kind, std::uint64_t seed)
    : means_(means), id_(std::move(id)), kind_(kind), chance_(seed), place_(means.places.anywhere(chance_)) {
  until_ms_ = seconds(chance_.between(0, 20));
}

void Crew::tell(const links::Tasking& tasking, std::int64_t at_ms) {
  const bool cancelled = tasking.state == MissionState::Cancelled;
  if (cancelled && (!mission_ || mission_->mission != tasking.mission)) return;
  route_.clear();
  now_ms_ = std::max(now_ms_, at_ms);
  delivered_ = false;
  if (cancelled) {
    mission_.reset();
    doing_ = Doing::Standing;
    until_ms_ = now_ms_ + seconds(chance_.between(5, 20));
    return;
  }
  mission_ = tasking;
  doing_ = Doing::Mobilising;
  until_ms_ = now_ms_ + seconds(1.5);
}

std::vector<Report> Crew::live_until(std::int64_t at_ms) {
  std::vector<Report> reports;
  while (until_ms_ <= at_ms) {
    now_ms_ = std::max(now_ms_, until_ms_);
    next(reports);
  }
  now_ms_ = std::max(now_ms_, at_ms);
  move_to(now_ms_);
  return reports;
}

/// What it did has ended: what now?
void Crew::next(std::vector<Report>& reports) {
  move_to(now_ms_);
  switch (doing_) {
    case Doing::Standing: patrol(); return;
    case Doing::Patrol:
      doing_ = Doing::Standing;
      until_ms_ = now_ms_ + seconds(chance_.between(20, 120));
      break;
    case Doing::Mobilising:
      if (!std::exchange(delivered_, true)) {
        reports.push_back({mission_->mission, MissionState::Delivered});
        until_ms_ = now_ms_ + seconds(chance_.between(8, 30));
        return;
      }
      reports.push_back({mission_->mission, MissionState::EnRoute});
      doing_ = Doing::Driving;
      start_route(mission_->place, roads::Profile::Emergency);
      return;
    case Doing::Driving:
      reports.push_back({mission_->mission, MissionState::OnScene});
      doing_ = Doing::Working;
      until_ms_ = now_ms_ + seconds(chance_.between(120, 420));
      break;
    case Doing::Working:
      reports.push_back({mission_->mission, MissionState::Done});
      mission_.reset();
      doing_ = Doing::Standing;
      until_ms_ = now_ms_ + seconds(chance_.between(10, 60));
      break;
  }
  route_.clear();
  speed_mps_.reset();
}

void Crew::patrol() {
  doing_ = Doing::Patrol;
  const double reach_m = on_foot(kind_) ? kFootReach_m : kPatrolReach_m;
  start_route(means_.places.near(place_, reach_m, chance_), roads::Profile::Car);
}

double Crew::pace(roads::Profile profile, const roads::Route& route) const {
  const double metres = static_cast<double>(route.travel.length_cm) / 100;
  const double driving_s = std::max(0.001, static_cast<double>(route.travel.duration_ms) / 1000);
  if (on_foot(kind_)) return metres / kFoot_mps / driving_s;
  if (kind_ == UnitKind::Bicycle) return std::max(1.0, metres / kBicycle_mps / driving_s);
  return profile == roads::Profile::Car ? kPatrolPace : 1;
}

void Crew::start_route(const geo::Position& to, roads::Profile profile) {
  const auto from_street = roads::snap(means_.graph, place_, profile);
  const auto to_street = roads::snap(means_.graph, to, profile);
  std::optional<roads::Route> route;
  if (from_street && to_street) route = means_.search.route(means_.graph.metric(profile), *from_street, *to_street);
  route_.clear();
  leg_ = 0;
  until_ms_ = now_ms_ + seconds(30);  // no way there: it waits where it is
  if (!route) return;
  const double slower = pace(profile, *route);
  for (const roads::RoutePoint& point : route->line)
    route_.push_back({point.place, now_ms_ + static_cast<std::int64_t>(static_cast<double>(point.at_ms) * slower)});
  until_ms_ = std::max(now_ms_ + 1000, route_.back().at_ms);
}

void Crew::move_to(std::int64_t at_ms) {
  if (route_.empty()) return;
  while (leg_ + 1 < route_.size() && route_[leg_ + 1].at_ms <= at_ms) ++leg_;
  const roads::RoutePoint& here = route_[leg_];
  if (leg_ + 1 == route_.size()) {
    place_ = here.place;
    speed_mps_.reset();
    return;
  }
  const roads::RoutePoint& ahead = route_[leg_ + 1];
  place_ = along(here, ahead, at_ms);
  heading_deg_ = geo::bearing_deg(here.place, ahead.place);
  speed_mps_ = geo::distance_m(here.place, ahead.place) * 1000 /
               static_cast<double>(std::max<std::int64_t>(1, ahead.at_ms - here.at_ms));
}

UnitPosition Crew::position(Time now) const { return {id_, place_, heading_deg_, speed_mps_, now, now}; }

}  // namespace vigie::sim
