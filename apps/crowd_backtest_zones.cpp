// SPDX-License-Identifier: Apache-2.0
// The zones protocol of `vigie crowd backtest`: the live forecaster on recorded counts, as it would have run week after week.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>

#include "commands.hpp"
#include "crowd/zone_forecaster.hpp"
#include "crowd_commands.hpp"
#include "crowd_metro_data.hpp"
#include "crowd_street_data.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using crowd::CityCalendar;
using crowd::ZoneHistory;

/// Recorded counts as the live forecaster would have got them, and when it is asked.
struct Recording {
  std::vector<Zone> zones;
  ZoneHistory history;
  CityCalendar calendar;
  Time begin, end;                ///< of the moments at which it is asked
  std::chrono::minutes every;     ///< between two of them
  std::chrono::hours refit;       ///< between two fits
  std::chrono::hours remembered;  ///< of history, at each fit and forecast
  std::vector<int> horizons_min;
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Zone place(const std::string& name, ZoneKind kind) {
  Zone zone;
  zone.id = ZoneId(name);
  zone.name = name;
  zone.kind = kind;
  zone.area_m2 = 1;
  zone.capacity = 1;
  zone.district = DistrictId("all");
  return zone;
}

void add_holidays(const std::vector<crowd::CalendarEntry>& entries, CityCalendar& calendar) {
  for (const crowd::CalendarEntry& entry : entries) {
    const bool is_public = entry.kind == "public-holiday";
    if (!is_public && entry.kind != "school-holiday") continue;
    for (const crowd::CivilDay day : entry.days) {
      CityEvent event;
      event.title = entry.kind;
      event.kind = is_public ? EventKind::PublicHoliday : EventKind::SchoolHoliday;
      event.start = Time(day);
      event.end = Time(day + std::chrono::days(1));
      event.received = Time(day - std::chrono::days(365));
      calendar.events.push_back(event);
    }
  }
}

/// Counts of periods as people at their ends, straight lines between: asked only at the ends, a forecaster knows no count early.
void draw(const std::vector<std::vector<float>>& counts, std::size_t slots_a_period, ZoneHistory& history,
          std::size_t first_slot) {
  for (std::size_t zone = 0; zone < counts.size(); ++zone)
    for (std::size_t period = 0; period < counts[zone].size(); ++period) {
      const float here = counts[zone][period];
      const float next = period + 1 < counts[zone].size() ? counts[zone][period + 1] : NAN;
      for (std::size_t step = 0; step < slots_a_period; ++step) {
        const std::size_t slot = first_slot + period * slots_a_period + step;
        if (slot >= history.slots()) break;
        crowd::ZoneSlot value = history.at(slot, zone);
        value.people =
            step == 0 ? here : here + (next - here) * static_cast<float>(step) / static_cast<float>(slots_a_period);
        history.put(slot, zone, value);
      }
    }
}

/// Hourly street counts. Local time stands for UTC.
Result<Recording> melbourne(const BacktestArguments& arguments) {
  const auto data = read_streets(arguments.data_dir);
  if (!data) return data.error();
  const Time first = Time(data->first_day) + std::chrono::hours(1);
  const auto year = Time(data->first_day) + std::chrono::hours(data->scored_from_hour);
  const bool validation = arguments.days == "validation";
  Recording recording{
      {},
      {},
      {TimeZone::named("UTC").value(), {}, {}, {}},
      validation ? year : year + std::chrono::hours(24 * 182),
      validation ? year + std::chrono::hours(24 * 182) : first + std::chrono::hours(data->people.hours() - 1),
      std::chrono::minutes(60),
      std::chrono::hours(24 * 7),
      std::chrono::hours(24 * 42),
      {60, 180, 1440, 10080}};
  std::vector<ZoneId> ids;
  for (const std::string& name : data->names) {
    recording.zones.push_back(place(name, ZoneKind::Street));
    ids.push_back(recording.zones.back().id);
  }
  recording.history = ZoneHistory(ids, first);
  recording.history.extend_to(first + std::chrono::hours(data->people.hours()) - crowd::kHistorySlot);
  std::vector<std::vector<float>> counts(ids.size());
  for (std::size_t zone = 0; zone < ids.size(); ++zone)
    for (std::size_t hour = 0; hour < data->people.hours(); ++hour) counts[zone].push_back(data->people.at(hour, zone));
  draw(counts, 12, recording.history, 0);
  if (!arguments.events_file.empty()) {
    const auto entries = read_calendar(arguments.events_file, data->first_year, data->last_year);
    if (!entries) return entries.error();
    add_holidays(*entries, recording.calendar);
  }
  return recording;
}

/// Metro entries of quarters of an hour, as people; exits as who left.
Result<Recording> metro(const BacktestArguments& arguments) {
  const auto data = read_hangzhou(arguments.data_dir);
  if (!data) return data.error();
  const Time midnight = Time(std::chrono::sys_days(std::chrono::year(2019) / 1 / 1));
  const auto day_of = [&](int day) { return midnight + std::chrono::hours(24 * day); };
  const bool validation = arguments.days == "validation";
  Recording recording{{},
                      {},
                      {TimeZone::named("UTC").value(), {}, {}, {}},
                      validation ? day_of(14) : day_of(20),
                      validation ? day_of(20) : day_of(25),
                      std::chrono::minutes(15),
                      std::chrono::hours(24 * 30),
                      std::chrono::hours(24 * 42),
                      {15, 60, 1440, 10080}};
  std::vector<ZoneId> ids;
  const std::size_t stations = data->counts.series() / 2;
  for (std::size_t station = 0; station < stations; ++station) {
    recording.zones.push_back(place("station-" + std::to_string(station), ZoneKind::Station));
    ids.push_back(recording.zones.back().id);
  }
  CityEvent holiday;
  holiday.title = "New Year";
  holiday.kind = EventKind::PublicHoliday;
  holiday.start = midnight;
  holiday.end = midnight + std::chrono::hours(24);
  recording.calendar.events.push_back(holiday);
  recording.history = ZoneHistory(ids, midnight);
  recording.history.extend_to(day_of(25) - crowd::kHistorySlot);
  for (std::size_t day = 0; day < data->counts.days(); ++day) {
    const std::size_t first_slot = day * 288 + (5 * 60 + 45) / 5;  // the first quarter ends there
    std::vector<std::vector<float>> counts(stations);
    for (std::size_t station = 0; station < stations; ++station)
      for (std::size_t slot = 0; slot < data->counts.slots(); ++slot)
        counts[station].push_back(static_cast<float>(data->counts.at(station, day, slot)));
    draw(counts, 3, recording.history, first_slot);
    for (std::size_t station = 0; station < stations; ++station)
      for (std::size_t at = first_slot - 2; at < first_slot + 3 * data->counts.slots() - 2; ++at) {
        if (at >= recording.history.slots()) break;
        crowd::ZoneSlot value = recording.history.at(at, station);
        const std::size_t quarter = (at + 2 - first_slot) / 3;
        value.left = static_cast<float>(data->counts.at(stations + station, day, quarter) / 3);
        recording.history.put(at, station, value);
      }
  }
  return recording;
}

/// What was forecast at one horizon against what was counted, and what the naive would have said.
struct Tally {
  double cells = 0, error = 0, bias = 0, squares = 0, people = 0, inside80 = 0, inside95 = 0, on = 0, width80 = 0;
  std::array<double, crowd::kNaives> naive{}, naive_cells{};

