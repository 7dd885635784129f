// SPDX-License-Identifier: Apache-2.0
// The order in which a crowd is estimated, kept, foreseen and warned of.
#include "engine/crowd_watch.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kEstimateEvery = 1min;
constexpr auto kLateness = 5min;        // what is older belongs to the past, not to now
constexpr auto kTryAgain = 15min;       // after learning failed
constexpr auto kTryFirst = 1min;        // while there is no model
constexpr auto kPastIsIn = 5s;          // a past that comes in pieces is complete when none came for so long
constexpr auto kLearnAgain = 6h;        // at the soonest, after a drift
constexpr int kLearnAtMinute = 3 * 60;  // local time, each night
constexpr auto kSaveEvery = 30min;      // the record of open forecasts
constexpr int kForeseenMin = 60;

constexpr const char* kModel = "model";
constexpr const char* kRecord = "record";
constexpr const char* kLearnt = "learnt_ms";

float as_float(const std::optional<std::int64_t>& number) {
  return number ? static_cast<float>(*number) : std::numeric_limits<float>::quiet_NaN();
}

bool is_weather(Quantity quantity) { return quantity == Quantity::Temperature || quantity == Quantity::Rain; }

crowd::WeatherReading reading(const Measurement& m, Time known) {
  crowd::WeatherReading weather{m.from, known};
  if (m.quantity == Quantity::Temperature) weather.temperature_c = static_cast<float>(m.value) / 10;
  else weather.rain_mm_per_h = static_cast<float>(m.value) / 10;
  return weather;
}

/// Would a desk see a difference?
bool differs(const CrowdState& a, const CrowdState& b) {
  return a.people != b.people || a.deviation != b.deviation || a.stale != b.stale || a.counted != b.counted ||
         a.gates != b.gates || a.sensors != b.sensors;
}

/// Through all gates in a slot's five minutes; nothing where none is counted.
std::optional<std::int64_t> in_a_slot(const CrowdState& state, std::int32_t GateFlow::*per_min) {
  if (state.gates.empty()) return std::nullopt;
  std::int64_t people = 0;
  for (const GateFlow& gate : state.gates) people += gate.*per_min * 5;
  return people;
}

std::vector<ZoneId> ids_of(const std::vector<Zone>& zones) {
  std::vector<ZoneId> ids;
  for (const Zone& zone : zones) ids.push_back(zone.id);
  return ids;
}

}  // namespace

CrowdWatch::CrowdWatch(std::vector<Zone> zones, const TimeZone& zone, store::CrowdHistory& store)
    : zones_(std::move(zones)),
      zone_(zone),
      store_(&store),
      links_(zones_),
      tracker_(zones_),
      calendar_{zone, {}, {}, {}} {}

Result<CrowdWatch> CrowdWatch::create(std::vector<Zone> zones, const TimeZone& zone, store::CrowdHistory& store,
                                      const Picture& picture, Time now) {
  CrowdWatch watch(std::move(zones), zone, store);
  if (auto restored = watch.restore(picture, now); !restored) return restored.error();
  return watch;
}

