// SPDX-License-Identifier: Apache-2.0
// Observation, recommendation and command in their canonical form, and back.
#include "codec/record_json.hpp"

#include <utility>
#include <variant>

#include "codec/command_json.hpp"
#include "codec/road_json.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

void write_candidate(JsonWriter& json, const Candidate& candidate) {
  json.begin_object();
  write_id(json, "ahead_of", candidate.ahead_of);
  json.member("ahead_s", candidate.ahead_s);
  json.member("distance_m", candidate.distance_m);
  json.member("eta_p90_s", candidate.eta_p90_s);
  json.member("eta_s", candidate.eta_s);
  json.member("kind", word(candidate.kind));
  write_texts(json, "missing", candidate.missing);
  json.member("position_age_s", candidate.position_age_s);
  json.member("status", word(candidate.status));
  json.member("travel_s", candidate.travel_s);
  json.member("unit", candidate.unit.text());
  json.end_object();
}

Candidate read_candidate(simdjson::dom::element element, Fault& fault) {
  Members m(element, "candidate", fault);
  Candidate candidate{};
  candidate.ahead_of = read_id<UnitId>(m, "ahead_of");
  candidate.ahead_s = m.integer32("ahead_s");
  candidate.distance_m = m.integer32("distance_m");
  candidate.kind = m.word<UnitKind>("kind");
  read_texts(m, "missing", [&](std::string text) { candidate.missing.push_back(std::move(text)); });
  candidate.position_age_s = m.integer32("position_age_s");
  candidate.status = m.word<UnitStatus>("status");
  candidate.travel_s = m.integer32("travel_s");
  // A record of schema 1 has the way alone.
  candidate.eta_s = m.has("eta_s") ? m.integer32("eta_s") : candidate.travel_s;
  candidate.eta_p90_s = m.has("eta_p90_s") ? m.integer32("eta_p90_s") : candidate.eta_s;
  candidate.unit = UnitId(m.text("unit"));
  m.finish();
  return candidate;
}

/// The members of each command, in the order of their names, "command" among them.
struct CommandWriter {
  JsonWriter& json;
  std::string_view called;

  void head() const { json.member("command", called); }

  void operator()(const AcknowledgeAlarm& c) const {
    json.member("alarm", c.alarm.text());
    head();
  }
  void operator()(const ShelveAlarm& c) const {
    json.member("alarm", c.alarm.text());
    head();
    json.member("reason", c.reason);
    json.member("until_ms", millis(c.until));
  }
  void operator()(const ConfirmAlarm& c) const {
    json.member("alarm", c.alarm.text());
    head();
  }
  void operator()(const OpenIncident& c) const {
    json.member("address", c.address);
    head();
    write_place_e7(json, c.place);
    json.member("nature", c.nature);
    json.member("rank", static_cast<int>(c.rank));
    json.member("title", c.title);
  }
  void operator()(const OwnIncident& c) const {
    head();
    json.member("incident", c.incident.text());
  }
  void operator()(const SendUnit& c) const {
    head();
    json.member("incident", c.incident.text());
    json.member("proposed_as", c.proposed_as);
    json.member("reason", c.reason);
    json.member("unit", c.unit.text());
  }
  void operator()(const CancelMission& c) const {
    head();
    json.member("mission", c.mission.text());
    json.member("reason", c.reason);
  }
  void operator()(const ReportMission& c) const {
    head();
    json.member("mission", c.mission.text());
    json.member("state", word(c.state));
  }
  void operator()(const SetUnitStatus& c) const {
    head();
    json.member("reason", c.reason);
    json.member("status", word(c.status));
    json.member("unit", c.unit.text());
  }
  void operator()(const WriteNote& c) const {
    head();
    json.member("incident", c.incident.text());
    json.member("text", c.text);
  }
  void operator()(const ClassifyIncident& c) const {
    head();
    json.member("incident", c.incident.text());
    json.member("nature", c.nature);
  }
  void operator()(const CloseIncident& c) const {
    head();
    json.member("disposition", word(c.disposition));
    json.member("incident", c.incident.text());
    json.member("text", c.text);
  }
  void operator()(const UndoUnitStatus& c) const {
    head();
    json.member("unit", c.unit.text());
  }
  void operator()(const ChangeRoad& c) const {
    json.key("change");
    write_record(json, c.change);
    head();
  }
  void operator()(const WithdrawRoadChange& c) const {
    head();
    json.member("reason", c.reason);
    json.member("road_change", c.change.text());
  }
  void operator()(const RestoreRoadChange& c) const {
    head();
    json.member("road_change", c.change.text());
  }
  void operator()(const TypedCommand& c) const {
    head();
    json.member("line", c.line);
  }
};

std::optional<Command> read_open_incident(Members& m) {
  const auto place = m.place_e7();
  if (!place) m.wrong("lat_e7", "and 'lon_e7' are missing");
  OpenIncident open{m.text("title"), m.text("nature"), static_cast<Rank>(m.integer("rank", 0, kRanks - 1)),
                    place.value_or(geo::Position::from_e7(0, 0).value()), m.text("address")};
  return open;
}

