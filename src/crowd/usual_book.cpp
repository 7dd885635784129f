// SPDX-License-Identifier: Apache-2.0
// Weighted sums by class and bin; a table is made from them once a day.
#include "crowd/usual_book.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "crowd/zone_axis.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kWorkClasses = 5;
constexpr std::size_t kSmoothBins = 4;  // an hour each way
constexpr float kSlotsABin = 3;
constexpr double kRestPrior = 0.3;  // Saturdays and Sundays differ more than workdays: less is needed to believe it
constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

bool is_work(std::size_t day_class) { return day_class < kWorkClasses; }

/// Mean of the known differences within kSmoothBins of each bin, around the clock; the weight is the mean weight.
void smooth(const std::array<float, kDayBins>& values, const std::array<float, kDayBins>& weights,
            std::array<float, kDayBins>& out, std::array<float, kDayBins>& out_weights) {
  float sum = 0, weight = 0;
  const auto bin = [](std::size_t index) { return index % kDayBins; };
  for (std::size_t offset = 0; offset <= 2 * kSmoothBins; ++offset) {
    const std::size_t at = bin(kDayBins - kSmoothBins + offset);
    sum += weights[at] * values[at];
    weight += weights[at];
  }
  for (std::size_t middle = 0; middle < kDayBins; ++middle) {
    out[middle] = weight > 1e-6F ? sum / weight : 0;
    out_weights[middle] = std::max(weight, 0.0F) / static_cast<float>(2 * kSmoothBins + 1);
    const std::size_t leaves = bin(middle + kDayBins - kSmoothBins), comes = bin(middle + kSmoothBins + 1);
    sum += weights[comes] * values[comes] - weights[leaves] * values[leaves];
    weight += weights[comes] - weights[leaves];
  }
}

/// Bins never counted are told by the known ones before and after them, around the clock. All unknown: stays so.
void fill_gaps(std::array<float, kDayBins>& bins) {
  for (std::size_t bin = 0; bin < kDayBins; ++bin) {
    if (!std::isnan(bins[bin])) continue;
    std::size_t back = 1, on = 1;
    while (back < kDayBins && std::isnan(bins[(bin + kDayBins - back) % kDayBins])) ++back;
    while (on < kDayBins && std::isnan(bins[(bin + on) % kDayBins])) ++on;
    if (back == kDayBins || on == kDayBins) continue;
    const float before = bins[(bin + kDayBins - back) % kDayBins], after = bins[(bin + on) % kDayBins];
    bins[bin] = before + (after - before) * static_cast<float>(back) / static_cast<float>(back + on);
  }
}

}  // namespace

float UsualTable::at(std::size_t day_class, std::int32_t minute, std::size_t index) const {
  // Bins hold the slots at their minutes 0, 5 and 10: their middle is at 5.
  const int shifted = static_cast<int>(minute) + 10;  // never below 0; the bin before is one less
  const auto upper = static_cast<std::size_t>(shifted / 15) % kDayBins;
  const std::size_t lower = (upper + kDayBins - 1) % kDayBins;
  const float part = static_cast<float>(shifted % 15) / 15;
  const float a = roots[(day_class * kDayBins + lower) * series + index];
  const float b = roots[(day_class * kDayBins + upper) * series + index];
  if (std::isnan(a)) return b;
  if (std::isnan(b)) return a;
  return a + part * (b - a);
}

UsualBook::UsualBook(std::vector<double> memory_days, double weekday_prior_days)
    : fade_(std::move(memory_days)), prior_(weekday_prior_days) {
  for (double& fade : fade_) {
    VIGIE_CHECK(fade > 0);
    fade = std::exp(-1 / fade);
  }
  const std::size_t series = fade_.size();
  sums_.assign(kDayClasses * kDayBins * series, 0);
  weights_ = sums_;
  day_sums_.assign(kDayBins * series, 0);
  day_weights_ = day_counts_ = day_sums_;
  days_.assign(series, 0);
}

