// SPDX-License-Identifier: Apache-2.0
// Arbitrary nouns for property tests: every member, every enumerator, odd texts, the corners of the globe.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "codec/words.hpp"
#include "model/entry.hpp"
#include "model/picture.hpp"

namespace vigie::codec::arbitrary {

inline bool coin() { return *rc::gen::arbitrary<bool>(); }

/// Valid UTF-8 with quotes, backslashes, control characters, accents, an emoji.
inline std::string text() {
  static const std::vector<std::string> pieces{"a",    "Z",    "0", " ", "\"", "\\", "/",     "\n",  "\t",
                                               "\x01", "\x7f", "é", "€", "ß",  "🚓",  "PM-03", "rue", "\xE2\x80\xA8"};
  std::string all;
  for (const std::string& piece :
       *rc::gen::resize(8, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))))
    all += piece;
  return all;
}

inline std::int64_t number() { return *rc::gen::arbitrary<std::int64_t>(); }
inline std::int32_t number32() { return *rc::gen::arbitrary<std::int32_t>(); }
inline std::uint64_t count() {
  return *rc::gen::element(std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{4711},
                           std::numeric_limits<std::uint64_t>::max());
}
inline Time time() { return from_millis(*rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'800'000)); }

inline geo::Position position() {
  return geo::Position::from_e7(*rc::gen::inRange<std::int64_t>(-900'000'000, 900'000'001),
                                *rc::gen::inRange<std::int64_t>(-1'800'000'000, 1'800'000'001))
      .value();
}

/// Any enumerator that has a word.
template <class Enum>
Enum any() {
  const std::string words = all_words<Enum>();
  const auto last = std::count(words.begin(), words.end(), ',');
  return static_cast<Enum>(*rc::gen::inRange<std::ptrdiff_t>(0, last + 1));
}
inline Rank rank() { return static_cast<Rank>(*rc::gen::inRange(0, kRanks)); }

template <class IdType>
IdType id() {
  return IdType(text());
}

template <class Make>
auto maybe(Make make) -> std::optional<decltype(make())> {
  if (!coin()) return std::nullopt;
  return make();
}

template <class Make>
auto some(Make make) {
  std::vector<decltype(make())> all;
  const int size = *rc::gen::inRange(0, 4);
  for (int i = 0; i < size; ++i) all.push_back(make());
  return all;
}

inline std::set<std::string> texts() {
  const auto all = some(text);
  return {all.begin(), all.end()};
}

inline Observation observation() {
  Observation o;
  o.id = text();
  o.source = id<SourceId>();
  o.kind = any<ObservationKind>();
  o.seen = time();
  o.received = time();
  o.timeliness = any<Timeliness>();
  o.place = maybe(position);
  o.unit = maybe(id<UnitId>);
  o.text = text();
  o.value = number();
  return o;
}

inline Candidate candidate() {
  return Candidate{id<UnitId>(), any<UnitKind>(), any<UnitStatus>(), number32(), number32(), number32(),
                   number32(),   number32(),      maybe(id<UnitId>), number32(), some(text)};
}

inline Recommendation recommendation() {
  return Recommendation{id<IncidentId>(), time(),     text(), some(candidate), number32(),
                        number32(),       number32(), text(), count()};
}

inline WeeklyHours weekly_hours() {
  return {static_cast<std::uint8_t>(*rc::gen::inRange(0, 128)), static_cast<std::int16_t>(*rc::gen::inRange(0, 1440)),
          static_cast<std::int16_t>(*rc::gen::inRange(0, 1441))};
}

inline RoadChange road_change() {
  return RoadChange{id<RoadChangeId>(),
                    any<RoadOrigin>(),
                    id<SourceId>(),
                    text(),
                    text(),
                    any<RoadEffect>(),
                    number32(),
                    any<RoadSense>(),
                    any<RoadBars>(),
                    some([] { return some(position); }),
                    time(),
                    maybe(time),
                    some(weekly_hours),
                    some(text),
                    number32(),
                    text(),
                    time(),
                    maybe(time),
                    text(),
                    text(),
                    count()};
}

inline StreetSpeed street_speed() {
  return StreetSpeed{static_cast<std::uint8_t>(*rc::gen::inRange(0, 256)),
                     static_cast<std::uint8_t>(*rc::gen::inRange(0, 256)),
                     number(),
                     number(),
                     number(),
                     number(),
                     number(),
                     number(),
                     number()};
}

inline Measurement measurement() {
  return Measurement{id<SourceId>(), text(), any<Quantity>(), time(), time(), number(), coin(), maybe(position)};
}

