// SPDX-License-Identifier: Apache-2.0
// ForecastRecord: every forecast kept until it comes due, and what it taught: skill, intervals, drift.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "crowd/byte_stream.hpp"
#include "crowd/counted_series.hpp"
#include "crowd/forecast_leads.hpp"
#include "crowd/interval_track.hpp"
#include "crowd/page_hinkley.hpp"
#include "model/crowd.hpp"

namespace vigie::crowd {

/// The naive forecasts: what there is now; the same time a week ago; the median of the last four weeks at that time.
enum class Naive : std::uint8_t { Last, LastWeek, FourWeekMedian };
inline constexpr std::size_t kNaives = 3;

/// What each naive forecast made at slot `made` says of slot `due`, which may lie beyond the history; NaN: it cannot say.
/// Range: made < counted.slots(), due > made. Counts after `made` are not read.
std::array<double, kNaives> naive_forecasts(const CountedSeries& counted, std::size_t series, std::size_t made,
                                            std::size_t due);

/// What was said of one series (a zone, a district) and horizon, on the scale of √people.
struct Said {
  std::uint32_t series = 0;
  std::uint16_t horizon = 0;  ///< its index
  float root = 0;             ///< median of the model
  float usual_root = 0;
  float unit = 1;        ///< of the intervals; > 0
  float usual_unit = 1;  ///< the same around the usual value
  float low80 = 0;       ///< as told, people
  float high80 = 0;
};

/// Errors of late, exponentially forgetting.
struct SkillCell {
  double error = 0;  ///< mean absolute, people, of the model
  std::array<double, kNaives> naive = {kNotKnown, kNotKnown, kNotKnown};
  double usual_error = 0;
  double inside80 = 0.8;  ///< share
  double weight = 0;      ///< judged forecasts that count; 0: none
  std::uint32_t judged = 0;
  bool on = true;

  static constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
  double naive_error() const;  ///< of the best; infinite where none could say anything
};

struct RecordOptions {
  double memory_days = 7;     ///< a forecast judged that long ago weighs 1/e
  double least_judged = 100;  ///< before that many nothing is switched
  double off_above = 1.02;    ///< of the best naive error: off
  double on_below = 0.99;     ///< on again
  double track_rate = 0.02;   ///< of intervals, a judged forecast
};

/// Shape: series (zones, then districts) × kLeads. Threads: one.
class ForecastRecord {
 public:
  explicit ForecastRecord(std::size_t series, RecordOptions options = {});

  /// What was measured when the model was learnt, on days kept from it.
  void start(std::size_t series, std::size_t lead, const SkillCell& cell, const IntervalTrack& model,
             const IntervalTrack& usual);

  /// Keeps what is due for judgement later: each slot's up to an hour, each half hour's up to a day, each three hours' beyond.
  /// What was kept for that `made` already is not kept twice.
  void keep(Time made, const std::vector<Said>& said);
  /// Judges all that came due by what was counted until `now`. Filled-in and missing counts judge nothing.
  void judge(const CountedSeries& counted, Time now);

  const SkillCell& cell(std::size_t series, std::size_t lead) const { return cells_[series * kLeads + lead]; }
  const IntervalTrack& model_track(std::size_t series, std::size_t lead) const {
    return model_[series * kLeads + lead];
  }
  const IntervalTrack& usual_track(std::size_t series, std::size_t lead) const {
    return usual_[series * kLeads + lead];
  }
  ForecastSkill skill(std::size_t series, std::size_t lead) const;

  /// What is usual has long been too much, or too little.
  bool drifted(std::size_t series) const { return drift_[series].raised(); }
  bool any_drift() const;
  /// How many forecasts wait for their time.
  std::size_t waiting() const;
  std::size_t series() const { return drift_.size(); }

  /// Open forecasts and skill of a record of the same series go on here, intervals meet half way; drift stays as it is.
  void take_over(const ForecastRecord& older);

  void write(ByteWriter& out) const;
  static Result<ForecastRecord> read(ByteReader& in);

 private:
  struct Kept {
    Said said;
    std::int64_t made_ms;
  };
  void judge_one(const Kept& kept, const CountedSeries& counted, std::size_t made, std::size_t due);

  RecordOptions options_;
  std::vector<SkillCell> cells_;
  std::vector<IntervalTrack> model_, usual_;
  std::vector<PageHinkley> drift_;
  std::map<std::int64_t, std::vector<Kept>> waiting_;  // by due time, ms
  std::int64_t newest_ms_ = INT64_MIN;                 // newest `made` that was kept
};

}  // namespace vigie::crowd
