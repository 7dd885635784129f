// SPDX-License-Identifier: Apache-2.0
// Usual people first, then what events add; gates from how people change.
#include "sim/crowd_truth.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/random.hpp"
#include "geo/outline.hpp"
#include "sim/crowd_shape.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kWait = 12min;          // on the esplanade, before the turnstiles
constexpr auto kWayOut = 9min;         // over the esplanade, after the whistle
constexpr auto kWalk = 6min;           // from the metro to the esplanade, and back
constexpr auto kPlatform = 5min;       // in the station when people arrive …
constexpr auto kQueue = 12min;         // … and when they leave
constexpr double kByMetro = 0.3;       // of the match's people
constexpr double kConcertNear = 0.12;  // of the concert's people, on each quay beside it
constexpr double kNear_m = 700;
constexpr double kLinkShare = 0.12;  // of a zone's coming and going that is to a neighbour

double dwell_min(ZoneKind kind) {
  switch (kind) {
    case ZoneKind::Square: return 18;
    case ZoneKind::Street: return 9;
    case ZoneKind::Venue: return 90;
    case ZoneKind::Station: return 6;
    case ZoneKind::Park: return 80;
  }
  return 20;
}

/// People at the busiest hour of a usual week, as a share of the capacity.
double usual_share(ZoneKind kind) {
  switch (kind) {
    case ZoneKind::Square: return 0.07;
    case ZoneKind::Street: return 0.28;
    case ZoneKind::Venue: return 0.012;
    case ZoneKind::Station: return 0.4;
    case ZoneKind::Park: return 0.3;
  }
  return 0.1;
}

double minutes_between(Time from, Time until) { return static_cast<double>((until - from).count()) / 60'000; }

}  // namespace

CrowdTruth::CrowdTruth(std::vector<Zone> zones, const TimeZone& zone, std::uint64_t seed, Time today)
    : zones_(std::move(zones)),
      zone_(zone),
      seed_(seed),
      program_(sim::program(seed, zone, today, today - std::chrono::days(36), today + std::chrono::days(15))),
      shut_from_(today - 20min),
      shut_until_(today + 3h) {
  Random chance(seed + 17);
  for (const Zone& it : zones_) {
    most_.push_back(static_cast<double>(it.capacity) * usual_share(it.kind) * chance.between(0.7, 1.3));
    beyond_.emplace_back();
    for (const ZoneGate& gate : it.gates) {
      const auto behind = std::find_if(zones_.begin(), zones_.end(), [&](const Zone& z) { return z.id == gate.to; });
      beyond_.back().push_back(
          behind == zones_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(behind - zones_.begin())));
    }
  }
  give_parts();
}

/// Which zone plays which part: by name where it is the demo city, else what fits.
void CrowdTruth::give_parts() {
  const auto named = [this](const char* id) -> std::optional<std::size_t> {
    for (std::size_t z = 0; z < zones_.size(); ++z)
      if (zones_[z].id == ZoneId(id)) return z;
    return std::nullopt;
  };
  const auto largest = [this](ZoneKind kind) -> std::optional<std::size_t> {
    std::optional<std::size_t> best;
    for (std::size_t z = 0; z < zones_.size(); ++z)
      if (zones_[z].kind == kind && (!best || zones_[z].capacity > zones_[*best].capacity)) best = z;
    return best;
  };
  venue_ = largest(ZoneKind::Venue);
  if (venue_)
    for (const auto& behind : beyond_[*venue_])
      if (behind && std::find(esplanades_.begin(), esplanades_.end(), *behind) == esplanades_.end())
        esplanades_.push_back(*behind);
  concert_ = named("quai-de-la-capitainerie");
  market_ = named("halles-centrales");
  for (std::size_t z = 0; z < zones_.size(); ++z) {
    const bool free_square =
        zones_[z].kind == ZoneKind::Square && std::find(esplanades_.begin(), esplanades_.end(), z) == esplanades_.end();
    if (!concert_ && free_square) concert_ = z;
    else if (!market_ && free_square && z != concert_) market_ = z;
  }
  const auto apart_m = [this](std::size_t a, std::size_t b) {
    return geo::distance_m(geo::middle(zones_[a].outline), geo::middle(zones_[b].outline));
  };
  for (std::size_t z = 0; z < zones_.size(); ++z) {
    if (zones_[z].kind != ZoneKind::Station) continue;
    if (venue_ && apart_m(z, *venue_) < kNear_m &&
        (!venue_station_ || apart_m(z, *venue_) < apart_m(*venue_station_, *venue_)))
      venue_station_ = z;
  }
  shut_ = named("metro-capitainerie");
  for (std::size_t z = 0; z < zones_.size() && !shut_; ++z)
    if (zones_[z].kind == ZoneKind::Station && z != venue_station_) shut_ = z;
  if (shut_)
    for (std::size_t z = 0; z < zones_.size(); ++z)
      if (z != *shut_ && zones_[z].kind == ZoneKind::Station && apart_m(z, *shut_) < 1.5 * kNear_m)
        near_shut_.push_back(z);
}

double CrowdTruth::usual(std::size_t z, Time at) const {
  const Zone& zone = zones_[z];
  const LocalTime local = zone_.local(at);
  const std::uint64_t own = seed_ * 1000 + 31 * z;
  // Today's level, an afternoon's mood, and groups that come and go.
  const double chance = 0.09 * wander(own, at, 24h) + 0.05 * wander(seed_ + 9, at, 20h) +
                        0.06 * wander(own + 1, at, 75min) + 0.03 * wander(own + 2, at, 11min);
  double people = most_[z] * week_shape(zone.kind, local, is_public_holiday(local.day)) * season(zone.kind, at) *
                  weather_factor(zone.kind, weather(seed_, zone_, at)) * std::exp(chance);
  const double closed = std::clamp(minutes_between(shut_from_, at) / 8, 0.0, 1.0) *
                        std::clamp(minutes_between(at, shut_until_) / 8, 0.0, 1.0);
  if (z == shut_) people *= 1 - 0.96 * closed;
  if (std::find(near_shut_.begin(), near_shut_.end(), z) != near_shut_.end()) people *= 1 + 0.45 * closed;
  return people;
}

