// SPDX-License-Identifier: Apache-2.0
// Day after day; what is drawn by lot depends on the day alone.
#include "sim/crowd_program.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "core/random.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kMatchLasts = 105min;
constexpr auto kMatchAfterStart = 45min;

struct HolidayDay {
  unsigned month, day;
  const char* name;
};
constexpr std::array<HolidayDay, 8> kHolidays{{{1, 1, "Jour de l'an"},
                                               {5, 1, "Fête du Travail"},
                                               {5, 8, "Victoire 1945"},
                                               {7, 14, "Fête nationale"},
                                               {8, 15, "Assomption"},
                                               {11, 1, "Toussaint"},
                                               {11, 11, "Armistice 1918"},
                                               {12, 25, "Noël"}}};
/// An invented school year; a French one differs by zone and year.
struct School {
  unsigned month, day;
  int days;
  const char* name;
};
constexpr std::array<School, 5> kSchool{{{2, 13, 16, "Vacances d'hiver"},
                                         {4, 10, 16, "Vacances de printemps"},
                                         {7, 4, 58, "Vacances d'été"},
                                         {10, 17, 16, "Vacances de la Toussaint"},
                                         {12, 19, 16, "Vacances de Noël"}}};

std::chrono::year_month_day date_of(std::int32_t local_day) {
  return std::chrono::sys_days(std::chrono::days(local_day));
}

Random luck(std::uint64_t seed, std::int32_t local_day) {
  Random chance(seed * 7919 + static_cast<std::uint64_t>(static_cast<std::int64_t>(local_day)));
  chance.next();
  return chance;
}

double smooth(double x) {
  const double t = std::clamp(x, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

double share_between(Time at, Time from, Time until) {
  return static_cast<double>((at - from).count()) / static_cast<double>((until - from).count());
}

Happening match(Time start, double attendance, const std::string& reference) {
  return {EventKind::Match,
          reference,
          "Olympique du Levant, match de championnat",
          start,
          start + kMatchLasts,
          attendance,
          75min,
          35min};
}

void add_day(std::uint64_t seed, const TimeZone& zone, Time today, std::int32_t day, std::vector<Happening>& all) {
  const auto at = [&](std::int32_t minute) { return zone.instant(day, minute, TimeZone::Twice::First); };
  const std::int32_t weekday = zone.local(at(12 * 60)).weekday;
  const std::int32_t today_day = zone.local(today).day;
  const std::string name = std::to_string(day);
  Random chance = luck(seed, day);
  const std::int32_t week = (day + 3) / 7;  // Mondays begin a week
  const bool even = week % 2 == 0;
  const double crowd = 22'000 + 12'000 * chance.share();
  if (day == today_day) all.push_back(match(today + kMatchAfterStart, 30'000, "match-today"));
  else if (std::abs(day - today_day) > 2 && ((even && weekday == 5) || (!even && weekday == 2)))
    all.push_back(match(at(even ? 19 * 60 : 20 * 60 + 30), crowd, "match-" + name));
  if (weekday == 4 && even)
    all.push_back({EventKind::Concert, "concert-" + name, "Concert sur le quai", at(20 * 60), at(23 * 60),
                   4'000 + 3'000 * chance.share(), 90min, 30min});
  if (weekday == 2 || weekday == 5)
    all.push_back({EventKind::Market, "market-" + name, "Marché des Halles", at(7 * 60 + 30), at(13 * 60),
                   weekday == 5 ? 1'500.0 : 900.0, 30min, 60min});
  for (const HolidayDay& holiday : kHolidays)
    if (unsigned(date_of(day).month()) == holiday.month && unsigned(date_of(day).day()) == holiday.day)
      all.push_back({EventKind::PublicHoliday, "holiday-" + name, holiday.name, at(0), at(24 * 60), 0});
  for (const School& school : kSchool)
    if (unsigned(date_of(day).month()) == school.month && unsigned(date_of(day).day()) == school.day)
      all.push_back({EventKind::SchoolHoliday, "school-" + name, school.name, at(0),
                     zone.instant(day + school.days, 0, TimeZone::Twice::First), 0});
}

}  // namespace

double Happening::come(Time at) const { return smooth(share_between(at, start - coming, start + 5min)); }
double Happening::gone(Time at) const { return smooth(share_between(at, end, end + going)); }

bool is_public_holiday(std::int32_t local_day) {
  const auto date = date_of(local_day);
  return std::any_of(kHolidays.begin(), kHolidays.end(), [&](const HolidayDay& holiday) {
    return unsigned(date.month()) == holiday.month && unsigned(date.day()) == holiday.day;
  });
}

std::vector<Happening> program(std::uint64_t seed, const TimeZone& zone, Time today, Time from, Time until) {
  std::vector<Happening> all;
  constexpr std::int32_t kLongest_days = 60;  // of a school holiday that began before
  for (std::int32_t day = zone.local(from).day - kLongest_days; day <= zone.local(until).day; ++day)
    add_day(seed, zone, today, day, all);
  std::erase_if(all, [&](const Happening& it) { return it.end + 2h < from || it.start - 2h > until; });
  std::stable_sort(all.begin(), all.end(), [](const Happening& a, const Happening& b) { return a.start < b.start; });
  return all;
}

}  // namespace vigie::sim
