// SPDX-License-Identifier: Apache-2.0
// Day by day: say what is usual from what was learnt until the day before yesterday, then learn from the day.
#include "crowd/street_history.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kRelativeHours = 2 * kLongestEventHours + 1;
constexpr int kSunday = 6;

/// Sums and weights that give a mean.
struct Means {
  std::vector<double> sum, weight;
  explicit Means(std::size_t size) : sum(size), weight(size) {}
};

class Learner {
 public:
  Learner(std::size_t sensors, const StreetCalendar& calendar, const StreetProfileOptions& options)
      : sensors_(sensors),
        calendar_(calendar),
        shrinkage_(options.event_shrinkage),
        keep_(std::pow(0.5, 1 / options.half_life_weeks)),
        hours_(7 * kHoursADay * sensors),
        events_(calendar.kinds() * kRelativeHours * sensors) {}

  double mean(int weekday, std::size_t hour_of_day, std::size_t sensor) const {
    const std::size_t i = hour_index(weekday, hour_of_day, sensor);
    return hours_.weight[i] > 0 ? hours_.sum[i] / hours_.weight[i] : std::nan("");
  }

  double effect(std::size_t hour, std::size_t sensor) const {
    double total = 0;
    for (std::size_t kind = 0; kind < calendar_.kinds(); ++kind)
      if (calendar_.relative(kind, hour) != kNoEvent) total += effect_of(event_index(kind, hour, sensor));
    return total;
  }

  /// A day's events teach what they did beyond what the others near are known to do.
  void learn_events(std::size_t hour, std::size_t sensor, double residual) {
    const double total = effect(hour, sensor);
    for (std::size_t kind = 0; kind < calendar_.kinds(); ++kind) {
      if (calendar_.relative(kind, hour) == kNoEvent) continue;
      const std::size_t i = event_index(kind, hour, sensor);
      events_.sum[i] += residual - (total - effect_of(i));
      events_.weight[i] += 1;
    }
  }

  void learn_hour(int weekday, std::size_t hour_of_day, std::size_t sensor, double root) {
    const std::size_t i = hour_index(weekday, hour_of_day, sensor);
    hours_.sum[i] += root;
    hours_.weight[i] += 1;
  }

  void forget(int weekday) {
    for (std::size_t i = hour_index(weekday, 0, 0); i < hour_index(weekday + 1, 0, 0); ++i) {
      hours_.sum[i] *= keep_;
      hours_.weight[i] *= keep_;
    }
  }

 private:
  std::size_t hour_index(int weekday, std::size_t hour_of_day, std::size_t sensor) const {
    return (static_cast<std::size_t>(weekday) * kHoursADay + hour_of_day) * sensors_ + sensor;
  }
  std::size_t event_index(std::size_t kind, std::size_t hour, std::size_t sensor) const {
    const auto relative = static_cast<std::size_t>(calendar_.relative(kind, hour) + kLongestEventHours);
    return (kind * kRelativeHours + relative) * sensors_ + sensor;
  }
  double effect_of(std::size_t i) const { return events_.sum[i] / (events_.weight[i] + shrinkage_); }

  std::size_t sensors_;
  const StreetCalendar& calendar_;
  double shrinkage_;
  double keep_;
  Means hours_, events_;
};

void learn_day(Learner& learner, const StreetHistory& history, const StreetCalendar& calendar, std::size_t day) {
  const StreetDay& kind = calendar.days()[day];
  if (!kind.public_holiday) learner.forget(kind.weekday);
  for (std::size_t of_day = 0; of_day < kHoursADay; ++of_day) {
    const std::size_t hour = day * kHoursADay + of_day;
    for (std::size_t sensor = 0; sensor < history.roots.sensors; ++sensor) {
      const double root = static_cast<double>(history.roots.at(hour, sensor));
      if (std::isnan(root)) continue;
      const double uplift = static_cast<double>(history.uplift.at(hour, sensor));
      const double plain = learner.mean(kind.public_holiday ? kSunday : kind.weekday, of_day, sensor);
      if (!std::isnan(plain)) learner.learn_events(hour, sensor, root - plain);
      if (!kind.public_holiday) learner.learn_hour(kind.weekday, of_day, sensor, root - uplift);
    }
  }
}

void say_day(const Learner& learner, StreetHistory& history, const StreetCalendar& calendar, std::size_t day) {
  const StreetDay& kind = calendar.days()[day];
  for (std::size_t of_day = 0; of_day < kHoursADay; ++of_day) {
    const std::size_t hour = day * kHoursADay + of_day;
    for (std::size_t sensor = 0; sensor < history.roots.sensors; ++sensor) {
      const double uplift = learner.effect(hour, sensor);
      const double mean = learner.mean(kind.public_holiday ? kSunday : kind.weekday, of_day, sensor);
      history.uplift.at(hour, sensor) = static_cast<float>(uplift);
      if (std::isnan(mean)) continue;
      const double usual = std::max(mean + uplift, 0.0);
      history.usual.at(hour, sensor) = static_cast<float>(usual);
      history.residuals.at(hour, sensor) = history.roots.at(hour, sensor) - static_cast<float>(usual);
    }
  }
}

}  // namespace

StreetHistory street_history(const HourGrid& people, const StreetCalendar& calendar,
                             const StreetProfileOptions& options) {
  VIGIE_CHECK(people.hours() == calendar.hours());
  StreetHistory history{people, HourGrid(people.hours(), people.sensors, kUnknown),
                        HourGrid(people.hours(), people.sensors, 0),
                        HourGrid(people.hours(), people.sensors, kUnknown)};
  for (float& value : history.roots.values) value = std::sqrt(value);
  Learner learner(people.sensors, calendar, options);
  for (std::size_t day = 0; day < calendar.days().size(); ++day) {
    say_day(learner, history, calendar, day);
    if (day >= 1) learn_day(learner, history, calendar, day - 1);  // what `day + 1` may know
  }
  return history;
}

}  // namespace vigie::crowd
