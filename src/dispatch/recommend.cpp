// SPDX-License-Identifier: Apache-2.0
// Ranking by time to arrival, with reasons in figures.
#include "dispatch/recommend.hpp"

#include <algorithm>
#include <cstdlib>

namespace vigie::dispatch {
namespace {

constexpr std::int32_t kWorthTelling_s = 15;

/// A free unit and where it is.
struct Free {
  const Unit* unit;
  const UnitPosition* position;
};

std::vector<std::string> missing_skills(const Incident& incident, const Unit& unit) {
  std::vector<std::string> missing;
  for (std::string& skill : wanted_skills(incident))
    if (!unit.skills.contains(skill)) missing.push_back(std::move(skill));
  return missing;
}

Candidate candidate(const Incident& incident, const Free& free, const Travel& travel, Time now,
                    const Mobilisation& mobilisation) {
  Candidate c;
  c.unit = free.unit->id;
  c.kind = free.unit->kind;
  c.status = free.unit->status;
  c.travel_s = way_time(free.unit->kind, travel).p50_s;
  const Quantiles arrival = response_time(free.unit->kind, travel, mobilisation);
  c.eta_s = arrival.p50_s;
  c.eta_p90_s = arrival.p90_s;
  c.distance_m = travel.distance_m;
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - free.position->seen).count();
  c.position_age_s = static_cast<std::int32_t>(std::max<std::int64_t>(0, age));
  c.missing = missing_skills(incident, *free.unit);
  return c;
}

bool better(const Candidate& a, const Candidate& b) {
  if (a.missing.empty() != b.missing.empty()) return a.missing.empty();
  if (a.eta_s != b.eta_s) return a.eta_s < b.eta_s;
  if (a.travel_s != b.travel_s) return a.travel_s < b.travel_s;  // whole seconds of arrival can hide who is nearer
  return a.unit < b.unit;
}

/// Names, for each, the next one and how far ahead of it it is.
void compare_with_next(std::vector<Candidate>& ranked) {
  for (std::size_t i = 0; i + 1 < ranked.size(); ++i) {
    ranked[i].ahead_of = ranked[i + 1].unit;
    ranked[i].ahead_s = ranked[i + 1].eta_s - ranked[i].eta_s;
  }
}

}  // namespace

std::vector<std::string> wanted_skills(const Incident& incident) {
  switch (incident.kind) {
    case ObservationKind::Gunshot: return {"armed"};
    case ObservationKind::OfficerDistress: return {"armed"};
    default: return {};
  }
}

Recommendation recommend(const Incident& incident, const Picture& picture, const Positions& positions,
                         const TravelTimes& travel_times, Time now, const RecommendOptions& options) {
  VIGIE_CHECK(incident.place.has_value());
  Recommendation result;
  result.incident = incident.id;
  result.made = now;
  result.model = options.model;

  std::vector<Free> free;
  std::vector<UnitPosition> places;
  for (const auto& [id, unit] : picture.units) {
    if (unit->status != UnitStatus::Free || unit->distress) continue;
    ++result.considered;
    const UnitPosition* position = positions.find(id);
    if (!position || now - position->seen > options.oldest_position) {
      ++result.without_position;
      continue;
    }
    free.push_back({unit.get(), position});
    places.push_back(*position);
  }

  const auto travels = travel_times.to(*incident.place, places);
  VIGIE_CHECK(travels.size() == free.size());
  for (std::size_t i = 0; i < free.size(); ++i) {
    if (travels[i]) result.candidates.push_back(candidate(incident, free[i], *travels[i], now, options.mobilisation));
    else ++result.unreachable;
  }
  std::sort(result.candidates.begin(), result.candidates.end(), better);
  // One more than proposed is kept until the comparison is made: the last one proposed has its runner-up too.
  if (result.candidates.size() > options.proposed + 1) result.candidates.resize(options.proposed + 1);
  compare_with_next(result.candidates);
  if (result.candidates.size() > options.proposed) result.candidates.resize(options.proposed);
  return result;
}

bool differs(const Recommendation& one, const Recommendation& other) {
  return !std::equal(one.candidates.begin(), one.candidates.end(), other.candidates.begin(), other.candidates.end(),
                     [](const Candidate& a, const Candidate& b) {
                       return a.unit == b.unit && a.missing == b.missing &&
                              std::abs(a.eta_s - b.eta_s) < kWorthTelling_s;
                     });
}

}  // namespace vigie::dispatch
