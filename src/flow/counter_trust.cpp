// SPDX-License-Identifier: Apache-2.0
// Bayes' rule over two states.
#include "flow/counter_trust.hpp"

#include <cmath>

#include "core/check.hpp"

namespace vigie::flow {
namespace {

constexpr double kBreaks = 0.002;  // a sound counter, from one reading to the next
constexpr double kMended = 0.02;   // a broken one
// Likelihoods against that of a reading just as expected, so that an unsurprising repetition is no evidence. Assumed.
constexpr double kRepeats = 0.9;    // a broken counter says 0, or what it said before
constexpr double kAnything = 1e-3;  // or something else
constexpr double kOdd = 1e-4;       // a sound one says something that no member expects

}  // namespace

double CounterTrust::hear(double value, std::span<const double> expected, std::span<const double> variance) {
  VIGIE_CHECK(expected.size() == variance.size() && !expected.empty());
  double sound = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double off = value - expected[i];
    sound += std::exp(-0.5 * off * off / variance[i]);
  }
  sound = kOdd + (1 - kOdd) * sound / static_cast<double>(expected.size());
  const bool repeats = value == 0 || (last_ && *last_ == value);
  const double broken = repeats ? kRepeats : kAnything;
  const double before = broken_ * (1 - kMended) + (1 - broken_) * kBreaks;
  broken_ = before * broken / (before * broken + (1 - before) * sound);
  last_ = value;
  return broken_;
}

}  // namespace vigie::flow
