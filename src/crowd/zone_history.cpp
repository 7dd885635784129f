// SPDX-License-Identifier: Apache-2.0
// Rows of equal length, one a slot, appended and cut off as whole rows.
#include "crowd/zone_history.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr float kNotSaid = std::numeric_limits<float>::quiet_NaN();

bool is_count(float value) { return std::isnan(value) || (value >= 0 && std::isfinite(value)); }

template <class Value>
void drop_front(std::vector<Value>& values, std::size_t count) {
  values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

Time history_slot_at(Time at) {
  using Slots = std::chrono::duration<std::int64_t, std::ratio<300>>;
  static_assert(Slots(1) == kHistorySlot);
  return std::chrono::floor<Slots>(at);
}

ZoneHistory::ZoneHistory(std::vector<ZoneId> zones, Time first)
    : zones_(std::move(zones)), first_(history_slot_at(first)) {
  VIGIE_CHECK(std::set<ZoneId>(zones_.begin(), zones_.end()).size() == zones_.size());
}

std::optional<std::size_t> ZoneHistory::index_of(const ZoneId& zone) const {
  const auto found = std::find(zones_.begin(), zones_.end(), zone);
  if (found == zones_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - zones_.begin());
}

std::optional<std::size_t> ZoneHistory::slot_at(Time at) const {
  const Time slot = history_slot_at(at);
  if (slot < first_) return std::nullopt;
  const auto index = static_cast<std::size_t>((slot - first_) / kHistorySlot);
  if (index >= slots()) return std::nullopt;
  return index;
}

ZoneSlot ZoneHistory::at(std::size_t slot, std::size_t zone) const {
  VIGIE_CHECK(slot < slots() && zone < zones_.size());
  const std::size_t cell = slot * zones_.size() + zone;
  return {people_[cell], entered_[cell], left_[cell], imputed_[cell] != 0};
}

void ZoneHistory::extend_to(Time at) {
  const Time last = history_slot_at(at);
  if (zones_.empty() || last < first_) return;
  const std::size_t wanted = (static_cast<std::size_t>((last - first_) / kHistorySlot) + 1) * zones_.size();
  if (wanted <= people_.size()) return;
  people_.resize(wanted, kNotSaid);
  entered_.resize(wanted, kNotSaid);
  left_.resize(wanted, kNotSaid);
  imputed_.resize(wanted, 0);
}

void ZoneHistory::put(std::size_t slot, std::size_t zone, const ZoneSlot& value) {
  VIGIE_CHECK(slot < slots() && zone < zones_.size());
  VIGIE_CHECK(is_count(value.people) && is_count(value.entered) && is_count(value.left));
  const std::size_t cell = slot * zones_.size() + zone;
  people_[cell] = value.people;
  entered_[cell] = value.entered;
  left_[cell] = value.left;
  imputed_[cell] = value.imputed ? 1 : 0;
}

bool ZoneHistory::put(Time at, std::size_t zone, const ZoneSlot& value) {
  if (history_slot_at(at) < first_) return false;
  extend_to(at);
  put(*slot_at(at), zone, value);
  return true;
}

void ZoneHistory::forget_before(Time at) {
  const Time keep = history_slot_at(at);
  if (zones_.empty() || keep <= first_) return;
  const std::size_t gone = std::min(static_cast<std::size_t>((keep - first_) / kHistorySlot), slots());
  drop_front(people_, gone * zones_.size());
  drop_front(entered_, gone * zones_.size());
  drop_front(left_, gone * zones_.size());
  drop_front(imputed_, gone * zones_.size());
  first_ = keep;
}

}  // namespace vigie::crowd
