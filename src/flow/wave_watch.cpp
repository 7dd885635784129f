// SPDX-License-Identifier: Apache-2.0
// Keeps the last minutes of every street's cells, and searches them.
#include "flow/wave_watch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::flow {
namespace {

constexpr double kEvery_s = 10;
constexpr std::size_t kMoments = 36, kMomentsApart = 6;  // looked at, and from one search to the next
constexpr double kStretch_m = 36;          // longer ones hide a slow wave: it leaves too few moments to compare
constexpr double kCongested_per_m2 = 1.7;  // the most people pass at about that: below it nothing runs upstream

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

void keep(std::vector<double>& series, double value) {
  if (series.size() == kMoments) series.erase(series.begin());
  series.push_back(value);
}

}  // namespace

WaveWatch::WaveWatch(const Simulation& sim)
    : strongest_(sim.network().sections().size()),
      every_s_(std::max(1.0, std::round(kEvery_s / sim.step_s())) * sim.step_s()),
      next_s_(sim.now_s() + every_s_) {
  for (SectionId s = 0; s < strongest_.size(); ++s) {
    const Cells& cells = sim.layout().sections[s];
    const auto most = static_cast<std::uint32_t>(kStretch_m / cells.length_m) + 1;
    if (cells.count < 3 || most < 3) continue;
    const std::uint32_t stretches = (cells.count + most - 1) / most;
    for (std::uint32_t i = 0; i < stretches; ++i) {
      Row row{s, {}, {}, {}, {}, {}};
      for (std::uint32_t cell = i * cells.count / stretches; cell < (i + 1) * cells.count / stretches; ++cell) {
        row.cells.push_back(cells.first + cell);
        row.at_m.push_back((cell + 0.5) * cells.length_m);
        row.series.emplace_back();
      }
      if (row.cells.size() >= 3) rows_.push_back(std::move(row));
    }
  }
}

void WaveWatch::observe(const Simulation& sim) {
  now_s_ = sim.now_s();
  if (now_s_ + sim.step_s() / 2 < next_s_) return;
  next_s_ += every_s_;
  for (Row& row : rows_) {
    double ahead = 0, back = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const double forward = sim.totals()[2 * row.cells[i]], backward = sim.totals()[2 * row.cells[i] + 1];
      ahead += forward;
      back += backward;
      keep(row.series[i], (forward + backward) / sim.cell_area_m2(row.cells[i]));
    }
    keep(row.ahead, ahead);
    keep(row.back, back);
  }
  if (++seen_ < kMoments || seen_ % kMomentsApart != 0) return;
  for (const Row& row : rows_) search(row);
}

void WaveWatch::search(const Row& row) {
  const bool congested = std::any_of(row.series.begin(), row.series.end(), [](const std::vector<double>& one) {
    return *std::max_element(one.begin(), one.end()) >= kCongested_per_m2;
  });
  if (!congested) return;
  DensityRow walked{row.at_m, row.series, every_s_};
  if (sum(row.back) > sum(row.ahead)) {  // places rise along the way people walk
    std::reverse(walked.at_m.begin(), walked.at_m.end());
    std::reverse(walked.series.begin(), walked.series.end());
    for (double& at_m : walked.at_m) at_m = -at_m;
  }
  const std::optional<Wave> wave = find_wave(walked);
  if (!wave || !wave->upstream()) return;
  std::optional<SeenWave>& strongest = strongest_[row.section];
  if (!strongest || wave->swing_per_m2 > strongest->wave.swing_per_m2) strongest = SeenWave{*wave, now_s_};
}

}  // namespace vigie::flow
