// SPDX-License-Identifier: Apache-2.0
// What becomes of the crowd's records.
#include "crowd/crowd_records.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace vigie::crowd {
namespace {

using namespace std::chrono_literals;

constexpr auto kEventsKept = 6h;
constexpr auto kBulletinsKept = 1h;
constexpr auto kSurgesKept = 1h;
constexpr auto kNowcastsKept = 1h;
constexpr auto kNowcastsSilent = 6h;  // of one that never ended: the program was
constexpr auto kMeasurementsKept = 24h;
constexpr auto kSlack = 10min;  // forgotten in lots, so that a tick is rare

bool is_over(const CityEvent& event, Time now) { return now - event.end >= kEventsKept; }
bool is_over(const Bulletin& bulletin, Time now) { return bulletin.end && now - *bulletin.end >= kBulletinsKept; }
bool is_over(const CrowdSurge& surge, Time now) { return surge.ended && now - *surge.ended >= kSurgesKept; }
bool is_over(const CrowdNowcast& nowcast, Time now) {
  return (nowcast.ended && now - *nowcast.ended >= kNowcastsKept) || now - nowcast.made >= kNowcastsSilent;
}
bool is_over(const Measurement& measurement, Time now) { return now - measurement.until >= kMeasurementsKept; }

void remove(Picture& picture, const Entry& entry, const char* what, const std::string& id) {
  picture.removed.push_back({what, id, entry.key.sequence, entry.received});
}

const std::string& text_of(const std::string& key) { return key; }
const std::string& text_of(const EventId& key) { return key.text(); }

template <class Key, class T>
bool any_over(const Shelf<Key, T>& shelf, Time now) {
  return std::any_of(shelf.begin(), shelf.end(), [now](const auto& item) { return is_over(*item.second, now); });
}

template <class Key, class T>
void forget(Picture& picture, Shelf<Key, T>& shelf, const char* what, const Entry& entry) {
  const auto all = shelf;
  for (const auto& [key, item] : all) {
    if (!is_over(*item, entry.received)) continue;
    shelf.erase(key);
    remove(picture, entry, what, text_of(key));
  }
}

}  // namespace

void apply(Picture& picture, const Measured& measured, const Entry&) {
  for (const Measurement& measurement : measured.measurements) {
    const MeasurementKey key = measurement_key(measurement);
    const Measurement* known = picture.measurements.find(key);
    if (!known || known->until <= measurement.until) picture.measurements.put(key, measurement);
  }
}

void apply(Picture& picture, const EventPublished& published, const Entry& entry) {
  CityEvent event = published.event;
  const CityEvent* known = picture.events.find(event.id);
  if (!known) event.id = EventId("E-" + std::to_string(picture.next_event++));
  event.received = known ? known->received : entry.received;
  event.changed = entry.key.sequence;
  const EventId id = event.id;
  picture.events.put(id, std::move(event));
}

void apply(Picture& picture, const EventRevoked& revoked, const Entry& entry) {
  const auto found = std::find_if(picture.events.begin(), picture.events.end(), [&](const auto& item) {
    return item.second->source == revoked.source && item.second->reference == revoked.reference;
  });
  if (found == picture.events.end()) return;
  const EventId id = found->first;
  picture.events.erase(id);
  remove(picture, entry, "event", id.text());
}

void apply(Picture& picture, const BulletinPublished& published, const Entry& entry) {
  Bulletin bulletin = published.bulletin;
  const std::string key = bulletin_key(bulletin.source, bulletin.reference);
  const Bulletin* known = picture.bulletins.find(key);
  bulletin.received = known ? known->received : entry.received;
  bulletin.changed = entry.key.sequence;
  picture.bulletins.put(key, std::move(bulletin));
}

void apply(Picture& picture, const BulletinRevoked& revoked, const Entry& entry) {
  const std::string key = bulletin_key(revoked.source, revoked.reference);
  if (!picture.bulletins.find(key)) return;
  picture.bulletins.erase(key);
  remove(picture, entry, "bulletin", key);
}

void apply(Picture& picture, const CrowdEstimated& estimated, const Entry& entry) {
  for (CrowdState state : estimated.states) {
    state.changed = entry.key.sequence;
    const ZoneId zone = state.zone;
    picture.crowd.put(zone, std::move(state));
  }
}

void apply(Picture& picture, const CrowdForecasted& forecasted, const Entry& entry) {
  for (CrowdForecast forecast : forecasted.forecasts) {
    forecast.changed = entry.key.sequence;
    const ZoneId zone = forecast.zone;
    picture.forecasts.put(zone, std::move(forecast));
  }
}

void apply(Picture& picture, const SurgeForeseen& foreseen, const Entry& entry) {
  CrowdSurge surge = foreseen.surge;
  surge.changed = entry.key.sequence;
  const std::string key = surge_key(surge.zone, surge.threshold);
  picture.surges.put(key, std::move(surge));
}

void apply(Picture& picture, const CrowdNowcasted& nowcasted, const Entry& entry) {
  CrowdNowcast nowcast = nowcasted.nowcast;
  nowcast.changed = entry.key.sequence;
  const EventId event = nowcast.event;
  picture.nowcasts.put(event, std::move(nowcast));
}

bool timer_due(const Picture& picture, Time now) {
  return any_over(picture.events, now) || any_over(picture.bulletins, now) || any_over(picture.surges, now) ||
         any_over(picture.nowcasts, now) || any_over(picture.measurements, now - kSlack);
}

void tick(Picture& picture, const Entry& entry) {
  forget(picture, picture.events, "event", entry);
  forget(picture, picture.bulletins, "bulletin", entry);
  forget(picture, picture.surges, "surge", entry);
  forget(picture, picture.nowcasts, "nowcast", entry);
  const auto measurements = picture.measurements;
  for (const auto& [key, measurement] : measurements)
    if (is_over(*measurement, entry.received)) picture.measurements.erase(key);
}

}  // namespace vigie::crowd