  Figures figures() const {
    Figures figures{{"mae", error / cells},
                    {"bias", bias / cells},
                    {"rmse", std::sqrt(squares / cells)},
                    {"wmape", 100 * error / people},
                    {"coverage80", 100 * inside80 / cells},
                    {"coverage95", 100 * inside95 / cells},
                    {"width80", width80 / cells},
                    {"on_percent", 100 * on / cells}};
    constexpr std::array<const char*, crowd::kNaives> kNames = {"mae_last", "mae_last_week", "mae_median_4_weeks"};
    double best = 1e300;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (naive_cells[i] < cells / 2) continue;
      figures.emplace_back(kNames[i], naive[i] / naive_cells[i]);
      best = std::min(best, naive[i] / naive_cells[i]);
    }
    figures.emplace_back("skill_percent", 100 * (1 - error / cells / best));
    return figures;
  }
};

void score(const ForecastPoint& point, double people, const std::array<double, crowd::kNaives>& naive, Tally& tally) {
  const double error = std::abs(static_cast<double>(point.people) - people);
  tally.cells += 1;
  tally.error += error;
  tally.bias += static_cast<double>(point.people) - people;
  tally.squares += error * error;
  tally.people += people;
  if (static_cast<double>(point.low80) <= people && people <= static_cast<double>(point.high80)) tally.inside80 += 1;
  if (static_cast<double>(point.low95) <= people && people <= static_cast<double>(point.high95)) tally.inside95 += 1;
  tally.width80 += static_cast<double>(point.high80 - point.low80);
  if (point.skilled) tally.on += 1;
  for (std::size_t i = 0; i < naive.size(); ++i) {
    if (std::isnan(naive[i])) continue;
    tally.naive[i] += std::abs(naive[i] - people);
    tally.naive_cells[i] += 1;
  }
}

