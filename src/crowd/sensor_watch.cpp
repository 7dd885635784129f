// SPDX-License-Identifier: Apache-2.0
// Second differences tell a source's noise: a crowd that grows evenly has none.
#include "crowd/sensor_watch.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::crowd {
namespace {

using std::chrono::minutes;

constexpr double kPriorNoise = 0.06;  // of people counters and cameras in the field: a few to ten percent
constexpr double kPriorWeight = 20;   // second differences
constexpr double kLongestMemory = 200;
constexpr double kLeastNoise = 0.015, kMostNoise = 0.4;
constexpr double kMayRepeatBelow = 20;
constexpr int kStuckReadings = 10;
constexpr minutes kStuckFor{10};
constexpr double kForeseenForDoubt = 100;  // a source that says nearly nothing where so many are foreseen …
constexpr double kForeseenRatio = 5;       // … and so many times more than it says
constexpr int kRepeats = 3;
constexpr double kMostDoubted = 1;
constexpr int kSilentGaps = 5;
constexpr double kLeastGap_ms = 1000;

constexpr int kPairs = 30;
constexpr double kAlike = 0.98;
constexpr double kPairMemory = 1 - 1 / 100.0;
constexpr double kTooSmoothToTell = 0.004;

/// Variance of a second difference of independent values, in units of their own.
constexpr double kSecondDifference = 6;

}  // namespace

SensorWatch::SensorWatch() : roughness_(kSecondDifference * kPriorNoise * kPriorNoise), weight_(kPriorWeight) {}

CountDoubt SensorWatch::take(Time at, std::int64_t step, double value, const ReadingLimits& limits) {
  const bool newer = !seen_ || at > *seen_;
  if (!(value >= 0 && value <= limits.most)) {
    if (newer) {
      note_gap(at);
      last_ = CountDoubt::Reset;
    }
    return CountDoubt::Reset;
  }
  if (!newer) return doubled_ ? CountDoubt::Doubled : last_ == CountDoubt::Reset ? CountDoubt::None : last_;
  note_gap(at);
  if (same_ && *same_ == value) {
    ++same_count_;
  } else {
    same_ = value;
    same_since_ = at;
    same_count_ = 1;
  }
  last_ = stuck(value, at, limits) ? CountDoubt::Stuck : CountDoubt::None;
  note_step(step, value);
  return last_ == CountDoubt::None && doubled_ ? CountDoubt::Doubled : last_;
}

CountDoubt SensorWatch::doubt(Time now) const {
  if (seen_ && static_cast<double>((now - *seen_).count()) > kSilentGaps * gap_ms_) return CountDoubt::Silent;
  return last_ == CountDoubt::None && doubled_ ? CountDoubt::Doubled : last_;
}

double SensorWatch::noise() const {
  const double jumps = std::clamp(std::sqrt(roughness_ / kSecondDifference), kLeastNoise, kMostNoise);
  // A value that repeats is doubted more each time, long before it is called stuck.
  const bool repeats = same_count_ >= kRepeats && same_.value_or(0) > kMayRepeatBelow;
  return repeats ? std::min(jumps * (same_count_ - kRepeats + 2), kMostDoubted) : jumps;
}

void SensorWatch::note_gap(Time at) {
  if (seen_) {
    const double gap_ms = std::max(kLeastGap_ms, static_cast<double>((at - *seen_).count()));
    // A pause is no habit: it counts as the longest gap that is not yet a silence.
    gap_ms_ = gap_known_ ? gap_ms_ + 0.1 * (std::min(gap_ms, kSilentGaps * gap_ms_) - gap_ms_) : gap_ms;
    gap_known_ = true;
  }
  seen_ = at;
}

void SensorWatch::note_step(std::int64_t step, double value) {
  if (step_count_ > 0 && step != step_) {
    const double mean = step_sum_ / step_count_;
    finished_ = StepMean{step_, mean};
    if (means_ >= 2) {
      const double level = (mean + before_[0] + before_[1]) / 3;
      if (level > kMayRepeatBelow) {
        const double bend = (mean - 2 * before_[0] + before_[1]) / level;
        weight_ = std::min(weight_ + 1, kLongestMemory);
        // One jump of the crowd itself is not noise: it counts as six deviations at most.
        const double square = std::min(bend * bend, 36 * roughness_);
        roughness_ += (square - roughness_) / weight_;
      }
    }
    before_ = {mean, before_[0]};
    means_ = std::min(means_ + 1, 2);
    step_sum_ = 0;
    step_count_ = 0;
  }
  step_ = step;
  step_sum_ += value;
  ++step_count_;
}

bool SensorWatch::stuck(double value, Time at, const ReadingLimits& limits) const {
  if (same_count_ < kStuckReadings || at - same_since_ < kStuckFor) return false;
  if (value > kMayRepeatBelow) return true;
  return limits.foreseen && *limits.foreseen > kForeseenForDoubt && *limits.foreseen > kForeseenRatio * value;
}

void PairWatch::take(std::int64_t step, double one, double other) {
  if (step == step_) return;
  step_ = step;
  if (kept_ == 2) {
    const double a = one - 2 * one_[0] + one_[1], b = other - 2 * other_[0] + other_[1];
    one_square_ = kPairMemory * one_square_ + a * a;
    other_square_ = kPairMemory * other_square_ + b * b;
    product_ = kPairMemory * product_ + a * b;
    level_ = kPairMemory * level_ + one * one;
    judged_ = std::min(judged_ + 1, kPairs);
  }
  one_ = {one, one_[0]};
  other_ = {other, other_[0]};
  kept_ = std::min(kept_ + 1, 2);
}

bool PairWatch::doubled() const {
  if (judged_ < kPairs || one_square_ <= 0 || other_square_ <= 0) return false;
  if (one_square_ < kSecondDifference * kTooSmoothToTell * kTooSmoothToTell * level_) return false;
  const double ratio = one_square_ / other_square_;
  return ratio > 0.64 && ratio < 1.56 && product_ > kAlike * std::sqrt(one_square_ * other_square_);
}

}  // namespace vigie::crowd
