// SPDX-License-Identifier: Apache-2.0
// Walks through the days: first tells each by what is known, then learns it.
#include "crowd/zone_past.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

/// A count beside an event says a little of what is usual, once the event is taken off it.
constexpr float kEventWeight = 0.1F;
/// How far what is usual errs, as a part of it; for the noise in shares of events.
constexpr double kUsualBlur = 0.2;
/// Zone tables and those of entries and exits share one book: series = zones × kParts.
constexpr std::size_t kParts = 3;

std::vector<double> for_all_parts(const std::vector<double>& of_zones) {
  std::vector<double> all;
  for (std::size_t part = 0; part < kParts; ++part) all.insert(all.end(), of_zones.begin(), of_zones.end());
  return all;
}

class Walk {
 public:
  Walk(const ZoneHistory& history, std::span<const std::size_t> columns, const ZoneAxis& axis, const EventPlan& plan,
       EventBook book, const PastOptions& options)
      : history_(history),
        columns_(columns),
        axis_(axis),
        plan_(plan),
        options_(options),
        book_(std::move(book)),
        usual_(for_all_parts(options.memory_days), options.weekday_prior_days) {
    const std::size_t cells = options.known * columns.size();
    past_.zones = columns.size();
    past_.known = options.known;
    past_.tables_from_day = options.tables_from_day;
    past_.base.assign(cells, NAN);
    past_.residual = past_.entered = past_.left = past_.base;
    past_.share.assign(cells, 0);
    if (!options.learn_events) past_.books.push_back(book_);
  }

  ZonePast run() {
    std::size_t begin = 0;
    while (begin < options_.known) {
      std::size_t end = begin;
      while (end < options_.known && axis_.slots[end].day == axis_.slots[begin].day) ++end;
      day(begin, end);
      begin = end;
    }
    // The day of the next slot may be a new one: it is told by all that was known.
    if (axis_.day_of(options_.known) > axis_.day_of(options_.known - 1)) open_day(axis_.day_of(options_.known));
    for (std::size_t zone = 0; zone < past_.zones; ++zone) past_.days_counted.push_back(usual_.days(zone));
    past_.last_book = book_;
    return std::move(past_);
  }

 private:
  void open_day(std::size_t day) {
    table_ = usual_.table();
    if (day < options_.tables_from_day) return;
    past_.tables.push_back(table_);
    if (options_.learn_events) past_.books.push_back(book_);
  }

  void day(std::size_t begin, std::size_t end) {
    const std::size_t number = axis_.day_of(begin);
    const bool wanted = number >= options_.tables_from_day;
    if (wanted) open_day(number);
    if (wanted || options_.learn_events) {
      if (!wanted) table_ = usual_.table();
      for (std::size_t slot = begin; slot < end; ++slot) tell(slot);
    }
    for (std::size_t slot = begin; slot < end; ++slot) learn(slot);
    usual_.end_day();
    if (options_.learn_events) book_.solve();
  }

  void tell(std::size_t slot) {
    const AxisSlot& at = axis_.slots[slot];
    for (std::size_t zone = 0; zone < past_.zones; ++zone) {
      const float usual = table_.at(at.day_class, at.minute, zone);
      if (std::isnan(usual)) continue;
      const std::size_t cell = past_.cell(slot, zone);
      const double events = plan_.people(book_, zone, slot, axis_.time_of(slot));
      const double people = static_cast<double>(usual * usual) + events;
      past_.base[cell] = static_cast<float>(std::sqrt(people));
      past_.share[cell] = static_cast<float>(events / (people + 1));
      if (columns_[zone] == kNoColumn) continue;
      const ZoneSlot seen = history_.at(slot, columns_[zone]);
      if (!seen.imputed) past_.residual[cell] = std::sqrt(seen.people) - past_.base[cell];
      past_.entered[cell] = std::sqrt(seen.entered) - table_.at(at.day_class, at.minute, past_.zones + zone);
      past_.left[cell] = std::sqrt(seen.left) - table_.at(at.day_class, at.minute, 2 * past_.zones + zone);
    }
  }

  void learn(std::size_t slot) {
    const AxisSlot& at = axis_.slots[slot];
    for (std::size_t zone = 0; zone < past_.zones; ++zone) {
      if (columns_[zone] == kNoColumn) continue;
      const ZoneSlot seen = history_.at(slot, columns_[zone]);
      const bool felt = plan_.felt(zone, slot);
      if (!std::isnan(seen.people) && !seen.imputed) {
        float people = seen.people;
        if (felt) {
          people -= static_cast<float>(plan_.people(book_, zone, slot, Time::max()));
          if (options_.learn_events) learn_events(slot, zone, seen.people);
        }
        usual_.add(at.day_class, at.minute, zone, std::sqrt(std::max(people, 0.0F)), felt ? kEventWeight : 1);
      }
      const float weight = felt ? kEventWeight : 1;
      if (!std::isnan(seen.entered))
        usual_.add(at.day_class, at.minute, past_.zones + zone, std::sqrt(seen.entered), weight);
      if (!std::isnan(seen.left))
        usual_.add(at.day_class, at.minute, 2 * past_.zones + zone, std::sqrt(seen.left), weight);
    }
  }

  /// What is neither usual nor of other events is each event's.
  void learn_events(std::size_t slot, std::size_t zone, float people) {
    const AxisSlot& at = axis_.slots[slot];
    const float root = table_.at(at.day_class, at.minute, zone);
    if (std::isnan(root)) return;
    const auto usual = static_cast<double>(root * root);
    const double all = plan_.people(book_, zone, slot, Time::max());
    const double noise = kUsualBlur * usual + std::sqrt(usual + 1);
    for (const EventTrace& trace : plan_.traces(zone)) {
      if (slot < trace.begin || slot >= trace.end) continue;
      const auto moment = plan_.moment(trace, zone, slot);
      if (!moment) continue;
      const double others = all - plan_.people(trace, book_, zone, slot);
      const PlannedEvent& event = plan_.event(trace.event);
      if (counted_.insert({trace.event, zone}).second) book_.count_event(event.kind, trace.role);
      book_.learn(*moment, static_cast<double>(people) - usual - others, event.attendance, noise);
    }
  }

  const ZoneHistory& history_;
  std::span<const std::size_t> columns_;
  const ZoneAxis& axis_;
  const EventPlan& plan_;
  const PastOptions& options_;
  EventBook book_;
  UsualBook usual_;
  UsualTable table_;
  ZonePast past_;
  std::set<std::pair<std::size_t, std::size_t>> counted_;
};

}  // namespace

ZonePast zone_past(const ZoneHistory& history, std::span<const std::size_t> columns, const ZoneAxis& axis,
                   const EventPlan& plan, EventBook book, const PastOptions& options) {
  VIGIE_CHECK(options.known > 0 && options.known <= history.slots() && options.known < axis.slots.size());
  VIGIE_CHECK(history.time_of(0) == axis.first && options.memory_days.size() == columns.size());
  return Walk(history, columns, axis, plan, std::move(book), options).run();
}

BaseAt base_at(const ZonePast& past, const ZoneAxis& axis, const EventPlan& plan, std::size_t origin_day,
               std::size_t zone, std::size_t slot, Time known) {
  const AxisSlot& at = axis.slots[slot];
  const float usual = past.table_of_day(origin_day).at(at.day_class, at.minute, zone);
  const double events = plan.people(past.book_of_day(origin_day), zone, slot, known);
  const double people = static_cast<double>(usual * usual) + events;
  return {static_cast<float>(std::sqrt(people)), static_cast<float>(events / (people + 1))};
}

}  // namespace vigie::crowd
