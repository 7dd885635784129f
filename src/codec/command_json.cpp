// SPDX-License-Identifier: Apache-2.0
// Commands out of JSON: one small reader for each form of api/openapi.yaml#Command.
#include "codec/command_json.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include "codec/json_members.hpp"
#include "codec/road_json.hpp"
#include "codec/utf8.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;
constexpr TextLimits kReason{0, 500};
constexpr TextLimits kTitle{0, 200};
constexpr TextLimits kNote{0, 2000};
constexpr TextLimits kNature{0, 100};

std::string line(Members& members, std::string_view name, TextLimits limits) {
  return cleaned(members.text(name, limits), Lines::One);
}
std::string optional_line(Members& members, std::string_view name, TextLimits limits) {
  return members.has(name) ? line(members, name, limits) : std::string();
}
std::string lines(Members& members, std::string_view name, TextLimits limits) {
  return cleaned(members.text(name, limits), Lines::Many);
}

AlarmId alarm(Members& members) { return AlarmId(members.identifier("alarm")); }
IncidentId incident(Members& members) { return IncidentId(members.identifier("incident")); }
MissionId mission(Members& members) { return MissionId(members.identifier("mission")); }
UnitId unit(Members& members) { return UnitId(members.identifier("unit")); }

using Read = Command (*)(Members&);

Command acknowledge_alarm(Members& m) { return AcknowledgeAlarm{alarm(m)}; }

Command shelve_alarm(Members& m) {
  AlarmId which = alarm(m);
  std::string reason = line(m, "reason", {3, 500});
  return ShelveAlarm{std::move(which), std::move(reason), m.time("until")};
}

Command confirm_alarm(Members& m) { return ConfirmAlarm{alarm(m)}; }

Command open_incident(Members& m) {
  std::string title = line(m, "title", kTitle);
  std::string nature = optional_line(m, "nature", kNature);
  const auto rank = static_cast<Rank>(m.integer("rank", 0, 3));
  const auto place = m.place();
  if (!place) m.wrong("lat", "and 'lon' are needed, in degrees");
  std::string address = optional_line(m, "address", kTitle);
  const geo::Position nowhere = geo::Position::from_e7(0, 0).value();  // not used: the fault is kept
  return OpenIncident{std::move(title), std::move(nature), rank, place.value_or(nowhere), std::move(address)};
}

Command own_incident(Members& m) { return OwnIncident{incident(m)}; }

Command send_unit(Members& m) {
  IncidentId where = incident(m);
  UnitId who = unit(m);
  const auto proposed_as = static_cast<int>(m.integer("proposed_as", 0, 5));
  return SendUnit{std::move(where), std::move(who), proposed_as, optional_line(m, "reason", kReason)};
}

Command cancel_mission(Members& m) {
  MissionId which = mission(m);
  return CancelMission{std::move(which), line(m, "reason", kReason)};
}

Command report_mission(Members& m) {
  MissionId which = mission(m);
  const auto state = m.word<MissionState>("state");
  const bool reportable =
      state == MissionState::EnRoute || state == MissionState::OnScene || state == MissionState::Done;
  if (!reportable) m.wrong("state", "is not one of en_route, on_scene, done");
  return ReportMission{std::move(which), state};
}

Command set_unit_status(Members& m) {
  UnitId who = unit(m);
  const auto status = m.word<UnitStatus>("status");
  const bool settable = status == UnitStatus::Free || status == UnitStatus::Busy || status == UnitStatus::OffDuty;
  if (!settable) m.wrong("status", "is not one of free, busy, off_duty");
  return SetUnitStatus{std::move(who), status, optional_line(m, "reason", kReason)};
}

Command write_note(Members& m) {
  IncidentId where = incident(m);
  return WriteNote{std::move(where), lines(m, "text", {1, 2000})};
}

Command classify_incident(Members& m) {
  IncidentId where = incident(m);
  return ClassifyIncident{std::move(where), line(m, "nature", kNature)};
}

Command close_incident(Members& m) {
  IncidentId where = incident(m);
  const auto disposition = m.word<Disposition>("disposition");
  return CloseIncident{std::move(where), disposition, m.has("text") ? lines(m, "text", kNote) : std::string()};
}

Command undo_unit_status(Members& m) { return UndoUnitStatus{unit(m)}; }

Command change_road(Members& m) { return ChangeRoad{read_road_order(m)}; }

Command withdraw_road_change(Members& m) {
  RoadChangeId which(m.identifier("road_change"));
  return WithdrawRoadChange{std::move(which), line(m, "reason", {3, 500})};
}

Command restore_road_change(Members& m) { return RestoreRoadChange{RoadChangeId(m.identifier("road_change"))}; }

Command typed_command(Members& m) { return TypedCommand{line(m, "line", kReason)}; }

struct Form {
  const char* name;
  Read read;
};

/// In the order of the variant's alternatives, so that index() finds the name.
constexpr std::array<Form, std::variant_size_v<Command>> kForms{{{"acknowledge_alarm", acknowledge_alarm},
                                                                 {"shelve_alarm", shelve_alarm},
                                                                 {"confirm_alarm", confirm_alarm},
                                                                 {"open_incident", open_incident},
                                                                 {"own_incident", own_incident},
                                                                 {"send_unit", send_unit},
                                                                 {"cancel_mission", cancel_mission},
                                                                 {"report_mission", report_mission},
                                                                 {"set_unit_status", set_unit_status},
                                                                 {"write_note", write_note},
                                                                 {"classify_incident", classify_incident},
                                                                 {"close_incident", close_incident},
                                                                 {"undo_unit_status", undo_unit_status},
                                                                 {"change_road", change_road},
                                                                 {"withdraw_road_change", withdraw_road_change},
                                                                 {"restore_road_change", restore_road_change},
                                                                 {"typed_command", typed_command}}};

static_assert(kForms.back().read != nullptr, "every command has its form");

std::string all_names() {
  std::string names;
  for (const Form& form : kForms) names += (names.empty() ? "" : ", ") + std::string(form.name);
  return names;
}

}  // namespace

Result<Command> decode_command(std::string_view json) {
  const auto root = parse_json(json, kMostBytes);
  if (!root.ok()) return Error{root.error().kind, "command: " + root.error().what};
  Fault fault;
  Members members(*root, "command", fault);
  const std::string named = members.text("command");
  for (const Form& form : kForms) {
    if (form.name != named) continue;
    Command command = form.read(members);
    members.finish();
    if (!fault.none()) return fault.error();
    return command;
  }
  members.wrong("command", "is not one of " + all_names());
  return fault.error();
}

const char* name(const Command& command) { return kForms[command.index()].name; }

}  // namespace vigie::codec
