// SPDX-License-Identifier: Apache-2.0
// Messages of the stream: what is shown to whom, in the API's shapes.
#include "server/live_view.hpp"

#include "codec/json_writer.hpp"
#include "codec/view_json.hpp"

namespace vigie::server {
namespace {

using access::Subject;

bool shows(const Subject& subject, const Picture& picture, const Alarm& alarm) {
  return access::sees(subject, alarm, picture);
}
bool shows(const Subject& subject, const Picture& picture, const Incident& incident) {
  return access::sees(subject, incident, picture);
}
bool shows(const Subject& subject, const Picture& picture, const Mission& mission) {
  if (subject.role == Role::Officer && subject.unit && mission.unit == *subject.unit) return true;
  const Incident* incident = picture.incidents.find(mission.incident);
  return incident != nullptr ? access::sees_units_of(subject, *incident, picture) : access::sees_derived(subject);
}
/// Travel times and orders of units say where the units are.
bool shows(const Subject& subject, const Picture&, const Recommendation&) { return access::sees_derived(subject); }
bool shows(const Subject&, const Picture&, const Unit&) { return true; }
bool shows(const Subject&, const Picture&, const LinkHealth&) { return true; }
bool shows(const Subject&, const Picture&, const PeopleCount&) { return true; }
bool shows(const Subject&, const Picture&, const RoadChange&) { return true; }
// Crowds are places: every role may know how full they are.
bool shows(const Subject&, const Picture&, const CrowdState&) { return true; }
bool shows(const Subject&, const Picture&, const CrowdForecast&) { return true; }
bool shows(const Subject&, const Picture&, const CrowdSurge&) { return true; }
bool shows(const Subject&, const Picture&, const CrowdNowcast&) { return true; }
bool shows(const Subject&, const Picture&, const CityEvent&) { return true; }
bool shows(const Subject&, const Picture&, const Bulletin&) { return true; }

void write_as_seen(std::string& out, const Subject& subject, const Picture& picture, const Alarm& alarm) {
  if (access::sees_place_of(subject, alarm, picture)) return codec::write(out, alarm);
  Alarm blurred = alarm;
  blurred.place.reset();
  codec::write(out, blurred);
}
void write_as_seen(std::string& out, const Subject& subject, const Picture& picture, const Incident& incident) {
  if (access::sees_derived(subject)) codec::write(out, incident);  // a desk sees it as it is: not copied
  else codec::write(out, access::as_seen(subject, incident, picture));
}
void write_as_seen(std::string& out, const Subject& subject, const Picture&, const Mission& mission) {
  codec::write(out, access::as_seen(subject, mission));
}
void write_as_seen(std::string& out, const Subject& subject, const Picture&, const Unit& unit) {
  codec::write(out, access::as_seen(subject, unit));
}
template <class Item>
void write_as_seen(std::string& out, const Subject&, const Picture&, const Item& item) {
  codec::write(out, item);
}

const std::string& text_of(const std::string& key) { return key; }
template <class Tag>
const std::string& text_of(const Id<Tag>& key) {
  return key.text();
}

enum class WhenEmpty { Write, LeaveOut };

/// One collection; `wanted(what, id, changed)` picks among what the subject may see.
template <class Items, class Wanted>
void append_collection(std::string& out, const char* collection, const char* what, const Items& shelf,
                       const Subject& subject, const Picture& picture, WhenEmpty when_empty, const Wanted& wanted) {
  const std::size_t begin = out.size();
  ((out += ",\"") += collection) += "\":[";
  const std::size_t first = out.size();
  for (const auto& [key, item] : shelf) {
    if (!shows(subject, picture, *item) || !wanted(what, text_of(key), item->changed)) continue;
    if (out.size() != first) out += ',';
    write_as_seen(out, subject, picture, *item);
  }
  if (out.size() == first && when_empty == WhenEmpty::LeaveOut) out.resize(begin);
  else out += ']';
}

template <class Wanted>
void append_collections(std::string& out, const Picture& picture, const Subject& subject, WhenEmpty when_empty,
                        const Wanted& wanted) {
  const auto append = [&](const char* collection, const char* what, const auto& shelf) {
    append_collection(out, collection, what, shelf, subject, picture, when_empty, wanted);
  };
  append("alarms", "alarm", picture.alarms);
  append("incidents", "incident", picture.incidents);
  append("missions", "mission", picture.missions);
  append("units", "unit", picture.units);
  append("recommendations", "recommendation", picture.recommendations);
  append("links", "link", picture.links);
  append("counts", "count", picture.counts);
  append("road_changes", "road_change", picture.road_changes);
  append("crowd", "crowd", picture.crowd);
  append("forecasts", "forecast", picture.forecasts);
  append("surges", "surge", picture.surges);
  append("nowcasts", "nowcast", picture.nowcasts);
  append("events", "event", picture.events);
  append("bulletins", "bulletin", picture.bulletins);
}

}  // namespace

Moment LiveView::moment() {
  // The version first: positions that come in between are told again rather than missed.
  const std::uint64_t version = source_.positions_version();
  Moment now{source_.picture(), source_.positions(), version, clock_.now()};
  cells_.take(*now.positions, now.now);
  return now;
}

VisiblePositions LiveView::positions_for(const Moment& moment, const Subject& subject) {
  const auto compute = [&] {
    return std::make_shared<const std::vector<access::VisiblePosition>>(
        access::visible(*moment.positions, cells_, *moment.picture, subject, moment.now));
  };
  if (!access::sees_derived(subject)) return compute();
  if (!shared_ || shared_version_ != moment.positions_version) {
    shared_ = compute();
    shared_version_ = moment.positions_version;
  }
  return shared_;
}

std::string LiveView::snapshot(const Moment& moment, const Subject& subject) {
  const VisiblePositions positions = positions_for(moment, subject);
  std::vector<const access::VisiblePosition*> all;
  for (const auto& position : *positions) all.push_back(&position);
  std::string out;
  begin_message(out, "snapshot", moment);
  append_all(out, *moment.picture, subject);
  append_positions(out, all);
  out += '}';
  return out;
}

void begin_message(std::string& out, const char* type, const Moment& moment) {
  ((out += "{\"type\":\"") += type) += "\",\"sequence\":";
  (out += std::to_string(moment.picture->last.sequence)) += ",\"now\":\"";
  (out += to_rfc3339(moment.now)) += '"';
}

void append_all(std::string& out, const Picture& picture, const Subject& subject) {
  append_collections(out, picture, subject, WhenEmpty::Write,
                     [](const char*, const std::string&, std::uint64_t) { return true; });
}

void append_changed(std::string& out, const Picture& picture, const Subject& subject, std::uint64_t after) {
  append_collections(out, picture, subject, WhenEmpty::LeaveOut,
                     [after](const char*, const std::string&, std::uint64_t changed) { return changed > after; });
}

std::vector<std::pair<std::string, std::string>> append_unseen(std::string& out, const Picture& picture,
                                                               const Subject& subject, Shown& shown) {
  Shown now;
  append_collections(out, picture, subject, WhenEmpty::LeaveOut,
                     [&](const char* what, const std::string& id, std::uint64_t changed) {
                       now.emplace(std::pair(what, id), changed);
                       const auto before = shown.find(std::pair<std::string, std::string>(what, id));
                       return before == shown.end() || before->second != changed;
                     });
  std::vector<std::pair<std::string, std::string>> gone;
  for (const auto& [key, changed] : shown)
    if (!now.contains(key)) gone.push_back(key);
  shown.swap(now);
  return gone;
}

void append_positions(std::string& out, const std::vector<const access::VisiblePosition*>& positions) {
  out += ",\"positions\":[";
  for (std::size_t i = 0; i < positions.size(); ++i) {
    if (i > 0) out += ',';
    codec::write(
        out, positions[i]->position,
        positions[i]->precision == access::Precision::Exact ? codec::Precision::Exact : codec::Precision::Cell);
  }
  out += ']';
}

}  // namespace vigie::server