inline CityEvent city_event() {
  return CityEvent{id<EventId>(), id<SourceId>(), text(),      text(),   any<EventKind>(), text(), maybe(position),
                   time(),        time(),         maybe(time), number(), coin(),           time(), count()};
}

inline Bulletin bulletin() {
  return Bulletin{
      id<SourceId>(), text(), any<BulletinKind>(), any<Severity>(), text(),
      text(),         time(), maybe(time),         some(text),      some([] { return geo::Polygon{some(position)}; }),
      time(),         count()};
}

inline CrowdState crowd_state() {
  const auto gate = [] { return GateFlow{text(), number32(), number32(), time()}; };
  const auto sensor = [] { return SensorHealth{id<SourceId>(), text(), any<CountDoubt>(), time(), number32()}; };
  return CrowdState{id<ZoneId>(), time(), number(), number(), maybe(time), coin(), some(gate), some(sensor), count()};
}

inline ForecastDriver forecast_driver() {
  return ForecastDriver{any<DriverKind>(), text(), number(), number32(), maybe(time)};
}

inline CrowdForecast crowd_forecast() {
  const auto point = [] { return ForecastPoint{time(), number(), number(), number(), number(), number(), coin()}; };
  const auto skill = [] { return ForecastSkill{number32(), number(), number(), number32(), number32(), coin()}; };
  return CrowdForecast{id<ZoneId>(), time(), text(), some(point), some(forecast_driver), some(skill), count()};
}

inline CrowdSurge crowd_surge() {
  return CrowdSurge{id<ZoneId>(), any<SurgeThreshold>(), number(),    number32(), time(), number(),
                    time(),       some(forecast_driver), maybe(time), count()};
}

