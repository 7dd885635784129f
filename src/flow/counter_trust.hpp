// SPDX-License-Identifier: Apache-2.0
// CounterTrust: is a counter sound or stuck? Judged by what a simulation's ensemble expects of it.
#pragma once

#include <optional>
#include <span>

namespace vigie::flow {

/// A hidden state, sound or broken, followed by Bayes' rule (a two-state hidden Markov model; Rabiner, Proc. IEEE 77, 1989). A
/// sound counter reads what one of the members expects, give or take its error; a broken one says 0, or repeats itself, or says
/// anything. Zeros where nobody is expected say nothing against it. Threads: one.
class CounterTrust {
 public:
  /// How likely it is that the counter is broken after this reading, 0 to 1. `variance`: of a sound reading's error, by member.
  double hear(double value, std::span<const double> expected, std::span<const double> variance);

  double broken() const { return broken_; }
  bool sound() const { return broken_ < 0.5; }

 private:
  double broken_ = 0.01;
  std::optional<double> last_;
};

}  // namespace vigie::flow
