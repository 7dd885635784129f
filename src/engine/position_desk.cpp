// SPDX-License-Identifier: Apache-2.0
// The positions' own thread.
#include "engine/position_desk.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "core/log.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kRound = 100ms;
constexpr int kRoundsPerSave = 10;     // the lane is written once a second
constexpr int kRoundsPerExpiry = 600;  // keys are looked at once a minute

}  // namespace

PositionDesk::PositionDesk(store::PositionLane& lane, const WallClock& clock, Metrics& metrics)
    : lane_(lane),
      clock_(clock),
      stale_(metrics.counter("vigie_positions_stale_total", "Positions older than what was known, dropped")),
      lane_failures_(metrics.counter("vigie_position_lane_failures_total", "Writes of the sealed lane that failed")) {}

PositionDesk::~PositionDesk() { stop(); }

void PositionDesk::start() {
  Result<std::vector<UnitPosition>> kept = lane_.latest(clock_.now());
  if (!kept) log::warning("positions", "not recovered", {{"why", kept.error().what}});
  else
    for (UnitPosition& position : *kept) report(std::move(position));
  publish_and_keep();
  thread_ = std::thread([this] { run(); });
}

void PositionDesk::stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void PositionDesk::report(UnitPosition position) {
  const Lock lock(mutex_);
  const auto known = latest_.find(position.unit);
  if (known != latest_.end() && known->second.seen > position.seen) {
    stale_.add();
    return;
  }
  latest_.insert_or_assign(position.unit, position);
  unsaved_.insert_or_assign(position.unit, std::move(position));
  changed_ = true;
}

std::string PositionDesk::seal(std::string_view plain, Time now) {
  const Lock lock(lane_mutex_);
  Result<std::string> sealed = lane_.seal(plain, now);
  if (sealed) return std::move(*sealed);
  lane_failures_.add();
  return {};
}

void PositionDesk::run() {
  while (true) {
    {
      Lock lock(mutex_);
      wake_.wait_for(lock.native(), kRound,
                     [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return stopping_; });
      if (stopping_) break;
    }
    publish_and_keep();
  }
  rounds_ = 0;  // the last round saves
  publish_and_keep();
}

void PositionDesk::publish_and_keep() {
  Positions next;
  bool changed = false;
  std::vector<UnitPosition> batch;
  const bool save = rounds_ % kRoundsPerSave == 0;
  {
    const Lock lock(mutex_);
    changed = std::exchange(changed_, false);
    if (changed) {
      next = *published_.get();
      for (const auto& [unit, position] : unsaved_)
        if (const UnitPosition* old = next.find(unit);
            !old || old->seen != position.seen || old->place != position.place)
          next.put(unit, position);
    }
    if (save) {
      for (auto& [unit, position] : unsaved_) batch.push_back(std::move(position));
      unsaved_.clear();
    }
  }
  if (changed) {
    published_.publish(std::make_shared<const Positions>(std::move(next)));
    version_.fetch_add(1, std::memory_order_release);
  }
  const Time now = clock_.now();
  const Lock lock(lane_mutex_);
  if (!batch.empty() && !lane_.append(batch, now)) lane_failures_.add();
  if (rounds_++ % kRoundsPerExpiry == 0 && !lane_.expire(now)) lane_failures_.add();
}

}  // namespace vigie::engine
