// SPDX-License-Identifier: Apache-2.0
// Period by period, day by day: each day is asked whether the rule means it. Slow for a rule of seconds, and such are refused.
#include "codec/recurrence.hpp"

#include <algorithm>
#include <chrono>

namespace vigie::codec {
namespace {

namespace chrono = std::chrono;

constexpr std::size_t kMostTimes = 2'000;

LocalSeconds day_number(LocalSeconds local) { return (local >= 0 ? local : local - (kDay_s - 1)) / kDay_s; }

chrono::year_month_day date_of(LocalSeconds day) { return chrono::sys_days(chrono::days(day)); }
LocalSeconds day_of(chrono::year_month_day date) { return chrono::sys_days(date).time_since_epoch().count(); }

/// 0 Monday to 6 Sunday; 1970 began on a Thursday.
int weekday_of(LocalSeconds day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); }

bool holds(const std::vector<int>& list, int from_front, int from_back) {
  return std::any_of(list.begin(), list.end(), [&](int each) { return each == from_front || each == -from_back; });
}

/// Where a day stands in its month or year, from both ends, from 1.
struct Standing {
  int front;
  int back;
};

class Rule {
 public:
  Rule(const Recurrence& rule, LocalSeconds start)
      : rule_(rule), start_day_(day_number(start)), start_(date_of(start_day_)) {
    const LocalSeconds second = start - start_day_ * kDay_s;
    const std::vector<int> hours = rule.hours.empty() ? std::vector{static_cast<int>(second / 3600)} : rule.hours;
    const std::vector<int> minutes =
        rule.minutes.empty() ? std::vector{static_cast<int>(second / 60 % 60)} : rule.minutes;
    for (const int hour : hours)
      for (const int minute : minutes) times_.push_back((hour * 60 + minute) * 60 + second % 60);
    std::sort(times_.begin(), times_.end());
    times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
  }

  /// The first day of the period `number` periods after the one of the start.
  LocalSeconds period(std::int64_t number) const {
    const std::int64_t steps = number * rule_.interval;
    switch (rule_.frequency) {
      case Frequency::Daily: return start_day_ + steps;
      case Frequency::Weekly: return start_day_ - (weekday_of(start_day_) - rule_.week_start + 7) % 7 + 7 * steps;
      case Frequency::Monthly:
        return day_of(start_.year() / start_.month() / 1 + chrono::months(static_cast<int>(steps)));
      case Frequency::Yearly: return day_of((start_.year() + chrono::years(static_cast<int>(steps))) / 1 / 1);
    }
    return start_day_;
  }

  LocalSeconds length_days(LocalSeconds first) const {
    const chrono::year_month_day date = date_of(first);
    switch (rule_.frequency) {
      case Frequency::Daily: return 1;
      case Frequency::Weekly: return 7;
      case Frequency::Monthly: return day_of(date + chrono::months(1)) - first;
      case Frequency::Yearly: return day_of(date + chrono::years(1)) - first;
    }
    return 1;
  }

  /// A period that surely lies at or before `day`, as far on as can be told without looking.
  std::int64_t number_before(LocalSeconds day) const {
    const std::int64_t longest_days[] = {1, 7, 31, 366};  // of a period: never too far on
    const std::int64_t passed = day - start_day_;
    const std::int64_t length = longest_days[static_cast<std::size_t>(rule_.frequency)] * rule_.interval;
    return std::max<std::int64_t>(0, passed / length - 1);
  }

  std::int64_t times_a_day() const { return static_cast<std::int64_t>(times_.size()); }

  /// The times of one period, in order, BYSETPOS done.
  std::vector<LocalSeconds> times_of(LocalSeconds first, LocalSeconds length) const {
    std::vector<LocalSeconds> all;
    for (LocalSeconds day = first; day < first + length; ++day)
      if (means(day))
        for (const LocalSeconds time : times_) all.push_back(day * kDay_s + time);
    if (rule_.positions.empty()) return all;
    std::vector<LocalSeconds> chosen;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (holds(rule_.positions, static_cast<int>(i) + 1, static_cast<int>(all.size() - i))) chosen.push_back(all[i]);
    return chosen;
  }

