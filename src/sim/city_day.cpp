// SPDX-License-Identifier: Apache-2.0
// The simulated day's events. Sources begin with "sim/": nothing here can be mistaken for a sensor.
#include "sim/city_day.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace vigie::sim {
namespace {

constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kKickOff_ms = 45 * kMinute_ms;
constexpr std::int64_t kWhistle_ms = kKickOff_ms + 105 * kMinute_ms;
constexpr std::size_t kButtons = 60;
constexpr double kStadiumSurroundings_m = 700;

struct Rate {
  ObservationKind kind;
  double per_hour;
};
constexpr std::array<Rate, 5> kRates{{{ObservationKind::PanicButton, 3},
                                      {ObservationKind::Call, 8},
                                      {ObservationKind::CameraFlag, 2},
                                      {ObservationKind::Gunshot, 0.2},
                                      {ObservationKind::OfficerDistress, 0.15}}};

constexpr std::array<const char*, 8> kCalls{"Rixe devant un café, une dizaine de personnes",
                                            "Vol à l'arraché, auteur en fuite à pied",
                                            "Personne allongée sur le trottoir, ne répond pas",
                                            "Bagarre à la sortie du métro",
                                            "Tapage, bouteilles jetées d'un balcon",
                                            "Accident, deux véhicules, un blessé léger",
                                            "Enfant perdu, six ans, anorak rouge",
                                            "Dégradations sur un abribus"};
constexpr std::array<const char*, 4> kFlags{"Objet abandonné", "Densité trop élevée", "Véhicule à contresens",
                                            "Personne au sol après une chute"};

double rate_of(ObservationKind kind) {
  return std::find_if(kRates.begin(), kRates.end(), [kind](const Rate& rate) { return rate.kind == kind; })->per_hour;
}

}  // namespace

double attendance_share(std::int64_t at_ms) {
  const auto ramp = [at_ms](std::int64_t from, std::int64_t to) {
    return std::clamp(static_cast<double>(at_ms - from) / static_cast<double>(to - from), 0.0, 1.0);
  };
  return ramp(kKickOff_ms - 60 * kMinute_ms, kKickOff_ms) - ramp(kWhistle_ms, kWhistle_ms + 40 * kMinute_ms);
}

CityDay::CityDay(const Places& places, const std::vector<UnitId>& units, std::uint64_t seed)
    : places_(places), units_(units), chance_(seed) {
  for (std::size_t i = 0; i < kButtons; ++i) buttons_.push_back(places.anywhere(chance_));
  for (const Rate& rate : kRates) plan(rate.kind, 0);
  due_ms_[ObservationKind::PanicButton] = 20'000;
}

void CityDay::plan(ObservationKind kind, std::int64_t from_ms) {
  due_ms_[kind] = from_ms + static_cast<std::int64_t>(1000 * chance_.wait_s(rate_of(kind)));
}

std::vector<Observation> CityDay::until(std::int64_t at_ms, Time now) {
  std::vector<Observation> all;
  for (auto& [kind, due_ms] : due_ms_)
    while (due_ms <= at_ms) {
      now_ms_ = due_ms;
      all.push_back(happen(kind, now));
      plan(kind, due_ms);
    }
  release(at_ms, now, all);
  now_ms_ = at_ms;
  return all;
}

/// An officer in distress is well again after a few minutes, and releases the button.
void CityDay::release(std::int64_t at_ms, Time now, std::vector<Observation>& all) {
  const auto due =
      std::partition(releases_.begin(), releases_.end(), [at_ms](const auto& held) { return held.first > at_ms; });
  for (auto held = due; held != releases_.end(); ++held) {
    Observation released = make(ObservationKind::DistressCleared, held->second.source.text(), *held->second.place, now);
    released.unit = held->second.unit;
    all.push_back(std::move(released));
  }
  releases_.erase(due, releases_.end());
}

Observation CityDay::make(ObservationKind kind, const std::string& source, const geo::Position& place, Time now) {
  return {std::to_string(millis(now)) + "-" + std::to_string(next_id_++),
          SourceId(source),
          kind,
          now,
          now,
          Timeliness::OnTime,
          place,
          {},
          "",
          0};
}

Observation CityDay::happen(ObservationKind kind, Time now) {
  const bool crowd = attendance_share(now_ms_) > 0.02;
  const geo::Position place = crowd && chance_.share() < 0.5
                                  ? places_.near(places_.stadium(), kStadiumSurroundings_m, chance_)
                                  : places_.anywhere(chance_);
  switch (kind) {
    case ObservationKind::PanicButton: {
      const std::size_t button = chance_.below(buttons_.size());
      return make(kind, "sim/button-" + std::to_string(button + 1), buttons_[button], now);
    }
    case ObservationKind::OfficerDistress: {
      const UnitId& unit = units_[chance_.below(units_.size())];
      Observation distress = make(kind, "sim/" + unit.text(), place, now);
      distress.unit = unit;
      releases_.emplace_back(now_ms_ + static_cast<std::int64_t>(chance_.between(90'000, 240'000)), distress);
      return distress;
    }
    case ObservationKind::CameraFlag: {
      Observation flag = make(kind, "sim/camera-" + std::to_string(1 + chance_.below(1200)), place, now);
      flag.text = kFlags[chance_.below(kFlags.size())];
      return flag;
    }
    case ObservationKind::Gunshot:
      return make(kind, "sim/acoustic-" + std::to_string(1 + chance_.below(40)), place, now);
    default: {
      Observation call = make(kind, "sim/call-taker", place, now);
      call.text = kCalls[chance_.below(kCalls.size())];
      return call;
    }
  }
}

}  // namespace vigie::sim
