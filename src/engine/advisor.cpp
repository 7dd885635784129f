// SPDX-License-Identifier: Apache-2.0
// When a recommendation is due, and making it.
#include "engine/advisor.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "dispatch/recommend.hpp"
#include "engine/position_desk.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kRefreshOpen = 10s;
constexpr auto kRefreshEngaged = 30s;

/// The most urgent first, then the oldest.
std::vector<const Incident*> in_order(const Picture& picture) {
  std::vector<const Incident*> open;
  for (const auto& [id, incident] : picture.incidents)
    if (incident->state != IncidentState::Closed && incident->place) open.push_back(incident.get());
  std::sort(open.begin(), open.end(), [](const Incident* a, const Incident* b) {
    return std::pair(a->rank, a->opened) < std::pair(b->rank, b->opened);
  });
  return open;
}

/// What it was computed from: the proposed units' places, to 1e-4 degrees (11 m).
std::string inputs(const Recommendation& made, const Positions& positions) {
  std::string text;
  for (const Candidate& candidate : made.candidates) {
    const UnitPosition* position = positions.find(candidate.unit);
    if (!position) continue;
    text += candidate.unit.text() + ' ' + std::to_string(position->place.lat_e7() / 1000) + ' ' +
            std::to_string(position->place.lon_e7() / 1000) + ' ' + std::to_string(millis(position->seen)) + '\n';
  }
  return text;
}

}  // namespace

Advisor::Advisor(Pictures pictures, PositionDesk& positions, const dispatch::TravelTimes& travel_times,
                 const WallClock& clock, Follow follow, Submit submit)
    : pictures_(std::move(pictures)),
      positions_(positions),
      travel_times_(travel_times),
      clock_(clock),
      follow_(std::move(follow)),
      submit_(std::move(submit)) {}

Advisor::~Advisor() { stop(); }

void Advisor::start() {
  thread_ = std::thread([this] { run(); });
}

void Advisor::stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Advisor::wake() {
  {
    const Lock lock(mutex_);
    woken_ = true;
  }
  ready_.notify_one();
}

void Advisor::run() {
  while (true) {
    {
      Lock lock(mutex_);
      ready_.wait_for(lock.native(), 1s,
                      [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return woken_ || stopping_; });
      if (stopping_) return;
      woken_ = false;
    }
    advise();
  }
}

void Advisor::advise() {
  const auto picture = pictures_();
  const auto positions = positions_.positions();
  const Time now = clock_.now();
  if (follow_ && follow_(*picture, now)) looked_at_.clear();  // what was advised may no longer hold
  std::erase_if(looked_at_, [&](const auto& looked) { return !picture->incidents.find(looked.first); });
  for (const Incident* incident : in_order(*picture))
    if (is_due(*picture, *incident, now)) advise_on(*picture, *incident, *positions, now);
}

bool Advisor::is_due(const Picture& picture, const Incident& incident, Time now) const {
  const auto looked = looked_at_.find(incident.id);
  if (looked == looked_at_.end() || now < looked->second) return true;
  const auto age = now - looked->second;
  if (age >= (incident.state == IncidentState::Open ? kRefreshOpen : kRefreshEngaged)) return true;
  const Recommendation* current = picture.recommendations.find(incident.id);
  if (!current || age < 1s) return false;
  return std::any_of(current->candidates.begin(), current->candidates.end(), [&](const Candidate& candidate) {
    const Unit* unit = picture.units.find(candidate.unit);
    return !unit || unit->status != UnitStatus::Free;
  });
}

void Advisor::advise_on(const Picture& picture, const Incident& incident, const Positions& positions, Time now) {
  looked_at_[incident.id] = now;
  Recommendation made = dispatch::recommend(incident, picture, positions, travel_times_, now);
  const Recommendation* current = picture.recommendations.find(incident.id);
  if (current && !dispatch::differs(*current, made)) return;
  made.sealed_inputs = positions_.seal(inputs(made, positions), now);
  submit_(Recommended{std::move(made)});
}

}  // namespace vigie::engine
