// SPDX-License-Identifier: Apache-2.0
// Gap after gap: what is usual there, plus a bridge between what was unusual at both ends.
#include "crowd/gap_filling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace vigie::crowd {
namespace {

constexpr std::size_t kWeeks = 4;
constexpr double kForget_slots = 48;
constexpr double kFew = 20;  // people: below so many a ratio says nothing
constexpr std::size_t kStraight_slots = 6;

struct Gap {
  std::size_t first, end;  // [first, end)
};

std::vector<Gap> gaps_of(std::span<const float> people) {
  std::vector<Gap> gaps;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (!std::isnan(people[i])) continue;
    if (gaps.empty() || gaps.back().end != i) gaps.push_back({i, i});
    gaps.back().end = i + 1;
  }
  return gaps;
}

/// The mean of the same slot in other weeks; nothing where none was counted.
std::optional<double> usual(std::span<const float> people, std::size_t slot, std::size_t week) {
  double sum = 0;
  int count = 0;
  for (std::size_t weeks = 1; weeks <= kWeeks; ++weeks)
    for (const bool before : {true, false}) {
      const std::size_t away = weeks * week;
      if (before ? slot < away : slot + away >= people.size()) continue;
      const float value = people[before ? slot - away : slot + away];
      if (std::isnan(value)) continue;
      sum += static_cast<double>(value);
      ++count;
    }
  if (count == 0) return std::nullopt;
  return sum / count;
}

/// What is left of both ends `at` slots after the first: E[x(t) | x(0), x(T)] of an Ornstein-Uhlenbeck process.
double bridge(std::optional<double> left, std::optional<double> right, double at, double length) {
  const double t = at / kForget_slots, whole = length / kForget_slots;
  if (!left && !right) return 0;
  if (!right) return *left * std::exp(-t);
  if (!left) return *right * std::exp(t - whole);
  // sinh(whole - t) / sinh(whole), without overflow for long gaps.
  const double below = -std::expm1(-2 * whole);
  const double of_left = (std::exp(-t) - std::exp(t - 2 * whole)) / below;
  const double of_right = (std::exp(t - whole) - std::exp(-t - whole)) / below;
  return *left * of_left + *right * of_right;
}

}  // namespace

FilledSlots fill_gaps(std::span<const float> people, std::size_t slots_a_week) {
  FilledSlots all{{people.begin(), people.end()}, std::vector<unsigned char>(people.size(), 0)};
  for (const Gap& gap : gaps_of(people)) {
    const auto end_of = [&](bool left) -> std::optional<std::size_t> {
      if (left) return gap.first > 0 ? std::optional(gap.first - 1) : std::nullopt;
      return gap.end < people.size() ? std::optional(gap.end) : std::nullopt;
    };
    const auto from = end_of(true), to = end_of(false);
    const auto unusual = [&](std::optional<std::size_t> slot) -> std::optional<double> {
      if (!slot) return std::nullopt;
      const auto expected = usual(people, *slot, slots_a_week);
      if (!expected) return std::nullopt;
      return (static_cast<double>(people[*slot]) - *expected) / (*expected + kFew);
    };
    const auto left = unusual(from), right = unusual(to);
    const auto length = static_cast<double>(gap.end - gap.first + 1);
    for (std::size_t slot = gap.first; slot < gap.end; ++slot) {
      const auto at = static_cast<double>(slot - gap.first + 1);
      std::optional<double> value;
      if (const auto expected = usual(people, slot, slots_a_week))
        value = *expected + (*expected + kFew) * bridge(left, right, at, length);
      else if (from && to && gap.end - gap.first <= kStraight_slots)
        value = static_cast<double>(people[*from]) +
                at / length * (static_cast<double>(people[*to]) - static_cast<double>(people[*from]));
      if (!value) continue;
      all.people[slot] = static_cast<float>(std::max(0.0, *value));
      all.filled[slot] = 1;
    }
  }
  return all;
}

std::size_t fill_gaps(ZoneHistory& history) {
  constexpr std::size_t kWeek_slots = std::chrono::days(7) / kHistorySlot;
  std::size_t count = 0;
  for (std::size_t zone = 0; zone < history.zones().size(); ++zone) {
    std::vector<float> people(history.slots());
    for (std::size_t slot = 0; slot < people.size(); ++slot)
      people[slot] = history.imputed(slot, zone) ? std::numeric_limits<float>::quiet_NaN() : history.people(slot)[zone];
    const FilledSlots filled = fill_gaps(people, kWeek_slots);
    for (std::size_t slot = 0; slot < people.size(); ++slot) {
      if (!filled.filled[slot]) continue;
      ZoneSlot value = history.at(slot, zone);
      value.people = filled.people[slot];
      value.imputed = true;
      history.put(slot, zone, value);
      ++count;
    }
  }
  return count;
}

}  // namespace vigie::crowd