double CrowdTruth::match_people(std::size_t z, Time at, const Happening& match) const {
  if (z == venue_) return match.attendance * (match.come(at) - match.gone(at));
  if (std::find(esplanades_.begin(), esplanades_.end(), z) != esplanades_.end()) {
    const double waiting = match.come(at + kWait) - match.come(at), leaving = match.gone(at) - match.gone(at - kWayOut);
    return match.attendance * (waiting + leaving) / static_cast<double>(esplanades_.size());
  }
  if (z == venue_station_) {
    const double arriving = match.come(at + kWait + kWalk + kPlatform) - match.come(at + kWait + kWalk);
    const double leaving = match.gone(at - kWayOut - kWalk) - match.gone(at - kWayOut - kWalk - kQueue);
    return kByMetro * match.attendance * (arriving + leaving);
  }
  return 0;
}

double CrowdTruth::event_people(std::size_t z, Time at) const {
  double people = 0;
  for (const Happening& it : program_) {
    if (at < it.start - 4h) break;
    if (at > it.end + 2h || it.attendance <= 0) continue;
    // Rain keeps people from what is under the sky.
    const double kept_away = it.kind == EventKind::Match ? 0.05 : 0.4;
    const double dry = 1 - kept_away * std::min(1.0, weather(seed_, zone_, it.start).rain_mm_per_h / 2);
    const double here = it.attendance * (it.come(at) - it.gone(at));
    if (it.kind == EventKind::Match) people += dry * match_people(z, at, it);
    if (it.kind == EventKind::Market && z == market_) people += dry * here;
    if (it.kind != EventKind::Concert || !concert_) continue;
    if (z == concert_) people += dry * here;
    for (const auto& behind : beyond_[*concert_])
      if (behind == z) people += dry * kConcertNear * here;
  }
  return people;
}

double CrowdTruth::people(std::size_t z, Time at) const { return usual(z, at) + event_people(z, at); }

/// Who walks from one zone into its neighbour, per minute; as many walk back.
double CrowdTruth::linked(std::size_t a, std::size_t b, Time at) const {
  const auto turnover = [&](std::size_t z) { return usual(z, at) / dwell_min(zones_[z].kind); };
  return kLinkShare * std::min(turnover(a), turnover(b));
}

double CrowdTruth::into_venue(Time from, Time until) const {
  return venue_ ? people(*venue_, until) - people(*venue_, from) : 0;
}

/// Through gates to the city: what the zone's change leaves once its neighbours are served, and the usual coming and going.
Passed CrowdTruth::city_side(std::size_t z, Time from, Time until) const {
  const Time between = from + (until - from) / 2;
  double net = people(z, until) - people(z, from);
  if (std::find(esplanades_.begin(), esplanades_.end(), z) != esplanades_.end())
    net += into_venue(from, until) / static_cast<double>(esplanades_.size());
  const double turnover = minutes_between(from, until) * usual(z, between) / dwell_min(zones_[z].kind);
  return {turnover + std::max(net, 0.0), turnover + std::max(-net, 0.0)};
}

Passed CrowdTruth::passed(std::size_t z, std::size_t gate, Time from, Time until) const {
  const auto behind = beyond_[z][gate];
  const auto& gates = beyond_[z];
  if (z == venue_) {
    const double net = into_venue(from, until) / static_cast<double>(gates.size());
    const double staff =
        minutes_between(from, until) * usual(z, from) / dwell_min(ZoneKind::Venue) / static_cast<double>(gates.size());
    return {staff + std::max(net, 0.0), staff + std::max(-net, 0.0)};
  }
  if (behind) {
    const auto alike = static_cast<double>(std::count(gates.begin(), gates.end(), behind));
    const double people = minutes_between(from, until) * linked(z, *behind, from + (until - from) / 2) / alike;
    return {people, people};
  }
  double width = 0;
  for (std::size_t g = 0; g < gates.size(); ++g)
    if (!gates[g]) width += zones_[z].gates[g].width_cm;
  const Passed all = city_side(z, from, until);
  const double share = zones_[z].gates[gate].width_cm / width;
  return {share * all.in, share * all.out};
}

double CrowdTruth::station_share(std::size_t z) const { return z == venue_station_ ? kByMetro : 0; }

Passed CrowdTruth::passed(std::size_t z, Time from, Time until) const {
  if (zones_[z].kind != ZoneKind::Station) {
    Passed all;
    for (std::size_t gate = 0; gate < zones_[z].gates.size(); ++gate) {
      const Passed one = passed(z, gate, from, until);
      all.in += one.in;
      all.out += one.out;
    }
    return all;
  }
  const double turnover =
      minutes_between(from, until) * usual(z, from + (until - from) / 2) / dwell_min(ZoneKind::Station);
  Passed barriers{turnover / 2, turnover / 2};
  for (const Happening& it : program_)
    if (it.kind == EventKind::Match && until > it.start - 4h && from < it.end + 2h) {
      const double people = station_share(z) * it.attendance;
      barriers.out += people * (it.come(until + kWait + kWalk) - it.come(from + kWait + kWalk));
      barriers.in += people * (it.gone(until - kWayOut - kWalk) - it.gone(from - kWayOut - kWalk));
    }
  return barriers;
}

}  // namespace vigie::sim
