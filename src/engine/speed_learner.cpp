// SPDX-License-Identifier: Apache-2.0
// Places while under way, sums on arrival.
#include "engine/speed_learner.hpp"

#include <chrono>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kWrittenEvery = 1h;
constexpr std::size_t kLeastPoints = 10;  // fewer say nothing about any whole street
constexpr std::size_t kLeastUnits = 2;

bool drives(UnitKind kind) { return kind == UnitKind::Car || kind == UnitKind::Van || kind == UnitKind::Motorbike; }

}  // namespace

SpeedLearner::SpeedLearner(const roads::RoadGraph& graph, const TimeZone& zone)
    : graph_(graph), zone_(zone), matcher_(graph, roads::Profile::Emergency) {}

void SpeedLearner::follow(const Picture& picture, const Positions& positions, Time now) {
  restore(picture);
  if (!written_) written_ = now;
  for (const auto& [id, mission] : picture.missions) {
    const Unit* unit = picture.units.find(mission->unit);
    const UnitPosition* position = positions.find(mission->unit);
    if (mission->state != MissionState::EnRoute || !unit || !drives(unit->kind) || !position) continue;
    Drive& drive = drives_.try_emplace(id, Drive{mission->unit, {}}).first->second;
    const bool newer = drive.trace.empty() || position->seen > drive.trace.back().at;
    if (newer && drive.trace.size() < kMostPoints)
      drive.trace.push_back({position->seen, position->place, position->heading_deg, position->speed_mps});
  }
  std::erase_if(drives_, [&](const auto& each) {
    const Mission* mission = picture.missions.find(each.first);
    if (mission && mission->state == MissionState::EnRoute) return false;
    // Arrived: the way is known. Called off or lost: it is not, and is forgotten unread.
    if (mission && (mission->state == MissionState::OnScene || mission->state == MissionState::Done))
      learn(each.second);
    return true;
  });
}

std::optional<StreetsMeasured> SpeedLearner::due(Time now) {
  if (!written_ || (now >= *written_ && now - *written_ < kWrittenEvery)) return std::nullopt;
  if (unwritten_units_.size() < kLeastUnits) return std::nullopt;
  StreetsMeasured measured{unwritten_.by_class()};
  unwritten_ = roads::MeasuredSpeeds(roads::Profile::Emergency);
  unwritten_units_.clear();
  written_ = now;
  if (measured.sums.empty()) return std::nullopt;
  return measured;
}

void SpeedLearner::restore(const Picture& picture) {
  if (restored_) return;
  restored_ = true;
  for (const auto& [key, sums] : picture.street_speeds) speeds_.add(sums);
  if (!picture.street_speeds.empty()) ++version_;
}

void SpeedLearner::learn(const Drive& drive) {
  if (drive.trace.size() < kLeastPoints) return;
  const roads::Match match = matcher_.match(drive.trace);
  speeds_.add(graph_, match, zone_);
  unwritten_.add(graph_, match, zone_);
  unwritten_units_.insert(drive.unit);
  ++version_;
}

}  // namespace vigie::engine
