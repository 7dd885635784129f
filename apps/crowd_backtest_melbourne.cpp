// SPDX-License-Identifier: Apache-2.0
// The melbourne protocol of `vigie crowd backtest`: hourly street counts 1, 3 and 24 hours ahead, and their surges.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "commands.hpp"
#include "crowd/count_faults.hpp"
#include "crowd/street_baseline.hpp"
#include "crowd/street_forecaster.hpp"
#include "crowd/street_interval.hpp"
#include "crowd_commands.hpp"
#include "crowd_street_data.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

constexpr std::array<std::size_t, 3> kHorizonsHours = {1, 3, 24};
constexpr double kHoursAMonth = 365.25 * 24 / 12;
/// Of the one false flag a sensor and month allowed: the rest is room for the scored year to differ from its past.
constexpr double kFalseFlagsAimed = 0.75;
constexpr std::size_t kFlagPeriodHours = 28 * crowd::kHoursADay;
constexpr std::size_t kYearHours = 365 * crowd::kHoursADay;

struct Errors {
  double absolute = 0, squared = 0, truth = 0, cells = 0;
  void add(double forecast, double people) {
    absolute += std::fabs(forecast - people);
    squared += (forecast - people) * (forecast - people);
    truth += people;
    cells += 1;
  }
  double mae() const { return absolute / cells; }
  double rmse() const { return std::sqrt(squared / cells); }
  double wmape() const { return 100 * absolute / truth; }
};

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// What was forecast and what came, of every cell with a known threshold, in the order of time.
struct Chances {
  std::vector<float> chances;
  std::vector<char> surges;
  std::vector<std::size_t> hours;
};

/// Counts the surges found, by flags whose level is set anew every four weeks from the year before, as it was known
/// a horizon before the period began.
Figures score_surges(const Chances& all, std::size_t from, std::size_t to, std::size_t horizon,
                     const std::string& suffix) {
  double surges = 0, found = 0, wrong = 0;
  const auto index = [&](std::size_t hour) {
    return static_cast<std::size_t>(std::lower_bound(all.hours.begin(), all.hours.end(), hour) - all.hours.begin());
  };
  for (std::size_t period = from; period < to; period += kFlagPeriodHours) {
    const std::size_t known =
        period + 1 - horizon;  // truths of hours before it are known when the period's first is forecast
    const std::size_t first = index(known > kYearHours ? known - kYearHours : 0);
    const std::size_t last = index(known);
    const std::span<const float> chances(all.chances.data() + first, last - first);
    const std::span<const char> truths(all.surges.data() + first, last - first);
    const double sensor_months = static_cast<double>(chances.size()) / kHoursAMonth;
    const double level = crowd::flag_from(chances, truths, kFalseFlagsAimed * sensor_months);
    for (std::size_t i = index(period); i < index(std::min(period + kFlagPeriodHours, to)); ++i) {
      const bool flagged = static_cast<double>(all.chances[i]) >= level;
      if (all.surges[i] != 0) {
        surges += 1;
        if (flagged) found += 1;
      } else if (flagged) {
        wrong += 1;
      }
    }
  }
  const double sensor_months = static_cast<double>(index(to) - index(from)) / kHoursAMonth;
  return {{"hours_" + suffix, surges},
          {"found_" + suffix, found},
          {"share_" + suffix, surges > 0 ? found / surges : 0},
          {"false_per_sensor_month_" + suffix, wrong / sensor_months}};
}

struct Scored {
  BacktestRow row;
  Figures surges;
  Figures baseline;
};

/// Forecasts hour by hour in the order of time; intervals learn from an hour once it is over for the next origin.
Scored score(const StreetData& data, const crowd::StreetCalendar& calendar, const crowd::StreetPast& past,
             const crowd::StreetForecaster& forecaster, const crowd::HourGrid& told, const crowd::HourGrid& baseline,
             std::size_t horizon, std::size_t to) {
  const std::size_t from = data.scored_from_hour;
  const std::size_t sensors = data.people.sensors;
  const crowd::HourGrid& roots = past.history.roots;
  crowd::StreetIntervals intervals(forecaster.unseen(), roots, calendar);
  Chances chances;
  const auto add_chance = [&](float forecast_root, std::size_t hour, std::size_t sensor) {
    const float people = data.people.at(hour, sensor);
    const float median = past.medians.at(hour, sensor);
    if (std::isnan(people) || std::isnan(median) || std::isnan(forecast_root)) return;
    chances.chances.push_back(static_cast<float>(
        intervals.chance_above(std::sqrt(crowd::surge_threshold(median)), forecast_root, hour, sensor)));
    chances.surges.push_back(crowd::is_surge(people, median) ? 1 : 0);
    chances.hours.push_back(hour);
  };
  for (std::size_t hour = 0; hour < from; ++hour)
    for (std::size_t sensor = 0; sensor < sensors; ++sensor)
      add_chance(forecaster.unseen().at(hour, sensor), hour, sensor);

  Errors ours, theirs;
  double inside80 = 0, inside95 = 0;
  for (std::size_t hour = from; hour < to; ++hour) {
    if (hour >= from + horizon)
      for (std::size_t sensor = 0; sensor < sensors; ++sensor)
        intervals.learn(told.at(hour - horizon - from, sensor), roots.at(hour - horizon, sensor), hour - horizon,
                        sensor);
    for (std::size_t sensor = 0; sensor < sensors; ++sensor) {
      const float people = data.people.at(hour, sensor);
      const float plain = baseline.at(hour, sensor);
      if (std::isnan(people) || std::isnan(plain)) continue;
      // A sensor of which nothing is usual yet is forecast by the baseline.
      const float root = std::isnan(told.at(hour - from, sensor)) ? std::sqrt(plain) : told.at(hour - from, sensor);
      ours.add(static_cast<double>(root * root), static_cast<double>(people));
      theirs.add(static_cast<double>(plain), static_cast<double>(people));
      const std::array<float, 4> ends = intervals.at(root, hour, sensor);
      const float truth = std::sqrt(people);
      if (truth >= ends[1] && truth <= ends[2]) inside80 += 1;
      if (truth >= ends[0] && truth <= ends[3]) inside95 += 1;
      add_chance(root, hour, sensor);
    }
  }
  const std::string suffix = std::to_string(horizon) + "h";
  Scored scored{
      {static_cast<int>(horizon) * 60,
       {{"mae", ours.mae()},
        {"rmse", ours.rmse()},
        {"wmape", ours.wmape()},
        {"coverage80", 100 * inside80 / ours.cells},
        {"coverage95", 100 * inside95 / ours.cells},
        {"mae_ratio", ours.mae() / theirs.mae()},
        {"cells", ours.cells}}},
      score_surges(chances, from, to, horizon, suffix),
      {{"mae_" + suffix, theirs.mae()}, {"rmse_" + suffix, theirs.rmse()}, {"wmape_" + suffix, theirs.wmape()}}};
  return scored;
}

