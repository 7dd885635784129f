// SPDX-License-Identifier: Apache-2.0
// Days of a small made-up network for tests: a daily curve, good and bad days, chance, all from one seed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "crowd/counts.hpp"

namespace vigie::crowd {

/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  /// In [0, 1).
  double uniform() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }
  /// Mean 0, deviation 1; by the sum of twelve.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

 private:
  std::uint64_t state_;
};

/// Every series peaks at mid-day; its busyness drifts through the day, apart from the others'.
inline Counts synthetic_days(std::size_t series, std::size_t days, std::size_t slots, std::uint64_t seed) {
  Chance chance(seed);
  Counts counts(series, days, slots);
  for (std::size_t day = 0; day < days; ++day) {
    std::vector<double> busy(series, 0.0);
    for (std::size_t slot = 0; slot < slots; ++slot) {
      const double curve =
          60 + 200 * std::sin(3.14159 * static_cast<double>(slot + 1) / static_cast<double>(slots + 1));
      for (std::size_t one = 0; one < series; ++one) {
        busy[one] = 0.9 * busy[one] + 0.12 * chance.normal();
        const double mean = curve * (1 + 0.1 * static_cast<double>(one)) * std::exp(busy[one]);
        counts.set(one, day, slot, std::max(0.0, std::round(mean + std::sqrt(mean) * chance.normal())));
      }
    }
  }
  return counts;
}

inline std::vector<Day> workdays(std::size_t count) {
  std::vector<Day> days;
  for (std::size_t day = 0; day < count; ++day) days.push_back({static_cast<int>(day % 5), DayKind::Workday});
  return days;
}

}  // namespace vigie::crowd
