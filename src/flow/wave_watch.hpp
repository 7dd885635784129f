// SPDX-License-Identifier: Apache-2.0
// WaveWatch: in which streets of a running simulation the density ran upstream, how fast, and when most.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "flow/simulation.hpp"
#include "flow/waves.hpp"

namespace vigie::flow {

struct SeenWave {
  Wave wave;
  double at_s;  ///< the end of the minutes in which it was seen
};

/// Looks once a minute at the last six minutes of every stretch of 36 m, of three cells and more, in which people ever stood denser than
/// 1.7/m²: below that nothing runs upstream. "Upstream" is against the stronger stream. Waves slower than 0.15 m/s are not seen, nor is
/// any where cells are longer than 18 m. Call observe() after every step. Threads: one.
class WaveWatch {
 public:
  explicit WaveWatch(const Simulation& sim);
  void observe(const Simulation& sim);

  /// By section, of all waves seen that ran upstream the one with the greatest swing.
  const std::vector<std::optional<SeenWave>>& sections() const { return strongest_; }

 private:
  struct Row {
    SectionId section;
    std::vector<std::uint32_t> cells;
    std::vector<double> at_m;                 ///< from the section's beginning
    std::vector<std::vector<double>> series;  ///< by cell, then moment, the oldest first
    std::vector<double> ahead, back;          ///< people of each stream, by moment
  };
  void search(const Row& row);

  std::vector<Row> rows_;
  std::vector<std::optional<SeenWave>> strongest_;
  double every_s_, next_s_, now_s_ = 0;
  std::size_t seen_ = 0;
};

}  // namespace vigie::flow