Result<BacktestReport> backtest(const StreetData& data, const crowd::StreetCalendar& calendar, std::size_t to) {
  BacktestReport report;
  const std::size_t from = data.scored_from_hour;
  const crowd::CountFaults faults = crowd::find_faults(data.people);
  const crowd::HourGrid sound = crowd::without_faults(data.people, faults);
  const auto begin = std::chrono::steady_clock::now();
  const crowd::StreetPast past = crowd::street_past(sound, calendar, {});
  report.train_seconds = seconds_since(begin);
  const crowd::HourGrid medians = crowd::medians_of_weeks(data.people);
  // The threshold of a surge is the protocol's, of the counts as they were delivered.
  crowd::StreetPast scored_past = past;
  scored_past.medians = medians;
  double forecast_seconds = 0;
  Figures surges, twin;
  for (const std::size_t horizon : kHorizonsHours) {
    std::fprintf(stderr, "%zu h: learning\n", horizon);
    const auto fit_begin = std::chrono::steady_clock::now();
    crowd::StreetForecasterOptions options;
    options.horizon_hours = horizon;
    const auto forecaster = crowd::StreetForecaster::fit(past, calendar, from, options);
    if (!forecaster) return forecaster.error();
    report.train_seconds += seconds_since(fit_begin);
    const Result<crowd::HourGrid> told = forecaster->forecast(past, calendar, from, to);
    if (!told) return told.error();
    const crowd::HourGrid baseline = crowd::median_and_autoregression(data.people, medians, from, horizon);
    const Scored scored = score(data, calendar, scored_past, *forecaster, *told, baseline, horizon, to);
    report.rows.push_back(scored.row);
    surges.insert(surges.end(), scored.surges.begin(), scored.surges.end());
    twin.insert(twin.end(), scored.baseline.begin(), scored.baseline.end());
    const auto forecast_begin = std::chrono::steady_clock::now();
    const Result<crowd::HourGrid> one = forecaster->forecast(past, calendar, to - 1, to);
    if (!one) return one.error();
    forecast_seconds += seconds_since(forecast_begin);
  }
  report.predict_ms = 1000 * forecast_seconds;
  report.groups = {{"surges", surges},
                   {"baseline", twin},
                   {"counts",
                    {{"sensors", static_cast<double>(data.people.sensors)},
                     {"hours_missing", static_cast<double>(faults.count(crowd::CountFault::Gap))},
                     {"hours_stuck", static_cast<double>(faults.count(crowd::CountFault::Stuck))},
                     {"hours_silent", static_cast<double>(faults.count(crowd::CountFault::Silent))},
                     {"hours_reset", static_cast<double>(faults.count(crowd::CountFault::Reset))}}}};
  return report;
}

}  // namespace

int backtest_melbourne(const BacktestArguments& arguments) {
  const Result<StreetData> data = read_streets(arguments.data_dir);
  if (!data) return fail(data.error());
  std::vector<crowd::CalendarEntry> entries;
  if (!arguments.events_file.empty()) {
    Result<std::vector<crowd::CalendarEntry>> read =
        read_calendar(arguments.events_file, data->first_year, data->last_year);
    if (!read) return fail(read.error());
    entries = std::move(*read);
  }
  const crowd::StreetCalendar calendar(data->first_day, data->people.hours() / crowd::kHoursADay, entries);
  const std::size_t scored = data->people.hours() - data->scored_from_hour;
  const std::size_t half_days = scored / crowd::kHoursADay / 2;
  const std::size_t to =
      arguments.days == "validation" ? data->scored_from_hour + half_days * crowd::kHoursADay : data->people.hours();
  const Result<BacktestReport> scores = backtest(*data, calendar, to);
  return scores ? report(arguments, *scores) : fail(scores.error());
}

}  // namespace vigie::apps
