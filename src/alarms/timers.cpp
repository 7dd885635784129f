// SPDX-License-Identifier: Apache-2.0
// Timers, moved by journalled ticks only.
#include "alarms/timers.hpp"

#include <algorithm>
#include <vector>

namespace vigie::alarms {
namespace {

using namespace std::chrono_literals;

constexpr auto kKeptAfterClosing = 1h;
constexpr auto kRemovalsKept = 1h;
constexpr auto kIdsKept = 24h;
constexpr auto kIdsSlack = 10min;  // ids are forgotten in lots, so that a tick is rare

bool comes_back(const Alarm& alarm, Time now) {
  return alarm.state == AlarmState::Shelved && alarm.shelved_until && *alarm.shelved_until <= now;
}

bool is_over(const Incident& incident, Time now) {
  return incident.closed && now - *incident.closed >= kKeptAfterClosing;
}

bool is_over(const Alarm& alarm, Time now) {
  return !alarm.incident && alarm.state != AlarmState::New && now - alarm.received >= kIdsKept;
}

void remove(Picture& picture, const Entry& entry, const char* what, const std::string& id) {
  picture.removed.push_back({what, id, entry.key.sequence, entry.received});
}

void remove_incident(Picture& picture, const Entry& entry, const Incident& incident) {
  for (const AlarmId& id : incident.alarms) {
    picture.alarms.erase(id);
    remove(picture, entry, "alarm", id.text());
  }
  for (const MissionId& id : incident.missions) {
    picture.missions.erase(id);
    remove(picture, entry, "mission", id.text());
  }
  picture.recommendations.erase(incident.id);
  remove(picture, entry, "incident", incident.id.text());
}

}  // namespace

bool timer_due(const Picture& picture, Time now) {
  const auto in = [now](const auto& shelf, auto over) {
    return std::any_of(shelf.begin(), shelf.end(), [&](const auto& item) { return over(*item.second, now); });
  };
  return in(picture.alarms, comes_back) || in(picture.alarms, [](const Alarm& a, Time t) { return is_over(a, t); }) ||
         in(picture.incidents, [](const Incident& i, Time t) { return is_over(i, t); }) ||
         std::any_of(picture.seen_ids.begin(), picture.seen_ids.end(),
                     [now](const auto& seen) { return now - seen.second >= kIdsKept + kIdsSlack; });
}

void tick(Picture& picture, const Entry& entry) {
  const Time now = entry.received;
  const auto alarms = picture.alarms;
  for (const auto& [id, alarm] : alarms) {
    if (comes_back(*alarm, now))
      picture.alarms.edit(id, [&](Alarm& a) {
        a.state = AlarmState::New;
        a.shelved_until.reset();
        a.changed = entry.key.sequence;
      });
    if (is_over(*alarm, now)) {
      picture.alarms.erase(id);
      remove(picture, entry, "alarm", id.text());
    }
  }
  const auto incidents = picture.incidents;
  for (const auto& [id, incident] : incidents) {
    if (!is_over(*incident, now)) continue;
    remove_incident(picture, entry, *incident);
    picture.incidents.erase(id);
  }
  std::erase_if(picture.removed, [now](const Removal& removal) { return now - removal.at >= kRemovalsKept; });
  std::erase_if(picture.seen_ids, [now](const auto& seen) { return now - seen.second >= kIdsKept; });
}

}  // namespace vigie::alarms
