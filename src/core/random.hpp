// SPDX-License-Identifier: Apache-2.0
// Random: a seeded source of chance that gives the same numbers on every machine.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace vigie {

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). The standard's distributions differ between libraries; these do not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  /// 0 <= value < 1.
  double share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * share(); }
  /// 0 <= value < count.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(share() * static_cast<double>(count)); }
  /// Standard normal (Box and Muller 1958; one of the pair).
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - share()));
    return radius * std::cos(2 * std::numbers::pi * share());
  }
  /// Normal, drawn again until it lies within the bounds; the bound itself after a hundred attempts.
  double normal(double mean, double deviation, double low, double high) {
    for (int attempt = 0; attempt < 100; ++attempt) {
      const double value = mean + deviation * normal();
      if (value >= low && value <= high) return value;
    }
    return mean < low ? low : mean > high ? high : mean;
  }
  /// A factor with median 1: exp(spread × normal).
  double factor(double spread) { return std::exp(spread * normal()); }
  /// Waiting time until the next of events that come `per_hour`, in seconds.
  double wait_s(double per_hour) { return -std::log(1 - share()) * 3600 / per_hour; }

 private:
  std::uint64_t state_;
};

}  // namespace vigie