Result<void> CrowdWatch::restore(const Picture& picture, Time now) {
  const Time from = crowd::history_slot_at(now - kCrowdHistory);
  counted_ = deviation_ = foreseen_ = crowd::ZoneHistory(ids_of(zones_), from);
  const auto slots = store_->slots(from);
  if (!slots) return slots.error();
  for (const store::CrowdSlot& slot : *slots) {
    const auto index = counted_.index_of(slot.zone);
    if (!index) continue;  // a zone that is no more
    if (slot.at <= now)
      counted_.put(slot.at, *index, {as_float(slot.people), as_float(slot.entered), as_float(slot.left), slot.imputed});
    if (slot.people && slot.at <= now) deviation_.put(slot.at, *index, {static_cast<float>(slot.deviation)});
    if (slot.foreseen) foreseen_.put(slot.at, *index, {as_float(slot.foreseen)});
  }
  const auto events = store_->events(from);
  if (!events) return events.error();
  calendar_.events = *events;
  const auto weather = store_->weather(from);
  if (!weather) return weather.error();
  for (const auto& each : *weather) calendar_.weather.push_back(reading(each.measurement, each.known));
  for (const auto& [key, bulletin] : picture.bulletins) calendar_.bulletins.push_back(*bulletin);

  std::vector<CrowdState> states;
  for (const auto& [id, state] : picture.crowd) states.push_back(*state);
  tracker_.restore(states);
  std::vector<CrowdSurge> open;
  for (const auto& [key, surge] : picture.surges)
    if (!surge->ended) open.push_back(*surge);
  surges_.restore(open);

  const auto model = store_->kept(kModel);
  if (!model) return model.error();
  if (*model) {
    auto loaded = crowd::ZoneForecaster::load(**model);
    if (loaded) use(std::move(*loaded));
    else check(loaded.error());
  }
  const auto record = store_->kept(kRecord);
  if (!record) return record.error();
  if (forecaster_ && *record) check(forecaster_->load_record(**record));
  const auto learnt = store_->kept(kLearnt);
  if (!learnt) return learnt.error();
  if (forecaster_ && *learnt && (*learnt)->size() < 16) learnt_ = from_millis(std::atoll((*learnt)->c_str()));
  slot_ = crowd::history_slot_at(now);
  return {};
}

void CrowdWatch::use(crowd::ZoneForecaster forecaster) {
  forecaster_ = std::make_shared<crowd::ZoneForecaster>(std::move(forecaster));
  tracker_.set_usual([learnt = forecaster_](const ZoneId& zone, Time at) -> std::optional<crowd::Usual> {
    const auto usual = learnt->usual(zone, at);
    return usual ? std::optional(crowd::Usual{usual->people, usual->deviation}) : std::nullopt;
  });
}

void CrowdWatch::check(const Result<void>& done) {
  if (done) return;
  ++trouble_.count;
  trouble_.what = done.error().what;
}

void CrowdWatch::hear(const Entry& entry) {
  if (const auto* measured = std::get_if<Measured>(&entry.body)) return hear(*measured, entry.received);
  if (const auto* observed = std::get_if<Observed>(&entry.body)) {
    if (observed->observation.kind == ObservationKind::Count) hear_count(observed->observation);
    return;
  }
  const auto same = [](const SourceId& source, const std::string& reference) {
    return [&](const auto& each) { return each.source == source && each.reference == reference; };
  };
  if (const auto* published = std::get_if<EventPublished>(&entry.body)) {
    CityEvent event = published->event;
    event.received = entry.received;
    std::erase_if(calendar_.events, same(event.source, event.reference));
    check(store_->put(event));
    calendar_.events.push_back(std::move(event));
  } else if (const auto* revoked = std::get_if<EventRevoked>(&entry.body)) {
    std::erase_if(calendar_.events, same(revoked->source, revoked->reference));
    check(store_->revoke(revoked->source, revoked->reference));
  } else if (const auto* said = std::get_if<BulletinPublished>(&entry.body)) {
    std::erase_if(calendar_.bulletins, same(said->bulletin.source, said->bulletin.reference));
    calendar_.bulletins.push_back(said->bulletin);
    calendar_.bulletins.back().received = entry.received;
  } else if (const auto* gone = std::get_if<BulletinRevoked>(&entry.body)) {
    std::erase_if(calendar_.bulletins, same(gone->source, gone->reference));
  }
}

void CrowdWatch::hear(const Measured& measured, Time received) {
  for (const Measurement& m : measured.measurements) {
    if (is_weather(m.quantity) || m.ahead) continue;
    if (received - m.until > kLateness) hear_past(m);
    else tracker_.take(m);
  }
  hear_weather(measured, received);
}

