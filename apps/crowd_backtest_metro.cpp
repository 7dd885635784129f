// SPDX-License-Identifier: Apache-2.0
// The metro protocols of `vigie crowd backtest`: Beijing one step ahead, Hangzhou four steps ahead.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <deque>
#include <string_view>

#include "commands.hpp"
#include "crowd/conformal.hpp"
#include "crowd/forecaster.hpp"
#include "crowd/scores.hpp"
#include "crowd_commands.hpp"
#include "crowd_metro_data.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

/// Which days and cells a protocol takes: BENCHMARKS' words as numbers. Days count from 0, `end` is not included.
struct MetroProtocol {
  std::size_t first_train, end_train;
  std::size_t first_scored, end_scored;
  std::size_t skipped_slots;  ///< of the flattened block
  std::size_t slots_in;       ///< of the day, which each forecast must have; all of them it may look at where > 0
  std::size_t slots_out;      ///< a window of slots_in + slots_out lies inside its day
  bool whole_counts;          ///< forecasts are rounded
  bool only_counted;          ///< cells whose truth is 0 are left out
  bool learns_daily;          ///< earlier days of the scored block are history
  double held_back;           ///< people taken off what is said: a relative error forgives too few more than too many
};

constexpr int kLongestSlotMinutes = 180;

MetroProtocol beijing(bool validation) {
  return {.first_train = 5,
          .end_train = validation ? 15U : 20U,
          .first_scored = validation ? 15U : 20U,
          .end_scored = validation ? 20U : 25U,
          .skipped_slots = 5,
          .slots_in = 0,
          .slots_out = 1,
          .whole_counts = true,
          .only_counted = false,
          .learns_daily = true,
          .held_back = 0};
}

MetroProtocol hangzhou(bool validation) {
  return {.first_train = 1,
          .end_train = 18,
          .first_scored = validation ? 18U : 20U,
          .end_scored = validation ? 20U : 25U,
          .skipped_slots = 0,
          .slots_in = 4,
          .slots_out = 4,
          .whole_counts = false,
          .only_counted = true,
          .learns_daily = false,
          .held_back = 1};
}

crowd::ForecasterOptions options_of(const MetroProtocol& protocol, int slot_minutes) {
  crowd::ForecasterOptions options;
  options.slot_minutes = slot_minutes;
  options.fewest_known_slots = protocol.slots_in;
  options.horizons.clear();
  for (std::size_t horizon = 1; horizon <= protocol.slots_out; ++horizon) options.horizons.push_back(horizon);
  if (protocol.slots_in > 0) {
    options.features = {.recent_slots = protocol.slots_in, .whole_day = false, .earlier_days = false};
    options.profile.memory_days = 20;
  }
  return options;
}

/// Of this process, all threads: what one core that did nothing else would have taken.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The history and one day: all that a forecast of that day may know.
struct Panel {
  crowd::Counts counts;
  std::vector<crowd::Day> days;
};

Panel panel_of(const MetroData& data, std::size_t history, std::size_t day) {
  Panel panel{crowd::Counts(data.counts.series(), history + 1, data.counts.slots()),
              {data.days.begin(), data.days.begin() + static_cast<std::ptrdiff_t>(history)}};
  panel.days.push_back(data.days[day]);
  for (std::size_t to = 0; to <= history; ++to)
    for (std::size_t slot = 0; slot < data.counts.slots(); ++slot)
      for (std::size_t series = 0; series < data.counts.series(); ++series)
        panel.counts.set(series, to, slot, data.counts.at(series, to < history ? to : day, slot));
  return panel;
}

/// One horizon's forecasts: scored as they come, and told to its intervals when their counts have been taken.
class Examiner {
 public:
  Examiner(const MetroData& data, const MetroProtocol& protocol, const crowd::Forecaster& forecaster,
           std::size_t horizon)
      : data_(data),
        protocol_(protocol),
        horizon_(horizon),
        intervals_(forecaster.held_out(horizon), data.network.targets.size(), data.counts.slots()) {}

  void take(std::vector<double> forecasts, std::size_t day, std::size_t slot) {
    while (!waiting_.empty() && (waiting_.front().day < day || waiting_.front().slot + horizon_ <= slot)) {
      const Asked& over = waiting_.front();
      intervals_.learn(over.forecasts, counts_of(over.day, over.slot), over.slot);
      waiting_.pop_front();
    }
    const std::vector<double> counts = counts_of(day, slot);
    for (std::size_t target = 0; target < counts.size(); ++target) {
      if (protocol_.only_counted && !(counts[target] > 0)) continue;
      scores_.add(said(forecasts[target]), counts[target]);
      const crowd::Intervals intervals = intervals_.around(forecasts[target], slot, target);
      for (std::size_t level = 0; level < held_.size(); ++level)
        if (intervals[level].holds(counts[target])) held_[level] += 1;
    }
    waiting_.push_back({day, slot, std::move(forecasts)});
  }

