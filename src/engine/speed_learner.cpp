// SPDX-License-Identifier: Apache-2.0
// Places while under way, sums on arrival.
#include "engine/speed_learner.hpp"

#include <chrono>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kWrittenEvery = 1h;
constexpr std::size_t kLeastPoints = 10;  // fewer say nothing about any whole street
constexpr std::size_t kLeastUnits = 3;    // one of two would know the other's

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
  ++version_;
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
  drives_over_.push_back(driven(match));  // before its own speeds are among those that predict it
  if (drives_over_.size() > kMostDrives) drives_over_.pop_front();
  model_ = roads::fit(std::vector(drives_over_.begin(), drives_over_.end())).model;
  speeds_.add(graph_, match, zone_);
  unwritten_.add(graph_, match, zone_);
  unwritten_units_.insert(drive.unit);
}

roads::DrivenTime SpeedLearner::driven(const roads::Match& match) const {
  roads::DrivenTime time{0, 0};
  for (const roads::MatchedPiece& piece : match.pieces)
    for (std::size_t i = 0; i + 1 < piece.passages.size(); ++i) {
      const roads::Passage& passage = piece.passages[i];
      const std::uint32_t free_ms = graph_.duration_ms(passage.arc, roads::Profile::Emergency);
      if (!passage.whole || free_ms == roads::kClosed) continue;
      const roads::HourBin hour = roads::hour_bin(zone_.local(passage.entered));
      const std::uint32_t wait_ms =
          graph_.turn_delay_ms(passage.arc, piece.passages[i + 1].arc, roads::Profile::Emergency);
      time.predicted_s += (free_ms / speeds_.factor(graph_, passage.arc, hour) + wait_ms) / 1000;
      time.actual_s += std::chrono::duration<double>(passage.left - passage.entered).count();
    }
  return time;
}

}  // namespace vigie::engine