void UsualBook::add(std::size_t day_class, std::int32_t minute, std::size_t index, float root, float weight) {
  running_class_ = day_class;
  const std::size_t at = static_cast<std::size_t>(minute / 15) * fade_.size() + index;
  day_sums_[at] += weight * root;
  day_weights_[at] += weight;
  day_counts_[at] += 1;
}

void UsualBook::end_day() {
  const std::size_t series = fade_.size();
  for (std::size_t row = 0; row < sums_.size(); row += series)
    for (std::size_t index = 0; index < series; ++index) {
      const auto fade = static_cast<float>(fade_[index]);
      sums_[row + index] *= fade;
      weights_[row + index] *= fade;
    }
  for (std::size_t index = 0; index < series; ++index) {
    float slots = 0;
    for (std::size_t bin = 0; bin < kDayBins; ++bin) {
      const std::size_t at = bin * series + index;
      slots += day_counts_[at];
      if (!(day_weights_[at] > 0)) continue;
      // A bin's day weighs what its slots weigh in the mean, as far as it is full.
      const float weight = day_weights_[at] / std::max(day_counts_[at], kSlotsABin);
      sums_[cell(running_class_, bin, index)] += weight * day_sums_[at] / day_weights_[at];
      weights_[cell(running_class_, bin, index)] += weight;
    }
    days_[index] += static_cast<double>(slots) / static_cast<double>(kSlotsADay);
  }
  std::fill(day_sums_.begin(), day_sums_.end(), 0.0F);
  std::fill(day_weights_.begin(), day_weights_.end(), 0.0F);
  std::fill(day_counts_.begin(), day_counts_.end(), 0.0F);
}

UsualTable UsualBook::table() const {
  const std::size_t series = fade_.size();
  UsualTable table{series, std::vector<float>(kDayClasses * kDayBins * series, kNothing)};
  std::array<std::array<float, kDayBins>, 2> kind_means{};
  for (std::size_t index = 0; index < series; ++index) {
    for (std::size_t bin = 0; bin < kDayBins; ++bin) {
      std::array<float, 2> sum{}, weight{};
      for (std::size_t day_class = 0; day_class < kDayClasses; ++day_class) {
        sum[is_work(day_class) ? 0 : 1] += sums_[cell(day_class, bin, index)];
        weight[is_work(day_class) ? 0 : 1] += weights_[cell(day_class, bin, index)];
      }
      const float all = weight[0] + weight[1] > 0 ? (sum[0] + sum[1]) / (weight[0] + weight[1]) : kNothing;
      for (std::size_t kind = 0; kind < 2; ++kind)
        kind_means[kind][bin] = weight[kind] > 0 ? sum[kind] / weight[kind] : all;
    }
    for (std::array<float, kDayBins>& means : kind_means) fill_gaps(means);
    for (std::size_t day_class = 0; day_class < kDayClasses; ++day_class) {
      const std::array<float, kDayBins>& mean = kind_means[is_work(day_class) ? 0 : 1];
      std::array<float, kDayBins> own{}, weights{}, differences{}, trusts{};
      for (std::size_t bin = 0; bin < kDayBins; ++bin) {
        const std::size_t at = cell(day_class, bin, index);
        weights[bin] = weights_[at];
        own[bin] = weights_[at] > 0 ? sums_[at] / weights_[at] - mean[bin] : 0;
      }
      smooth(own, weights, differences, trusts);
      for (std::size_t bin = 0; bin < kDayBins; ++bin) {
        const auto prior = static_cast<float>(is_work(day_class) ? prior_ : kRestPrior * prior_);
        const float trust = trusts[bin] / (trusts[bin] + prior);
        table.roots[cell(day_class, bin, index)] = std::max(mean[bin] + trust * differences[bin], 0.0F);
        if (std::isnan(mean[bin])) table.roots[cell(day_class, bin, index)] = kNothing;
      }
    }
  }
  return table;
}

}  // namespace vigie::crowd
