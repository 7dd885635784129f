// SPDX-License-Identifier: Apache-2.0
// Everything later than now is left out here, once, before anything is computed.
#include "crowd/zone_look.hpp"

#include <cmath>
#include <utility>

namespace vigie::crowd {
namespace {

constexpr std::size_t kDaysBack = 9;  // for features: a week, and the windows around it

std::size_t first_day_wanted(const ZoneAxis& axis, std::size_t known) {
  const std::size_t day = axis.day_of(known - 1);
  return day > kDaysBack ? day - kDaysBack : 0;
}

}  // namespace

std::vector<std::size_t> columns_of(std::span<const Zone> zones, const ZoneHistory& history) {
  std::vector<std::size_t> columns;
  for (const Zone& zone : zones) columns.push_back(history.index_of(zone.id).value_or(kNoColumn));
  return columns;
}

ZoneNow::ZoneNow(const ZoneModel& model, const ZoneHistory& history, CityCalendar calendar_now, Time time,
                 std::vector<std::size_t> zone_columns, std::size_t known_slots, const std::vector<double>& memory_days)
    : now(time),
      calendar(std::move(calendar_now)),
      columns(std::move(zone_columns)),
      known(known_slots),
      origin(static_cast<std::size_t>((history_slot_at(time) - history.time_of(0)) / kHistorySlot)),
      axis(zone_axis(calendar, history.time_of(0), origin + kSlotsAWeek + 2)),
      plan(calendar, axis, model.zones),
      past(zone_past(history, columns, axis, plan, model.book,
                     {.known = known,
                      .memory_days = memory_days,
                      .weekday_prior_days = model.weekday_prior_days,
                      .tables_from_day = first_day_wanted(axis, known),
                      .learn_events = false})),
      features(past, axis, model.structure, model.zones, calendar.bulletins) {}

Result<std::unique_ptr<ZoneNow>> ZoneNow::at(const ZoneModel& model, const ZoneHistory& history,
                                             const CityCalendar& calendar, Time now,
                                             const std::vector<double>& memory_days) {
  std::vector<std::size_t> columns = columns_of(model.zones, history);
  bool any = false;
  for (const std::size_t column : columns) any = any || column != kNoColumn;
  if (!any || history.slots() == 0)
    return Error{ErrorKind::NotFound,
                 "the history holds none of the " + std::to_string(model.zones.size()) + " zones that were learnt"};
  if (history_slot_at(now) < history.time_of(0))
    return Error{ErrorKind::NotFound,
                 "the history begins at " + to_rfc3339(history.time_of(0)) + ", after " + to_rfc3339(now)};
  const auto slot = history.slot_at(now);
  const std::size_t known = slot ? *slot + 1 : history.slots();
  return std::unique_ptr<ZoneNow>(
      new ZoneNow(model, history, known_at(calendar, now), now, std::move(columns), known, memory_days));
}

BaseAt ZoneNow::base(std::size_t zone, std::size_t slot) const {
  return base_at(past, axis, plan, axis.day_of(known - 1), zone, slot, now);
}

std::optional<std::size_t> ZoneNow::last_counted(std::size_t zone) const {
  for (std::size_t back = 1; back <= kSlotsAWeek && back <= known; ++back)
    if (!std::isnan(past.residual[past.cell(known - back, zone)])) return known - back;
  return std::nullopt;
}

}  // namespace vigie::crowd
