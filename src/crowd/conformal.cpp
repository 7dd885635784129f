// SPDX-License-Identifier: Apache-2.0
// Spreads as shrunken means of scaled errors, widths as quantiles of what the spreads leave.
#include "crowd/conformal.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

/// People: what chance adds where next to nobody is expected.
constexpr double kFewPeople = 5;

double chance_size(double forecast) { return std::sqrt(forecast + kFewPeople); }

/// Means of some groups, each drawn towards 1.
class Spreads {
 public:
  explicit Spreads(std::size_t groups) : sums_(groups, 0.0), cells_(groups, 0.0) {}

  void add(std::size_t group, double value) {
    sums_.at(group) += value;
    cells_.at(group) += 1;
  }
  std::vector<double> shrunken(double prior_cells) const {
    std::vector<double> spreads;
    for (std::size_t group = 0; group < sums_.size(); ++group)
      spreads.push_back((sums_[group] + prior_cells) / (cells_[group] + prior_cells));
    return spreads;
  }

 private:
  std::vector<double> sums_, cells_;
};

/// The ⌈(n + 1) · level⌉-th smallest, the largest where there are too few. Reorders.
double conformal_quantile(std::vector<double>& scores, double level) {
  const double rank = std::ceil((static_cast<double>(scores.size()) + 1) * level);
  const std::size_t index = std::min(scores.size(), static_cast<std::size_t>(rank)) - 1;
  std::nth_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(index), scores.end());
  return scores[index];
}

}  // namespace

ConformalIntervals::ConformalIntervals(std::span<const HeldOut> held_out, std::size_t targets, std::size_t slots,
                                       const ConformalOptions& options)
    : options_(options), of_target_(targets, 1.0), of_slot_(slots, 1.0), widths_{} {
  VIGIE_CHECK(!held_out.empty() && options.rate >= 0 && options.prior_cells > 0);
  std::vector<double> scores;
  double sum = 0;
  for (const HeldOut& cell : held_out) {
    scores.push_back(std::abs(cell.count - cell.forecast) / chance_size(cell.forecast));
    sum += scores.back();
  }
  const double mean = std::max(sum / static_cast<double>(scores.size()), 1e-9);
  Spreads by_slot(slots), by_target(targets);
  for (std::size_t i = 0; i < scores.size(); ++i) by_slot.add(held_out[i].slot, scores[i] / mean);
  of_slot_ = by_slot.shrunken(options.prior_cells);
  for (std::size_t i = 0; i < scores.size(); ++i)
    by_target.add(held_out[i].target, scores[i] / mean / of_slot_[held_out[i].slot]);
  of_target_ = by_target.shrunken(options.prior_cells);
  for (std::size_t i = 0; i < scores.size(); ++i)
    scores[i] /= of_slot_[held_out[i].slot] * of_target_[held_out[i].target];
  for (std::size_t level = 0; level < widths_.size(); ++level)
    widths_[level] = std::max(conformal_quantile(scores, kIntervalLevels[level]), 1e-6);
}

double ConformalIntervals::spread(double forecast, std::size_t slot, std::size_t target) const {
  VIGIE_CHECK(forecast >= 0 && slot < of_slot_.size() && target < of_target_.size());
  return chance_size(forecast) * of_slot_[slot] * of_target_[target];
}

Intervals ConformalIntervals::around(double forecast, std::size_t slot, std::size_t target) const {
  const double unit = spread(forecast, slot, target);
  Intervals intervals{};
  for (std::size_t level = 0; level < widths_.size(); ++level)
    intervals[level] = {std::max(0.0, forecast - widths_[level] * unit), forecast + widths_[level] * unit};
  return intervals;
}

void ConformalIntervals::learn(std::span<const double> forecasts, std::span<const double> counts, std::size_t slot) {
  VIGIE_CHECK(forecasts.size() == of_target_.size() && counts.size() == of_target_.size());
  std::array<double, kIntervalLevels.size()> missed{};
  double counted = 0;
  for (std::size_t target = 0; target < counts.size(); ++target) {
    if (std::isnan(counts[target])) continue;
    counted += 1;
    const Intervals intervals = around(forecasts[target], slot, target);
    for (std::size_t level = 0; level < missed.size(); ++level)
      if (!intervals[level].holds(counts[target])) missed[level] += 1;
  }
  if (counted == 0) return;
  for (std::size_t level = 0; level < widths_.size(); ++level) {
    widths_[level] *= std::exp(options_.rate * (missed[level] / counted - (1 - kIntervalLevels[level])));
    if (level > 0) widths_[level] = std::max(widths_[level], widths_[level - 1]);
  }
}

}  // namespace vigie::crowd