void CrowdWatch::hear_weather(const Measured& measured, Time received) {
  std::vector<Measurement> weather;
  std::copy_if(measured.measurements.begin(), measured.measurements.end(), std::back_inserter(weather),
               [](const Measurement& m) { return is_weather(m.quantity); });
  if (weather.empty()) return;
  for (const Measurement& m : weather) calendar_.weather.push_back(reading(m, m.ahead ? received : m.from));
  check(store_->put_weather(weather, received));
}

void CrowdWatch::hear_count(const Observation& count) {
  Measurement m;
  m.source = count.source;
  m.from = m.until = count.seen;
  m.value = count.value;
  m.place = count.place;
  tracker_.take(m);
}

/// A table of yesterday, or of the last weeks: people of a zone go to its history as they are.
bool CrowdWatch::hear_past(const Measurement& measurement) {
  if (measurement.quantity != Quantity::People) return false;
  bool taken = false;
  for (const std::size_t sensor : links_.sensors_of(measurement)) {
    const crowd::SensorPlace& place = links_.sensors()[sensor];
    if (place.line.quantity != Quantity::People) continue;
    store::CrowdSlot slot;
    slot.zone = zones_[place.zone].id;
    slot.at = crowd::history_slot_at(measurement.until);
    slot.people = measurement.value * 1000 / std::max(1, place.line.share_permille);
    const auto known = counted_.slot_at(slot.at);
    const bool counted =
        known && !std::isnan(counted_.at(*known, place.zone).people) && !counted_.imputed(*known, place.zone);
    if (counted || slot.at > slot_) continue;  // what was estimated then rests on more than this
    if (counted_.put(slot.at, place.zone, {static_cast<float>(*slot.people)})) unwritten_.push_back(std::move(slot));
    taken = true;
  }
  return taken;
}

CrowdFindings CrowdWatch::step(Time now) {
  CrowdFindings findings;
  if (!unwritten_.empty()) {
    check(store_->put(std::exchange(unwritten_, {})));
    past_heard_ = now;
    ++version_;
  }
  tracker_.advance(now);
  if (estimated_ == Time() || now - estimated_ >= kEstimateEvery || now < estimated_) estimate(now, findings);
  const Time slot = crowd::history_slot_at(now);
  const bool knew = forecaster_ != nullptr;
  if (slot > slot_) keep_slot(slot, now);
  if (should_learn(now)) learn(now);
  const bool due = slot > slot_ || !begun_ || (forecaster_ && !knew);
  if (due) forecast(now, findings);
  slot_ = slot;
  begun_ = true;
  return findings;
}

void CrowdWatch::estimate(Time now, CrowdFindings& findings) {
  estimated_ = now;
  std::vector<CrowdState> states = tracker_.states();
  for (std::size_t i = 0; i < states.size(); ++i) {
    const bool known = i < told_.size();
    if (!known || differs(told_[i], states[i])) findings.states.push_back(states[i]);
  }
  told_ = std::move(states);
}

void CrowdWatch::keep_slot(Time at, Time now) {
  const std::vector<CrowdState> states = tracker_.states();
  std::vector<store::CrowdSlot> slots;
  counted_.extend_to(at);
  for (std::size_t i = 0; i < states.size(); ++i) {
    store::CrowdSlot slot;
    slot.zone = states[i].zone;
    slot.at = at;
    slot.deviation = states[i].deviation;
    if (states[i].counted) slot.people = states[i].people;  // nobody ever counted there: nothing to keep
    slot.entered = in_a_slot(states[i], &GateFlow::in_per_min);
    slot.left = in_a_slot(states[i], &GateFlow::out_per_min);
    slot.imputed = states[i].stale;
    counted_.put(at, i, {as_float(slot.people), as_float(slot.entered), as_float(slot.left), slot.imputed});
    deviation_.put(at, i, {slot.people ? static_cast<float>(slot.deviation) : as_float(std::nullopt)});
    slots.push_back(std::move(slot));
  }
  check(store_->put(slots));
  counted_.forget_before(now - kCrowdHistory);
  deviation_.forget_before(now - kCrowdHistory);
  foreseen_.forget_before(now - kCrowdHistory);
  ++version_;
}

