// SPDX-License-Identifier: Apache-2.0
// Journal payloads: one writer and one reader for each kind of entry.
#include "codec/entry_json.hpp"

#include <array>
#include <cstddef>
#include <utility>
#include <variant>

#include "codec/crowd_json.hpp"
#include "codec/json_members.hpp"
#include "codec/json_writer.hpp"
#include "codec/nowcast_json.hpp"
#include "codec/record_json.hpp"
#include "codec/road_json.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

constexpr std::uint16_t kOldestSchema = 1;
constexpr std::uint16_t kSchema = 2;  // since 2: arrival times of candidates
constexpr std::size_t kMostBytes = 16 * 1024 * 1024;

/// In the order of the variant's alternatives.
constexpr std::array<const char*, std::variant_size_v<EntryBody>> kKinds{
    "observed",           "commanded",        "recommended",     "mission_delivered",
    "unit_enrolled",      "link_changed",     "road_published",  "road_revoked",
    "streets_measured",   "measured",         "event_published", "event_revoked",
    "bulletin_published", "bulletin_revoked", "crowd_estimated", "crowd_forecasted",
    "surge_foreseen",     "crowd_nowcasted",  "ticked"};

struct BodyWriter {
  JsonWriter& json;

  /// An object of one array.
  template <class Item>
  void write_list(std::string_view name, const std::vector<Item>& items) const {
    json.begin_object();
    json.key(name);
    json.begin_array();
    for (const Item& item : items) write_record(json, item);
    json.end_array();
    json.end_object();
  }

  void write_revoked(const SourceId& source, const std::string& reference) const {
    json.begin_object();
    json.member("reference", reference);
    json.member("source", source.text());
    json.end_object();
  }

  void operator()(const Observed& body) const {
    json.begin_object();
    json.member("address", body.address);
    json.key("observation");
    write_record(json, body.observation);
    json.end_object();
  }
  void operator()(const Commanded& body) const { write_record(json, body.command); }
  void operator()(const Recommended& body) const { write_record(json, body.recommendation); }
  void operator()(const MissionDelivered& body) const {
    json.begin_object();
    json.member("mission", body.mission.text());
    json.end_object();
  }
  void operator()(const UnitEnrolled& body) const {
    json.begin_object();
    json.member("kind", word(body.kind));
    write_texts(json, "skills", body.skills);
    json.member("unit", body.unit.text());
    json.end_object();
  }
  void operator()(const LinkChanged& body) const {
    json.begin_object();
    json.member("detail", body.detail);
    json.member("link", body.link);
    json.member("state", word(body.state));
    json.end_object();
  }
  void operator()(const RoadPublished& body) const { write_record(json, body.change); }
  void operator()(const RoadRevoked& body) const {
    json.begin_object();
    json.member("road_change", body.change.text());
    json.end_object();
  }
  void operator()(const StreetsMeasured& body) const { write_list("sums", body.sums); }
  void operator()(const Measured& body) const { write_list("measurements", body.measurements); }
  void operator()(const EventPublished& body) const { write_record(json, body.event); }
  void operator()(const EventRevoked& body) const { write_revoked(body.source, body.reference); }
  void operator()(const BulletinPublished& body) const { write_record(json, body.bulletin); }
  void operator()(const BulletinRevoked& body) const { write_revoked(body.source, body.reference); }
  void operator()(const CrowdEstimated& body) const { write_list("states", body.states); }
  void operator()(const CrowdForecasted& body) const { write_list("forecasts", body.forecasts); }
  void operator()(const SurgeForeseen& body) const { write_record(json, body.surge); }
  void operator()(const CrowdNowcasted& body) const { write_record(json, body.nowcast); }
  void operator()(const Ticked&) const {
    json.begin_object();
    json.end_object();
  }
};

Observed read_observed(simdjson::dom::element root, Fault& fault) {
  Members m(root, "observed", fault);
  Observed body;
  body.address = m.text("address");
  m.object("observation", [&](simdjson::dom::element element) { body.observation = read_observation(element, fault); });
  m.finish();
  return body;
}

MissionDelivered read_mission_delivered(simdjson::dom::element root, Fault& fault) {
  Members m(root, "mission_delivered", fault);
  MissionDelivered body{MissionId(m.text("mission"))};
  m.finish();
  return body;
}

UnitEnrolled read_unit_enrolled(simdjson::dom::element root, Fault& fault) {
  Members m(root, "unit_enrolled", fault);
  UnitEnrolled body{UnitId(m.text("unit")), m.word<UnitKind>("kind"), {}};
  read_texts(m, "skills", [&](std::string text) { body.skills.insert(std::move(text)); });
  m.finish();
  return body;
}

