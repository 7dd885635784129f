// SPDX-License-Identifier: Apache-2.0
// Sums of passages, and factors shrunk towards what was believed before.
#include "roads/measured_speeds.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::roads {
namespace {

constexpr double kSlowest = 0.2, kFastest = 1.5;
// As many passages that took just what was believed before are added to those that were seen: the posterior mean of a
// ratio with a conjugate prior. Chosen, not fitted.
constexpr double kPriorOfClass = 30;
constexpr double kPriorOfStreet = 10;
constexpr std::int64_t kStopped_times = 5;
constexpr std::int64_t kStopped_ms = 60'000;
constexpr double kMostLog_milli = 3000;  // e³: twenty times; times from a device are no more exact on a short street

std::uint32_t direction(const RoadGraph& graph, ArcId arc) {
  return 2 * graph.arc(arc).edge + (graph.arc(arc).reversed ? 1U : 0U);
}

/// Time over free time, drawn towards `before`.
double time_ratio(const SpeedSums& sums, double before, double prior_passages) {
  const double mean_free = static_cast<double>(sums.free_ms) / static_cast<double>(sums.passages);
  const auto driving = static_cast<double>(std::max<std::int64_t>(0, sums.observed_ms - sums.waiting_ms));
  return (driving + prior_passages * mean_free * before) /
         (static_cast<double>(sums.free_ms) + prior_passages * mean_free);
}

double as_factor(double time_ratio) { return std::clamp(1 / std::max(time_ratio, 1e-3), kSlowest, kFastest); }

}  // namespace

HourBin hour_bin(const LocalTime& local) {
  return static_cast<HourBin>(local.minute / 60 + (local.weekday >= 5 ? 24 : 0));
}

SpeedSums& SpeedSums::operator+=(const SpeedSums& other) {
  passages += other.passages;
  observed_ms += other.observed_ms;
  free_ms += other.free_ms;
  waiting_ms += other.waiting_ms;
  return *this;
}

double SpreadSums::mean_log() const {
  return weight_ds == 0 ? 0 : static_cast<double>(log_milli) / static_cast<double>(weight_ds) / 1000;
}

double SpreadSums::variance_log() const {
  if (weight_ds == 0) return 0;
  const double mean_square = static_cast<double>(squares_milli) / static_cast<double>(weight_ds) / 1e6;
  return std::max(0.0, mean_square - mean_log() * mean_log());
}

SpreadSums& SpreadSums::operator+=(const SpreadSums& other) {
  weight_ds += other.weight_ds;
  log_milli += other.log_milli;
  squares_milli += other.squares_milli;
  return *this;
}

void MeasuredSpeeds::add(const RoadGraph& graph, const Match& match, const TimeZone& zone) {
  for (const MatchedPiece& piece : match.pieces)
    for (std::size_t i = 0; i + 1 < piece.passages.size(); ++i) {
      const Passage& passage = piece.passages[i];
      const std::uint32_t free_ms = graph.duration_ms(passage.arc, profile_);
      if (!passage.whole || graph.length_cm(passage.arc) == 0 || free_ms == kClosed) continue;
      const std::int64_t waiting_ms = graph.turn_delay_ms(passage.arc, piece.passages[i + 1].arc, profile_);
      const std::int64_t observed_ms = (passage.left - passage.entered).count();
      if (observed_ms > kStopped_times * (free_ms + waiting_ms) && observed_ms > free_ms + waiting_ms + kStopped_ms) {
        ++stopped_;
        continue;
      }
      const SpeedSums sums{1, observed_ms, free_ms, waiting_ms};
      const HourBin hour = hour_bin(zone.local(passage.entered));
      streets_[{direction(graph, passage.arc), hour}] += sums;
      const double log_milli = 1000 * std::log(static_cast<double>(std::max<std::int64_t>(1, observed_ms)) /
                                               static_cast<double>(free_ms + waiting_ms));
      const auto weight_ds = static_cast<std::int64_t>(free_ms / 100);
      const auto bounded_milli =
          static_cast<std::int64_t>(std::llround(std::clamp(log_milli, -kMostLog_milli, kMostLog_milli)));
      OfClass& of_class = classes_[static_cast<std::size_t>(graph.edge_of(passage.arc).road_class)][hour];
      of_class.sums += sums;
      of_class.spread += {weight_ds, weight_ds * bounded_milli, weight_ds * bounded_milli * bounded_milli};
    }
}

