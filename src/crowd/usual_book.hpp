// SPDX-License-Identifier: Apache-2.0
// UsualBook: what is usual in each zone by weekday and quarter of an hour, learnt day after day, older days fading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vigie::crowd {

inline constexpr std::size_t kDayBins = 96;  ///< of a quarter of an hour
inline constexpr std::size_t kBinsOfTable = 7 * kDayBins;

/// √people that are usual. Shape: day classes × bins × series, the series of one bin side by side; NaN: nothing is usual yet.
struct UsualTable {
  std::size_t series = 0;
  std::vector<float> roots;

  /// Between the middles of two bins in proportion. Range: day_class < 7, minute < 1440.
  float at(std::size_t day_class, std::int32_t minute, std::size_t index) const;
};

/// Means of √people. Workdays (classes 0 to 4) and rest days (5, 6) have each their mean; a class's own difference from the mean
/// of its kind, smoothed over two hours, counts k / (k + prior) after k such days. Weights fade as e^(−days / memory).
class UsualBook {
 public:
  UsualBook(std::vector<double> memory_days, double weekday_prior_days);

  /// One count of the day that runs. Range: root ≥ 0, weight > 0.
  void add(std::size_t day_class, std::int32_t minute, std::size_t index, float root, float weight);
  /// The day is over: it enters the means, and all before it fades.
  void end_day();
  UsualTable table() const;
  /// Days counted of a series, parts of days as parts.
  double days(std::size_t index) const { return days_[index]; }

 private:
  std::size_t cell(std::size_t day_class, std::size_t bin, std::size_t index) const {
    return (day_class * kDayBins + bin) * fade_.size() + index;
  }

  std::vector<double> fade_;
  double prior_;
  std::vector<float> sums_, weights_;
  std::vector<float> day_sums_, day_weights_, day_counts_;  // bins × series of the day that runs
  std::size_t running_class_ = 0;
  std::vector<double> days_;
};

}  // namespace vigie::crowd