inline CrowdNowcast crowd_nowcast() {
  const auto spread = [] { return Spread{number(), number(), number()}; };
  const auto whole = [] { return *rc::gen::inRange<std::uint32_t>(0, 100'000); };
  const auto street = [&] { return StreetDensity{whole(), {spread(), spread(), spread(), spread()}}; };
  const auto warning = [&] { return StreetWarning{whole(), text(), number32(), number32(), time()}; };
  const auto reason = [] { return NowcastReason{any<NowcastReasonKind>(), text(), number32(), number32()}; };
  const auto planned = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
  return CrowdNowcast{id<EventId>(), text(),        time(),       planned,     spread(),   spread(),   spread(),
                      spread(),      spread(),      maybe(time),  maybe(time), number32(), number32(), number32(),
                      some(street),  some(warning), some(reason), maybe(time), count()};
}

inline Command command() {
  switch (*rc::gen::inRange<std::size_t>(0, std::variant_size_v<Command>)) {
    case 0: return AcknowledgeAlarm{id<AlarmId>()};
    case 1: return ShelveAlarm{id<AlarmId>(), text(), time()};
    case 2: return ConfirmAlarm{id<AlarmId>()};
    case 3: return OpenIncident{text(), text(), rank(), position(), text()};
    case 4: return OwnIncident{id<IncidentId>()};
    case 5: return SendUnit{id<IncidentId>(), id<UnitId>(), number32(), text()};
    case 6: return CancelMission{id<MissionId>(), text()};
    case 7: return ReportMission{id<MissionId>(), any<MissionState>()};
    case 8: return SetUnitStatus{id<UnitId>(), any<UnitStatus>(), text()};
    case 9: return WriteNote{id<IncidentId>(), text()};
    case 10: return ClassifyIncident{id<IncidentId>(), text()};
    case 11: return CloseIncident{id<IncidentId>(), any<Disposition>(), text()};
    case 12: return UndoUnitStatus{id<UnitId>()};
    case 13: return ChangeRoad{road_change()};
    case 14: return WithdrawRoadChange{id<RoadChangeId>(), text()};
    case 15: return RestoreRoadChange{id<RoadChangeId>()};
    default: return TypedCommand{text()};
  }
}

inline EntryBody entry_body() {
  switch (*rc::gen::inRange<std::size_t>(0, std::variant_size_v<EntryBody>)) {
    case 0: return Observed{observation(), text()};
    case 1: return Commanded{command()};
    case 2: return Recommended{recommendation()};
    case 3: return MissionDelivered{id<MissionId>()};
    case 4: return UnitEnrolled{id<UnitId>(), any<UnitKind>(), texts()};
    case 5: return LinkChanged{text(), any<LinkState>(), text()};
    case 6: return RoadPublished{road_change()};
    case 7: return RoadRevoked{id<RoadChangeId>()};
    case 8: return StreetsMeasured{some(street_speed)};
    case 9: return Measured{some(measurement)};
    case 10: return EventPublished{city_event()};
    case 11: return EventRevoked{id<SourceId>(), text()};
    case 12: return BulletinPublished{bulletin()};
    case 13: return BulletinRevoked{id<SourceId>(), text()};
    case 14: return CrowdEstimated{some(crowd_state)};
    case 15: return CrowdForecasted{some(crowd_forecast)};
    case 16: return SurgeForeseen{crowd_surge()};
    case 17: return CrowdNowcasted{crowd_nowcast()};
    default: return Ticked{};
  }
}

inline Alarm alarm() {
  return Alarm{id<AlarmId>(),
               any<AlarmState>(),
               rank(),
               any<ObservationKind>(),
               id<SourceId>(),
               text(),
               time(),
               time(),
               any<Timeliness>(),
               maybe(position),
               maybe(id<UnitId>),
               text(),
               maybe(id<IncidentId>),
               maybe(id<UserId>),
               maybe(time),
               text(),
               number32(),
               count()};
}

inline TimelineEntry timeline_entry() { return TimelineEntry{time(), text(), text(), text()}; }

inline Incident incident() {
  return Incident{id<IncidentId>(),
                  any<IncidentState>(),
                  rank(),
                  text(),
                  any<ObservationKind>(),
                  text(),
                  maybe(position),
                  text(),
                  time(),
                  maybe(time),
                  maybe(id<UserId>),
                  maybe(any<Disposition>),
                  some(id<AlarmId>),
                  some(id<MissionId>),
                  some(timeline_entry),
                  count()};
}

inline Mission mission() {
  Mission m{id<MissionId>(), id<UnitId>(), id<IncidentId>(), any<MissionState>(), id<UserId>(), number32(),
            text(),          {},           count()};
  for (const MissionState state : some(any<MissionState>)) m.reached.emplace(state, time());
  return m;
}

inline Unit unit() {
  return Unit{id<UnitId>(), any<UnitKind>(), any<UnitStatus>(), texts(), maybe(id<MissionId>), coin(), count()};
}
inline LinkHealth link() { return LinkHealth{text(), any<LinkState>(), time(), text(), count()}; }
inline PeopleCount people_count() { return PeopleCount{id<SourceId>(), number(), time(), maybe(position), count()}; }
inline UnitPosition unit_position() {
  return UnitPosition{id<UnitId>(),
                      position(),
                      maybe([] { return *rc::gen::inRange(0, 3600) / 10.0; }),
                      maybe([] { return *rc::gen::inRange(0, 6000) / 100.0; }),
                      time(),
                      time()};
}

inline Picture picture() {
  Picture p;
  p.last = {*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::arbitrary<std::uint32_t>(), count()};
  p.now = time();
  for (const Alarm& a : some(alarm)) p.alarms.put(a.id, a);
  for (const Incident& i : some(incident)) p.incidents.put(i.id, i);
  for (const Mission& m : some(mission)) p.missions.put(m.id, m);
  for (const Unit& u : some(unit)) p.units.put(u.id, u);
  for (const Recommendation& r : some(recommendation)) p.recommendations.put(r.incident, r);
  for (const LinkHealth& l : some(link)) p.links.put(l.name, l);
  for (const PeopleCount& c : some(people_count)) p.counts.put(c.source, c);
  p.removed = some([] { return Removal{text(), text(), count(), time()}; });
  p.next_alarm = count();
  p.next_incident = count();
  p.next_mission = count();
  for (const RoadChange& r : some(road_change)) p.road_changes.put(r.id, r);
  p.next_road_change = count();
  for (const StreetSpeed& s : some(street_speed)) p.street_speeds.insert_or_assign({s.road_class, s.hour}, s);
  for (const Measurement& m : some(measurement)) p.measurements.put(measurement_key(m), m);
  for (const CityEvent& e : some(city_event)) p.events.put(e.id, e);
  p.next_event = count();
  for (const Bulletin& b : some(bulletin)) p.bulletins.put(bulletin_key(b.source, b.reference), b);
  for (const CrowdState& c : some(crowd_state)) p.crowd.put(c.zone, c);
  for (const CrowdForecast& f : some(crowd_forecast)) p.forecasts.put(f.zone, f);
  for (const CrowdNowcast& n : some(crowd_nowcast)) p.nowcasts.put(n.event, n);
  for (const CrowdSurge& each : some(crowd_surge)) p.surges.put(surge_key(each.zone, each.threshold), each);
  for (const std::string& each : some(text)) p.seen_ids.emplace(std::pair(id<SourceId>(), each), time());
  for (const UnitId& each : some(id<UnitId>))
    p.undoable.emplace(each, Picture::StatusChange{text(), time(), any<UnitStatus>()});
  return p;
}

}  // namespace vigie::codec::arbitrary