 private:
  bool means(LocalSeconds day) const {
    const chrono::year_month_day date = date_of(day);
    const int month = static_cast<int>(static_cast<unsigned>(date.month()));
    if (!rule_.months.empty() && !holds(rule_.months, month, 0)) return false;
    const Standing in_month = standing(day, day_of(date.year() / date.month() / 1), chrono::months(1));
    if (!rule_.month_days.empty() && !holds(rule_.month_days, in_month.front, in_month.back)) return false;
    if (!rule_.year_days.empty()) {
      const Standing in_year = standing(day, day_of(date.year() / 1 / 1), chrono::years(1));
      if (!holds(rule_.year_days, in_year.front, in_year.back)) return false;
    }
    if (!rule_.weekdays.empty()) return means_weekday(day, date, in_month);
    return !rule_.month_days.empty() || !rule_.year_days.empty() || fits_start(day, date);
  }

  /// RFC 5545: ordinals count within the month for MONTHLY, and for YEARLY with BYMONTH; else within the year.
  bool means_weekday(LocalSeconds day, chrono::year_month_day date, Standing in_month) const {
    const int weekday = weekday_of(day);
    const bool of_month = rule_.frequency == Frequency::Monthly || !rule_.months.empty();
    return std::any_of(rule_.weekdays.begin(), rule_.weekdays.end(), [&](const RuleWeekday& each) {
      if (each.weekday != weekday) return false;
      if (each.ordinal == 0) return true;
      const Standing in = of_month ? in_month : standing(day, day_of(date.year() / 1 / 1), chrono::years(1));
      return each.ordinal > 0 ? (in.front - 1) / 7 + 1 == each.ordinal : (in.back - 1) / 7 + 1 == -each.ordinal;
    });
  }

  /// What the rule leaves open is as the start has it.
  bool fits_start(LocalSeconds day, chrono::year_month_day date) const {
    switch (rule_.frequency) {
      case Frequency::Daily: return true;
      case Frequency::Weekly: return weekday_of(day) == weekday_of(start_day_);
      case Frequency::Monthly: return date.day() == start_.day();
      case Frequency::Yearly:
        return date.day() == start_.day() && (!rule_.months.empty() || date.month() == start_.month());
    }
    return false;
  }

  template <class Length>
  static Standing standing(LocalSeconds day, LocalSeconds first, Length length) {
    const LocalSeconds next = day_of(date_of(first) + length);
    return {static_cast<int>(day - first) + 1, static_cast<int>(next - day)};
  }

  const Recurrence& rule_;
  LocalSeconds start_day_;
  chrono::year_month_day start_;
  std::vector<LocalSeconds> times_;  ///< seconds of the day, in order
};

}  // namespace

Result<std::vector<LocalSeconds>> occurrences(const Recurrence& recurrence, LocalSeconds start, LocalWindow window,
                                              RuleEffort& effort) {
  const Rule rule(recurrence, start);
  const LocalSeconds last = std::min(window.until - 1, recurrence.until.value_or(window.until));
  std::vector<LocalSeconds> found;
  int counted = 0;
  // A rule that counts is followed from its start; the others begin shortly before the window.
  for (std::int64_t number = recurrence.count ? 0 : rule.number_before(day_number(window.from));; ++number) {
    const LocalSeconds first = rule.period(number);
    if (first * kDay_s > last) return found;
    const LocalSeconds length = rule.length_days(first);
    effort.times_left -= length * rule.times_a_day();
    if (effort.times_left < 0) return Error{ErrorKind::TooLarge, "the document's recurrence rules take too long"};
    for (const LocalSeconds time : rule.times_of(first, length)) {
      if (time < start) continue;
      if (time > last || (recurrence.count && ++counted > *recurrence.count)) return found;
      if (time < window.from) continue;
      if (found.size() == kMostTimes) return Error{ErrorKind::TooLarge, "an event that comes more than 2,000 times"};
      found.push_back(time);
    }
  }
}

}  // namespace vigie::codec