LinkChanged read_link_changed(simdjson::dom::element root, Fault& fault) {
  Members m(root, "link_changed", fault);
  LinkChanged body{m.text("link"), m.word<LinkState>("state"), m.text("detail")};
  m.finish();
  return body;
}

RoadRevoked read_road_revoked(simdjson::dom::element root, Fault& fault) {
  Members m(root, "road_revoked", fault);
  RoadRevoked body{RoadChangeId(m.text("road_change"))};
  m.finish();
  return body;
}

/// An object of one array.
template <class Item>
std::vector<Item> read_list(simdjson::dom::element root, std::string_view kind, std::string_view name,
                            Item (*read)(simdjson::dom::element, Fault&), Fault& fault) {
  Members m(root, kind, fault);
  std::vector<Item> items;
  m.array(name, [&](simdjson::dom::element each) { items.push_back(read(each, fault)); });
  m.finish();
  return items;
}

template <class Revoked>
Revoked read_revoked(simdjson::dom::element root, std::string_view kind, Fault& fault) {
  Members m(root, kind, fault);
  Revoked body;
  body.reference = m.text("reference");
  body.source = SourceId(m.text("source"));
  m.finish();
  return body;
}

Ticked read_ticked(simdjson::dom::element root, Fault& fault) {
  Members(root, "ticked", fault).finish();
  return {};
}

std::optional<EntryBody> read_body(std::string_view kind, simdjson::dom::element root, Fault& fault) {
  if (kind == "observed") return read_observed(root, fault);
  if (kind == "commanded") {
    auto command = read_command(root, fault);
    return command ? std::optional<EntryBody>(Commanded{std::move(*command)}) : std::nullopt;
  }
  if (kind == "recommended") return Recommended{read_recommendation(root, fault)};
  if (kind == "mission_delivered") return read_mission_delivered(root, fault);
  if (kind == "unit_enrolled") return read_unit_enrolled(root, fault);
  if (kind == "link_changed") return read_link_changed(root, fault);
  if (kind == "road_published") return RoadPublished{read_road_change(root, fault)};
  if (kind == "road_revoked") return read_road_revoked(root, fault);
  if (kind == "streets_measured") return StreetsMeasured{read_list(root, kind, "sums", read_street_speed, fault)};
  if (kind == "measured") return Measured{read_list(root, kind, "measurements", read_measurement, fault)};
  if (kind == "event_published") return EventPublished{read_city_event(root, fault)};
  if (kind == "event_revoked") return read_revoked<EventRevoked>(root, kind, fault);
  if (kind == "bulletin_published") return BulletinPublished{read_bulletin(root, fault)};
  if (kind == "bulletin_revoked") return read_revoked<BulletinRevoked>(root, kind, fault);
  if (kind == "crowd_estimated") return CrowdEstimated{read_list(root, kind, "states", read_crowd_state, fault)};
  if (kind == "crowd_forecasted")
    return CrowdForecasted{read_list(root, kind, "forecasts", read_crowd_forecast, fault)};
  if (kind == "surge_foreseen") return SurgeForeseen{read_crowd_surge(root, fault)};
  if (kind == "crowd_nowcasted") return CrowdNowcasted{read_crowd_nowcast(root, fault)};
  if (kind == "ticked") return read_ticked(root, fault);
  fault.say(ErrorKind::Malformed, "record of unknown kind '" + shown(kind) + "'");
  return std::nullopt;
}

}  // namespace

EncodedBody encode(const EntryBody& body) {
  EncodedBody encoded{kKinds[body.index()], kSchema, {}};
  encoded.payload.reserve(256);
  JsonWriter json(encoded.payload);
  std::visit(BodyWriter{json}, body);
  return encoded;
}

Result<EntryBody> decode(std::string_view kind, std::uint16_t schema, std::string_view payload) {
  if (schema < kOldestSchema || schema > kSchema)
    return Error{ErrorKind::Malformed, "record of schema " + std::to_string(schema) + ", expected " +
                                           std::to_string(kOldestSchema) + " to " + std::to_string(kSchema)};
  const auto root = parse_json(payload, kMostBytes);
  if (!root.ok()) return Error{ErrorKind::Malformed, "record '" + shown(kind) + "': " + root.error().what};
  Fault fault;
  std::optional<EntryBody> body = read_body(kind, *root, fault);
  if (!fault.none()) return fault.error();
  // One meaning, one spelling: what is not canonical was not written by us.
  if (schema == kSchema && encode(*body).payload != payload)
    return Error{ErrorKind::Malformed, "record '" + shown(kind) + "' is not in canonical form"};
  return std::move(*body);
}

}  // namespace vigie::codec
