// SPDX-License-Identifier: Apache-2.0
// What does the live crowd forecast of a city cost: CPU seconds to learn, milliseconds a forecast, bytes saved?
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "crowd/synthetic_zones.hpp"
#include "crowd/zone_forecaster.hpp"

namespace {

using namespace vigie;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

/// Zones (40) and days (35) of five-minute counts with entries and exits; a forecast every five minutes for six hours.
int main(int count, char** words) {
  crowd::SyntheticOptions options;
  options.zones = count > 1 ? static_cast<std::size_t>(std::atoi(words[1])) : 40;
  options.days = count > 2 ? std::atoi(words[2]) : 35;
  crowd::SyntheticCity city = crowd::synthetic_city(options);
  for (std::size_t slot = 0; slot < city.history.slots(); ++slot)
    for (std::size_t zone = 0; zone < options.zones; ++zone) {
      crowd::ZoneSlot value = city.history.at(slot, zone);
      value.entered = std::round(value.people * 0.12F);
      value.left = std::round(value.people * 0.11F);
      city.history.put(slot, zone, value);
    }
  const Time end = city.history.time_of(city.history.slots() - 1), begin = end - std::chrono::hours(6);
  const double before = cpu_seconds();
  auto forecaster = crowd::ZoneForecaster::fit(city.history, city.calendar, city.zones, {.until = begin});
  if (!forecaster) {
    std::fprintf(stderr, "%s\n", forecaster.error().what.c_str());
    return 1;
  }
  const double learnt = cpu_seconds();
  int forecasts = 0;
  std::size_t points = 0;
  for (Time now = begin; now < end; now += crowd::kHistorySlot, ++forecasts) {
    const auto all = forecaster->forecast(city.history, city.calendar, now);
    if (!all) return 1;
    points = all->size() * all->front().points.size();
  }
  const double done = cpu_seconds();
  std::printf(
      "{\"work\":\"zone_forecast\",\"zones\":%zu,\"days\":%d,\"fit_seconds\":%.2f,\"forecast_ms\":%.1f,\"points\":%zu,"
      "\"model_bytes\":%zu,\"record_bytes\":%zu,\"waiting\":%zu}\n",
      options.zones, options.days, learnt - before, 1000 * (done - learnt) / forecasts, points,
      forecaster->save().size(), forecaster->save_record().size(), forecaster->record().waiting());
  return 0;
}
