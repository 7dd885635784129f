// SPDX-License-Identifier: Apache-2.0
// Dice of our own: the standard library's distributions differ between implementations, and the demo city must not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vigie::city::demo {

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  /// 0 <= value < 1.
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  bool chance(double probability) { return unit() < probability; }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace vigie::city::demo