  BacktestRow row() const {
    BacktestRow row{static_cast<int>(horizon_) * data_.slot_minutes,
                    {{"mae", scores_.mae()}, {"rmse", scores_.rmse()}}};
    if (protocol_.only_counted) row.figures.emplace_back("mape", scores_.mape_percent());
    else row.figures.emplace_back("wmape", scores_.wmape_percent());
    const auto cells = static_cast<double>(scores_.cells());
    row.figures.emplace_back("coverage80", 100 * held_[0] / cells);
    row.figures.emplace_back("coverage95", 100 * held_[1] / cells);
    return row;
  }

 private:
  struct Asked {
    std::size_t day, slot;
    std::vector<double> forecasts;
  };

  /// The one number that is scored; half a forecast is never held back.
  double said(double forecast) const {
    const double people = std::max(forecast - protocol_.held_back, forecast / 2);
    return protocol_.whole_counts ? std::round(people) : people;
  }

  std::vector<double> counts_of(std::size_t day, std::size_t slot) const {
    std::vector<double> counts;
    for (const std::uint32_t series : data_.network.targets) counts.push_back(data_.counts.at(series, day, slot));
    return counts;
  }

  const MetroData& data_;
  const MetroProtocol& protocol_;
  std::size_t horizon_;
  crowd::ConformalIntervals intervals_;
  crowd::Scores scores_;
  std::array<double, crowd::kIntervalLevels.size()> held_{};
  std::deque<Asked> waiting_;  // ascending
};

Result<BacktestReport> backtest(const MetroData& data, const MetroProtocol& protocol) {
  if (data.counts.days() < protocol.end_scored)
    return Error{ErrorKind::Malformed, std::to_string(data.counts.days()) + " days, expected at least " +
                                           std::to_string(protocol.end_scored)};
  const crowd::ForecasterOptions options = options_of(protocol, data.slot_minutes);
  std::fprintf(stderr, "learning from %zu days of %zu series\n", protocol.end_train - protocol.first_train,
               data.counts.series());
  BacktestReport report;
  const double begin = cpu_seconds();
  const auto forecaster =
      crowd::Forecaster::fit(data.counts, data.days, protocol.first_train, protocol.end_train, data.network, options);
  if (!forecaster) return forecaster.error();
  report.train_seconds = cpu_seconds() - begin;

  std::vector<Examiner> examiners;
  for (const std::size_t horizon : options.horizons) examiners.emplace_back(data, protocol, *forecaster, horizon);
  std::size_t forecasts = 0;
  double forecast_seconds = 0;
  for (std::size_t day = protocol.first_scored; day < protocol.end_scored; ++day) {
    const std::size_t history = protocol.learns_daily ? day : protocol.first_scored;
    const Panel panel = panel_of(data, history, day);
    const std::size_t skipped = day == protocol.first_scored ? protocol.skipped_slots : 0;
    for (std::size_t slot = skipped; slot < data.counts.slots(); ++slot)
      for (std::size_t index = 0; index < options.horizons.size(); ++index) {
        const std::size_t horizon = options.horizons[index];
        const std::size_t known = crowd::known_slots(slot, horizon);
        if (known < protocol.slots_in || known + protocol.slots_out > data.counts.slots()) continue;
        const double asked = cpu_seconds();
        auto forecast = forecaster->forecast(panel.counts, panel.days, history, slot, horizon);
        if (!forecast) return forecast.error();
        forecast_seconds += cpu_seconds() - asked;
        ++forecasts;
        examiners[index].take(*std::move(forecast), day, slot);
      }
  }
  report.predict_ms = 1000 * forecast_seconds * static_cast<double>(options.horizons.size()) /
                      static_cast<double>(std::max<std::size_t>(forecasts, 1));
  for (const Examiner& examiner : examiners) report.rows.push_back(examiner.row());
  return report;
}

}  // namespace

int backtest_metro(const BacktestArguments& arguments) {
  const bool validation = arguments.days == "validation";
  const std::string_view name = arguments.protocol;
  const bool is_hangzhou = name == "hangzhou";
  int minutes = 0;
  if (!is_hangzhou) {
    const std::string_view number = name.substr(name.find('-') + 1);
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), minutes);
    if (fault != std::errc{} || end != number.data() + number.size() || minutes < 1 || minutes > kLongestSlotMinutes ||
        1080 % minutes != 0) {
      fail({ErrorKind::Malformed, "beijing-MINUTES: expected a divisor of 1080 minutes from 1 to 180"});
      return kUsage;
    }
  }
  const Result<MetroData> data =
      is_hangzhou ? read_hangzhou(arguments.data_dir) : read_beijing(arguments.data_dir, minutes);
  if (!data) return fail(data.error());
  const auto scored = backtest(*data, is_hangzhou ? hangzhou(validation) : beijing(validation));
  if (!scored) return fail(scored.error());
  return report(arguments, *scored);
}

}  // namespace vigie::apps
