// SPDX-License-Identifier: Apache-2.0
// SensorWatch: is a source to be believed, and how rough is what it says.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "model/crowd.hpp"

namespace vigie::crowd {

/// What is possible, and what is foreseen.
struct ReadingLimits {
  double most = 0;                 ///< more cannot be
  std::optional<double> foreseen;  ///< what the estimate lets expect; absent: it does not say
};

/// One source. Judges by what it said so far, in the order of its stamps; older values are judged by what is possible alone.
/// Threads: one.
class SensorWatch {
 public:
  SensorWatch();

  /// Takes a value of `at`, in the time step `step`; anything but None: do not use it.
  CountDoubt take(Time at, std::int64_t step, double value, const ReadingLimits& limits);

  CountDoubt doubt(Time now) const;
  std::optional<Time> seen() const { return seen_; }
  std::chrono::milliseconds usual_gap() const { return std::chrono::milliseconds(static_cast<std::int64_t>(gap_ms_)); }

  /// Standard deviation of a step's mean, as a share of it, without its bias: from how it jumps about a straight line.
  double noise() const;

  void remember(Time seen) { seen_ = seen; }  ///< after a restart
  void set_doubled(bool doubled) { doubled_ = doubled; }

  /// The mean of the newest step that is over; for comparing sources.
  struct StepMean {
    std::int64_t step;
    double value;
  };
  std::optional<StepMean> finished() const { return finished_; }

 private:
  void note_gap(Time at);
  void note_step(std::int64_t step, double value);
  bool stuck(double value, Time at, const ReadingLimits& limits) const;

  std::optional<Time> seen_;
  double gap_ms_ = 60'000;
  bool gap_known_ = false;
  std::optional<double> same_;
  Time same_since_{};
  int same_count_ = 0;
  CountDoubt last_ = CountDoubt::None;
  bool doubled_ = false;

  std::int64_t step_ = 0;
  double step_sum_ = 0;
  int step_count_ = 0;
  std::optional<StepMean> finished_;
  std::array<double, 2> before_{};
  int means_ = 0;
  double roughness_;
  double weight_;
};

/// Two sources of the same zone: do they count the same people, so that together they say no more than one?
class PairWatch {
 public:
  /// Values of the same step, each as people of the whole zone.
  void take(std::int64_t step, double one, double other);
  /// Independent sources err independently; these err alike, step for step.
  bool doubled() const;

 private:
  std::int64_t step_ = 0;
  std::array<double, 2> one_{}, other_{};
  int kept_ = 0;
  int judged_ = 0;
  double one_square_ = 0, other_square_ = 0, product_ = 0, level_ = 0;
};

}  // namespace vigie::crowd
