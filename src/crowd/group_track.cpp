// SPDX-License-Identifier: Apache-2.0
// Rolls back to the snapshot before the earliest new input, then forward again.
#include "crowd/group_track.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr std::int64_t kSnapshotEvery_steps = 8;
constexpr std::int64_t kClean = std::numeric_limits<std::int64_t>::max();

std::int64_t floor_divided(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

}  // namespace

GroupTrack::GroupTrack(FilterShape shape, Timing timing)
    : shape_(std::move(shape)), timing_(timing), dirty_from_(kClean) {
  VIGIE_CHECK(timing.step.count() > 0 && timing.window_steps > 0);
}

std::int64_t GroupTrack::step_of(Time at) const { return floor_divided(millis(at), timing_.step.count()); }

void GroupTrack::begin_at(std::int64_t step, const std::vector<double>& people, const std::vector<double>& deviation,
                          const std::vector<double>& bias) {
  state_ = crowd::begin(shape_, step, people, deviation, bias);
  snapshots_.assign(1, state_);
  begun_ = true;
}

std::size_t GroupTrack::add_sensor(const FilterShape::Sensor& sensor) {
  shape_.sensors.push_back(sensor);
  if (begun_) {
    crowd::add_sensor(state_);
    for (FilterState& snapshot : snapshots_) crowd::add_sensor(snapshot);
  }
  return shape_.sensors.size() - 1;
}

void GroupTrack::put(std::size_t sensor, std::int64_t step, double value, double noise) {
  Cell& cell = cells_[step][sensor];
  cell.sum += value;
  ++cell.count;
  cell.noise = std::max(cell.noise, noise);
  dirty_from_ = std::min(dirty_from_, step);
}

void GroupTrack::put_flow(std::size_t sensor, Time from, Time until, double people, double noise,
                          std::int64_t newest_step) {
  if (from >= until) from = until - timing_.step;
  const double period_ms = static_cast<double>((until - from).count());
  const std::int64_t last = step_of(until - std::chrono::milliseconds(1));
  const std::int64_t first = std::max(step_of(from), newest_step - timing_.window_steps);
  for (std::int64_t step = first; step <= last; ++step) {
    const Time begins = end_of(step - 1), ends = end_of(step);
    const double overlap_ms = static_cast<double>((std::min(until, ends) - std::max(from, begins)).count());
    Cell& cell = cells_[step][sensor];
    cell.sum += people * overlap_ms / period_ms;
    cell.covered += overlap_ms / static_cast<double>(timing_.step.count());
    cell.count = 1;
    cell.noise = std::max(cell.noise, noise);
  }
  if (first <= last) dirty_from_ = std::min(dirty_from_, first);
}

std::vector<FilterInput> GroupTrack::inputs_of(std::int64_t step) const {
  std::vector<FilterInput> inputs;
  const auto cells = cells_.find(step);
  if (cells == cells_.end()) return inputs;
  for (const auto& [sensor, cell] : cells->second)
    inputs.push_back({sensor, cell.sum / std::max(cell.count, 1), cell.covered, cell.noise});
  return inputs;
}

void GroupTrack::roll_back() {
  // The newest step may still have been filling: it is done again too.
  const std::int64_t from = std::min(dirty_from_, state_.step);
  while (snapshots_.size() > 1 && snapshots_.back().step >= from) snapshots_.pop_back();
  state_ = snapshots_.back();
  dirty_from_ = kClean;
}

void GroupTrack::forget_before(std::int64_t step) {
  while (snapshots_.size() > 1 && snapshots_[1].step <= step) snapshots_.pop_front();
  cells_.erase(cells_.begin(), cells_.lower_bound(std::min(step, snapshots_.front().step)));
}

void GroupTrack::advance(std::int64_t step, const GroupUsual& usual) {
  VIGIE_CHECK(begun_);
  roll_back();
  std::vector<FilterUsual> usuals(shape_.zones.size());
  while (state_.step < step) {
    std::int64_t to = state_.step + 1;
    const auto next = cells_.lower_bound(to);
    const std::int64_t counted = std::min(next == cells_.end() ? step : next->first, step);
    // Nothing was counted for longer than anything may still come in: one long step.
    if (counted - to > timing_.window_steps) to = counted - timing_.window_steps;
    const double minutes = static_cast<double>(to - state_.step) * shape_.step_min;
    for (std::size_t zone = 0; zone < usuals.size(); ++zone)
      usuals[zone] = usual(zone, end_of(state_.step), end_of(to));
    crowd::advance(state_, shape_, to, minutes, inputs_of(to), usuals);
    if (to % kSnapshotEvery_steps == 0) snapshots_.push_back(state_);
  }
  forget_before(step - timing_.window_steps);
}

std::optional<double> GroupTrack::per_min(std::size_t sensor, std::int64_t steps) const {
  double people = 0, covered = 0;
  for (auto cells = cells_.lower_bound(state_.step - steps + 1); cells != cells_.end(); ++cells) {
    const auto cell = cells->second.find(sensor);
    if (cell == cells->second.end()) continue;
    people += cell->second.sum;
    covered += cell->second.covered;
  }
  if (covered <= 0) return std::nullopt;
  return people / (covered * shape_.step_min);
}

}  // namespace vigie::crowd
