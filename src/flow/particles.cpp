// SPDX-License-Identifier: Apache-2.0
// The other method: members that fit the counts are kept and doubled, the others dropped (a tempered bootstrap filter).
#include <algorithm>
#include <cmath>
#include <numeric>

#include "flow/assimilation.hpp"

namespace vigie::flow {
namespace {

constexpr double kKept = 0.97;  // of a member's inputs; the rest is drawn anew (Liu, West 2001)

std::vector<double> weights(const std::vector<double>& log_likelihoods, double power) {
  const double best = *std::max_element(log_likelihoods.begin(), log_likelihoods.end());
  std::vector<double> out;
  for (const double one : log_likelihoods) out.push_back(std::exp(power * (one - best)));
  const double sum = std::accumulate(out.begin(), out.end(), 0.0);
  for (double& weight : out) weight /= sum;
  return out;
}

double effective(const std::vector<double>& weights) {
  double squares = 0;
  for (const double weight : weights) squares += weight * weight;
  return 1 / squares;
}

/// As much of the likelihood as leaves half of the members: with all of it, one would be left.
std::vector<double> tempered(const std::vector<double>& log_likelihoods) {
  const double wanted = static_cast<double>(log_likelihoods.size()) / 2;
  if (effective(weights(log_likelihoods, 1)) >= wanted) return weights(log_likelihoods, 1);
  double low = 0, high = 1;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (effective(weights(log_likelihoods, middle)) >= wanted ? low : high) = middle;
  }
  return weights(log_likelihoods, low);
}

}  // namespace

/// Source: Gordon, Salmond, Smith, IEE Proceedings F 140, 1993; jitter that keeps mean and variance: Liu, West, in "Sequential
/// Monte Carlo Methods in Practice", 2001.
void Assimilation::resample(const std::vector<std::optional<double>>& heard) {
  const std::size_t count = members_.size();
  std::vector<double> fit(count, 0);
  for (std::size_t g = 0; g < heard.size(); ++g) {
    if (!heard[g]) continue;
    for (std::size_t m = 0; m < count; ++m) {
      const double variance = gauges_[g].variance(expected_[g][m]), off = *heard[g] - expected_[g][m];
      fit[m] -= 0.5 * (off * off / variance + std::log(variance));
    }
  }
  const std::vector<double> weight = tempered(fit);
  std::vector<Simulation> members;
  std::vector<std::vector<double>> numbers;
  std::vector<Meter> meters;
  double passed = weight[0];
  const double start = random_.share();
  for (std::size_t m = 0, from = 0; m < count; ++m) {
    const double at = (static_cast<double>(m) + start) / static_cast<double>(count);
    while (passed < at && from + 1 < count) passed += weight[++from];
    members.push_back(members_[from]);
    numbers.push_back(numbers_[from]);
    meters.push_back(meters_[from]);
  }
  for (std::size_t u = 0; u < unknowns_.size(); ++u) {
    double mean = 0, variance = 0;
    for (const std::vector<double>& one : numbers) mean += one[u] / static_cast<double>(count);
    for (const std::vector<double>& one : numbers) variance += (one[u] - mean) * (one[u] - mean);
    const double fresh = std::sqrt((1 - kKept * kKept) * variance / static_cast<double>(count - 1));
    for (std::vector<double>& one : numbers)
      one[u] = std::clamp(mean + kKept * (one[u] - mean) + fresh * random_.normal(), -4.0, 4.0);
  }
  members_ = std::move(members);
  numbers_ = std::move(numbers);
  meters_ = std::move(meters);
  for (std::size_t m = 0; m < count; ++m) members_[m].adjust(unknowns_.inputs(numbers_[m]));
}

}  // namespace vigie::flow
