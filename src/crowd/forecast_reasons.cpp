// SPDX-License-Identifier: Apache-2.0
// Each term d of a departure has its part in people: (√b + d)² − b = d · (√b + √f).
#include "crowd/forecast_reasons.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vigie::crowd {
namespace {

constexpr double kLeastPeople = 5, kLeastPart = 0.02;
constexpr std::size_t kKinds = static_cast<std::size_t>(DriverKind::Holiday) + 1;

bool matters(double people, double of) { return std::abs(people) >= std::max(kLeastPeople, kLeastPart * of); }

/// The holiday that makes a day a Sunday, by its title.
std::string holiday_title(const CityCalendar& calendar, Time at, EventKind kind) {
  for (const CityEvent& event : calendar.events)
    if (event.kind == kind && !event.cancelled && event.start <= at && at < event.end) return event.title;
  return {};
}

void add_events(const ZoneNow& look, std::size_t zone, double usual, std::vector<ForecastDriver>& drivers) {
  for (const EventTrace& trace : look.plan.traces(zone)) {
    if (trace.end <= look.origin || trace.begin > look.origin + kSlotsADay) continue;
    double most = 0;
    std::size_t when = look.origin;
    const std::size_t last = std::min(trace.end, look.origin + kSlotsADay + 1);
    for (std::size_t slot = std::max(trace.begin, look.origin + 1); slot < last; ++slot) {
      const double people = look.plan.people(trace, look.past.book_of_day(0), zone, slot);
      if (people <= most) continue;
      most = people;
      when = slot;
    }
    if (matters(most, usual))
      drivers.push_back(
          {DriverKind::Event, look.plan.event(trace.event).title, std::llround(most), 100, look.axis.time_of(when)});
  }
}

}  // namespace

std::vector<ForecastDriver> drivers_of(const ZoneModel& model, const ZoneNow& look, std::size_t zone,
                                       const FormulaPoint& point) {
  const AxisSlot& then = look.axis.slots[point.target];
  const Time at = look.axis.time_of(point.target);
  const UsualTable& table = look.past.table_of_day(look.axis.day_of(look.known - 1));
  const auto squared = [](float root) { return static_cast<double>(root) * static_cast<double>(root); };
  const double usual = squared(table.at(then.day_class, then.minute, zone));
  std::vector<ForecastDriver> drivers;
  drivers.push_back({DriverKind::Usual, {}, std::llround(usual), 100, at});

  std::array<double, kKinds> people{};
  const double to_people = static_cast<double>(model.structure.spread[zone] * (point.base_root + point.root));
  for (std::size_t i = 0; i < kFeatures; ++i)
    people[static_cast<std::size_t>(driver_of(static_cast<Feature>(i)))] +=
        static_cast<double>(model.weights[point.lead][i] * point.row[i]) * to_people;
  const auto tell = [&](DriverKind kind, std::string about) {
    const double more = people[static_cast<std::size_t>(kind)];
    if (!point.told || !matters(more, usual)) return;
    const double expected = squared(point.base_root);
    const auto percent =
        expected > 0 ? static_cast<std::int32_t>(std::clamp(100 * (expected + more) / expected, 0.0, 9999.0)) : 100;
    drivers.push_back({kind, std::move(about), std::llround(more), percent, {}});
  };
  tell(DriverKind::Level, {});
  tell(DriverKind::Arrivals, {});
  add_events(look, zone, usual, drivers);
  tell(DriverKind::Weather, {});
  std::size_t worst = 0;
  if (look.features.disturbance(zone, point.target, &worst) > 0)
    tell(DriverKind::Transport, look.calendar.bulletins[worst].title);
  tell(DriverKind::Holiday, holiday_title(look.calendar, at, EventKind::SchoolHoliday));
  const auto weekday = static_cast<std::size_t>(look.calendar.time_zone.local(at).weekday);
  if (weekday != then.day_class) {
    const double more = usual - squared(table.at(weekday, then.minute, zone));
    if (matters(more, usual))
      drivers.push_back({DriverKind::Holiday,
                         holiday_title(look.calendar, at, EventKind::PublicHoliday),
                         std::llround(more),
                         100,
                         {}});
  }
  return drivers;
}

}  // namespace vigie::crowd