bool CrowdWatch::should_learn(Time now) const {
  if (past_heard_ != Time() && now - past_heard_ < kPastIsIn) return false;
  if (tried_ != Time() && now - tried_ < (forecaster_ ? kTryAgain : kTryFirst)) return false;
  if (!forecaster_) return true;
  if (now - learnt_ < kLearnAgain) return false;
  const LocalTime local = zone_.local(now);
  const bool night = local.minute >= kLearnAtMinute && local.minute < kLearnAtMinute + 60;
  return night || now - learnt_ > 36h || forecaster_->needs_refit();
}

void CrowdWatch::learn(Time now) {
  tried_ = now;
  auto made = crowd::ZoneForecaster::fit(counted_, crowd::known_at(calendar_, now), zones_, {});
  if (!made) {
    if (made.error().kind != ErrorKind::NotFound) check(made.error());  // nothing counted yet is no trouble
    return;
  }
  if (forecaster_) made->take_over(*forecaster_);
  use(std::move(*made));
  learnt_ = now;
  check(store_->keep(kModel, forecaster_->save()));
  check(store_->keep(kLearnt, std::to_string(millis(now))));
  forget(now);
}

void CrowdWatch::forecast(Time now, CrowdFindings& findings) {
  if (!forecaster_) return;
  auto made = forecaster_->forecast(counted_, calendar_, now);
  if (!made) {
    if (made.error().kind != ErrorKind::NotFound) check(made.error());
    return;
  }
  districts_ = forecaster_->districts();
  keep_foreseen(*made);
  findings.surges = surges_.update(tracker_.states(), *made, zones_, now);
  findings.forecasts = std::move(*made);
  if (saved_ == Time() || now - saved_ >= kSaveEvery) {
    check(store_->keep(kRecord, forecaster_->save_record()));
    saved_ = now;
  }
}

/// What is said of the slot an hour ahead is kept, for the zone's page.
void CrowdWatch::keep_foreseen(const std::vector<CrowdForecast>& forecasts) {
  std::vector<store::CrowdSlot> slots;
  for (const CrowdForecast& forecast : forecasts) {
    const auto index = counted_.index_of(forecast.zone);
    const Time at = crowd::history_slot_at(forecast.made) + std::chrono::minutes(kForeseenMin);
    const auto point = std::find_if(forecast.points.begin(), forecast.points.end(),
                                    [&](const ForecastPoint& each) { return each.at == at; });
    if (!index || point == forecast.points.end()) continue;
    foreseen_.put(at, *index, {static_cast<float>(point->people)});
    store::CrowdSlot slot;
    slot.zone = forecast.zone;
    slot.at = at;
    slot.foreseen = point->people;
    slots.push_back(std::move(slot));
  }
  check(store_->put(slots));
  ++version_;
}

void CrowdWatch::forget(Time now) {
  const Time before = now - kCrowdHistory;
  check(store_->forget_before(before));
  std::erase_if(calendar_.events, [&](const CityEvent& event) { return event.end < before; });
  std::erase_if(calendar_.weather, [&](const crowd::WeatherReading& weather) { return weather.at < before; });
  std::erase_if(calendar_.bulletins, [&](const Bulletin& bulletin) { return bulletin.end && *bulletin.end < before; });
}

CrowdPast CrowdWatch::past() const {
  CrowdPast past{counted_, deviation_, foreseen_, districts_, {}};
  for (const Zone& zone : zones_) {
    const auto usual = forecaster_ ? forecaster_->usual(zone.id, slot_) : std::nullopt;
    past.usual.push_back(usual ? std::optional<double>(usual->people) : std::nullopt);
  }
  return past;
}

}  // namespace vigie::engine