std::optional<Command> read_named(const std::string& called, Members& m) {
  if (called == "acknowledge_alarm") return AcknowledgeAlarm{AlarmId(m.text("alarm"))};
  if (called == "shelve_alarm") return ShelveAlarm{AlarmId(m.text("alarm")), m.text("reason"), m.time_ms("until_ms")};
  if (called == "confirm_alarm") return ConfirmAlarm{AlarmId(m.text("alarm"))};
  if (called == "open_incident") return read_open_incident(m);
  if (called == "own_incident") return OwnIncident{IncidentId(m.text("incident"))};
  if (called == "send_unit")
    return SendUnit{IncidentId(m.text("incident")), UnitId(m.text("unit")), m.integer32("proposed_as"),
                    m.text("reason")};
  if (called == "cancel_mission") return CancelMission{MissionId(m.text("mission")), m.text("reason")};
  if (called == "report_mission") return ReportMission{MissionId(m.text("mission")), m.word<MissionState>("state")};
  if (called == "set_unit_status")
    return SetUnitStatus{UnitId(m.text("unit")), m.word<UnitStatus>("status"), m.text("reason")};
  if (called == "write_note") return WriteNote{IncidentId(m.text("incident")), m.text("text")};
  if (called == "classify_incident") return ClassifyIncident{IncidentId(m.text("incident")), m.text("nature")};
  if (called == "close_incident")
    return CloseIncident{IncidentId(m.text("incident")), m.word<Disposition>("disposition"), m.text("text")};
  if (called == "undo_unit_status") return UndoUnitStatus{UnitId(m.text("unit"))};
  if (called == "change_road") {
    ChangeRoad order;
    m.object("change", [&](simdjson::dom::element each) { order.change = read_road_change(each, m.fault()); });
    return order;
  }
  if (called == "withdraw_road_change")
    return WithdrawRoadChange{RoadChangeId(m.text("road_change")), m.text("reason")};
  if (called == "restore_road_change") return RestoreRoadChange{RoadChangeId(m.text("road_change"))};
  if (called == "typed_command") return TypedCommand{m.text("line")};
  m.wrong("command", "is unknown");
  return std::nullopt;
}

}  // namespace

void write_place_e7(JsonWriter& json, const std::optional<geo::Position>& place) {
  if (!place) return;
  json.member("lat_e7", place->lat_e7());
  json.member("lon_e7", place->lon_e7());
}

void write_record(JsonWriter& json, const Observation& observation) {
  json.begin_object();
  json.member("id", observation.id);
  json.member("kind", word(observation.kind));
  write_place_e7(json, observation.place);
  json.member("received_ms", millis(observation.received));
  json.member("seen_ms", millis(observation.seen));
  json.member("source", observation.source.text());
  json.member("text", observation.text);
  json.member("timeliness", word(observation.timeliness));
  write_id(json, "unit", observation.unit);
  json.member("value", observation.value);
  json.end_object();
}

Observation read_observation(simdjson::dom::element element, Fault& fault) {
  Members m(element, "observation", fault);
  Observation observation;
  observation.id = m.text("id");
  observation.kind = m.word<ObservationKind>("kind");
  observation.place = m.place_e7();
  observation.received = m.time_ms("received_ms");
  observation.seen = m.time_ms("seen_ms");
  observation.source = SourceId(m.text("source"));
  observation.text = m.text("text");
  observation.timeliness = m.word<Timeliness>("timeliness");
  observation.unit = read_id<UnitId>(m, "unit");
  observation.value =
      m.integer("value", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
  m.finish();
  return observation;
}

void write_record(JsonWriter& json, const Recommendation& recommendation) {
  json.begin_object();
  json.key("candidates");
  json.begin_array();
  for (const Candidate& candidate : recommendation.candidates) write_candidate(json, candidate);
  json.end_array();
  json.member("changed", recommendation.changed);
  json.member("considered", recommendation.considered);
  json.member("incident", recommendation.incident.text());
  json.member("made_ms", millis(recommendation.made));
  json.member("model", recommendation.model);
  json.member("sealed_inputs", recommendation.sealed_inputs);
  json.member("unreachable", recommendation.unreachable);
  json.member("without_position", recommendation.without_position);
  json.end_object();
}

Recommendation read_recommendation(simdjson::dom::element element, Fault& fault) {
  Members m(element, "recommendation", fault);
  Recommendation recommendation;
  m.array("candidates",
          [&](simdjson::dom::element each) { recommendation.candidates.push_back(read_candidate(each, fault)); });
  recommendation.changed = m.count64("changed");
  recommendation.considered = m.integer32("considered");
  recommendation.incident = IncidentId(m.text("incident"));
  recommendation.made = m.time_ms("made_ms");
  recommendation.model = m.text("model");
  recommendation.sealed_inputs = m.text("sealed_inputs");
  recommendation.unreachable = m.integer32("unreachable");
  recommendation.without_position = m.integer32("without_position");
  m.finish();
  return recommendation;
}

void write_record(JsonWriter& json, const Command& command) {
  json.begin_object();
  std::visit(CommandWriter{json, name(command)}, command);
  json.end_object();
}

std::optional<Command> read_command(simdjson::dom::element element, Fault& fault) {
  Members m(element, "command", fault);
  std::optional<Command> command = read_named(m.text("command"), m);
  m.finish();
  return command;
}

}  // namespace vigie::codec