/// The last weeks until `now`, nothing later.
ZoneHistory history_until(const ZoneHistory& all, Time now, std::chrono::hours remembered) {
  const std::size_t last = *all.slot_at(now);
  const std::size_t first = all.slot_at(now - remembered).value_or(0);
  ZoneHistory history(all.zones(), all.time_of(first));
  history.extend_to(all.time_of(last));
  for (std::size_t slot = first; slot <= last; ++slot)
    for (std::size_t zone = 0; zone < all.zones().size(); ++zone) history.put(slot - first, zone, all.at(slot, zone));
  return history;
}

Result<BacktestReport> run(const Recording& recording) {
  BacktestReport report;
  std::map<int, Tally> tallies, district_tallies;
  std::vector<std::size_t> columns;
  for (std::size_t zone = 0; zone < recording.zones.size(); ++zone) columns.push_back(zone);
  const std::vector<std::vector<std::size_t>> districts = {columns};
  const crowd::CountedSeries truth(recording.history, columns, districts);
  double fits = 0, forecasts = 0, fit_seconds = 0, forecast_seconds = 0;
  std::optional<crowd::ZoneForecaster> forecaster;
  ZoneHistory history;
  Time refit = recording.begin;
  for (Time now = recording.begin; now < recording.end; now += recording.every) {
    if (now >= refit) {
      history = history_until(recording.history, now, recording.remembered);
      const double before = cpu_seconds();
      auto next =
          crowd::ZoneForecaster::fit(history, recording.calendar, recording.zones, {.counted_every = recording.every});
      if (!next) return next.error();
      fit_seconds += cpu_seconds() - before;
      fits += 1;
      if (forecaster) next->take_over(*forecaster);
      forecaster = std::move(*next);
      refit += recording.refit;
    }
    const std::size_t slot = *recording.history.slot_at(now);
    for (std::size_t at = *recording.history.slot_at(history.time_of(history.slots() - 1)) + 1; at <= slot; ++at)
      for (std::size_t zone = 0; zone < columns.size(); ++zone)
        history.put(recording.history.time_of(at), zone, recording.history.at(at, zone));
    history.forget_before(now - recording.remembered);
    const double before = cpu_seconds();
    const auto all = forecaster->forecast(history, recording.calendar, now);
    if (!all) return all.error();
    forecast_seconds += cpu_seconds() - before;
    forecasts += 1;
    const auto judge = [&](const std::vector<ForecastPoint>& points, std::size_t series, std::map<int, Tally>& into) {
      for (const ForecastPoint& point : points) {
        const auto minutes = static_cast<int>((point.at - now) / std::chrono::minutes(1));
        if (std::find(recording.horizons_min.begin(), recording.horizons_min.end(), minutes) ==
            recording.horizons_min.end())
          continue;
        const auto due = recording.history.slot_at(point.at);
        if (!due) continue;
        const double people = truth.people(*due, series);
        if (!std::isnan(people)) score(point, people, crowd::naive_forecasts(truth, series, slot, *due), into[minutes]);
      }
    };
    for (const CrowdForecast& forecast : *all) judge(forecast.points, *history.index_of(forecast.zone), tallies);
    for (const crowd::DistrictForecast& sum : forecaster->districts())
      judge(sum.points, columns.size(), district_tallies);
  }
  for (const auto& [minutes, tally] : tallies) report.rows.push_back({minutes, tally.figures()});
  for (const auto& [minutes, tally] : district_tallies)
    report.groups.emplace_back("all_" + std::to_string(minutes), tally.figures());
  report.train_seconds = fit_seconds / fits;
  report.predict_ms = 1000 * forecast_seconds / forecasts;
  report.more = {{"fits", fits}, {"forecasts", forecasts}};
  return report;
}

}  // namespace

int backtest_zones(const BacktestArguments& arguments) {
  const bool is_metro = std::filesystem::exists(std::filesystem::path(arguments.data_dir) / "inflow.csv");
  const auto recording = is_metro ? metro(arguments) : melbourne(arguments);
  if (!recording) return fail(recording.error());
  const auto scored = run(*recording);
  if (!scored) return fail(scored.error());
  BacktestArguments told = arguments;
  told.protocol += is_metro ? "-metro" : "-streets";
  return report(told, *scored);
}

}  // namespace vigie::apps