void MeasuredSpeeds::merge(const MeasuredSpeeds& other) {
  VIGIE_CHECK(profile_ == other.profile_);
  for (const auto& [street, sums] : other.streets_) streets_[street] += sums;
  for (std::size_t c = 0; c < kRoadClasses; ++c)
    for (std::size_t h = 0; h < kHourBins; ++h) {
      classes_[c][h].sums += other.classes_[c][h].sums;
      classes_[c][h].spread += other.classes_[c][h].spread;
    }
  stopped_ += other.stopped_;
}

void MeasuredSpeeds::add(const StreetSpeed& sums) {
  if (sums.road_class >= kRoadClasses || sums.hour >= kHourBins) return;
  OfClass& of_class = classes_[sums.road_class][sums.hour];
  of_class.sums += {sums.passages, sums.observed_ms, sums.free_ms, sums.waiting_ms};
  of_class.spread += {sums.weight_ds, sums.log_milli, sums.squares_milli};
}

std::vector<StreetSpeed> MeasuredSpeeds::by_class() const {
  std::vector<StreetSpeed> all;
  for (std::size_t c = 0; c < kRoadClasses; ++c)
    for (std::size_t h = 0; h < kHourBins; ++h) {
      const auto& [sums, spread] = classes_[c][h];
      if (sums.passages != 0)
        all.push_back({static_cast<std::uint8_t>(c), static_cast<std::uint8_t>(h), sums.passages, sums.observed_ms,
                       sums.free_ms, sums.waiting_ms, spread.weight_ds, spread.log_milli, spread.squares_milli});
    }
  return all;
}

const SpeedSums& MeasuredSpeeds::of_class(RoadClass road_class, HourBin hour) const {
  return classes_[static_cast<std::size_t>(road_class)][hour].sums;
}

const SpreadSums& MeasuredSpeeds::spread_of_class(RoadClass road_class, HourBin hour) const {
  return classes_[static_cast<std::size_t>(road_class)][hour].spread;
}

SpeedSums MeasuredSpeeds::of_street(const RoadGraph& graph, ArcId arc, HourBin hour) const {
  const auto found = streets_.find({direction(graph, arc), hour});
  return found == streets_.end() ? SpeedSums{} : found->second;
}

double MeasuredSpeeds::class_factor(RoadClass road_class, HourBin hour) const {
  const SpeedSums& sums = of_class(road_class, hour);
  return sums.passages < kLeastOfClass ? 1 : as_factor(time_ratio(sums, 1, kPriorOfClass));
}

double MeasuredSpeeds::factor(const RoadGraph& graph, ArcId arc, HourBin hour) const {
  const double of_class = class_factor(graph.edge_of(arc).road_class, hour);
  const SpeedSums sums = of_street(graph, arc, hour);
  return sums.passages < kLeastOfStreet ? of_class : as_factor(time_ratio(sums, 1 / of_class, kPriorOfStreet));
}

Metric corrected(const RoadGraph& graph, const Metric& metric, const MeasuredSpeeds& speeds, HourBin hour) {
  VIGIE_CHECK(metric.duration_ms.size() == graph.arc_count() && hour < kHourBins);
  Metric out = metric;
  for (ArcId arc = 0; arc < graph.arc_count(); ++arc) {
    std::uint32_t& duration_ms = out.duration_ms[arc];
    if (duration_ms == kClosed || graph.length_cm(arc) == 0) continue;
    const double factor = speeds.factor(graph, arc, hour);
    if (factor == 1) continue;
    const double slower = static_cast<double>(duration_ms) / factor;
    duration_ms = static_cast<std::uint32_t>(std::clamp(std::round(slower), 1.0, static_cast<double>(kClosed - 1)));
  }
  return out;
}

}  // namespace vigie::roads
