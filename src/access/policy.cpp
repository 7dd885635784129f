// SPDX-License-Identifier: Apache-2.0
// The one table of who may do what.
#include "access/policy.hpp"

#include <initializer_list>

namespace vigie::access {
namespace {

constexpr Decision kDenied{false, "default-deny"};

/// A set of roles as bits.
constexpr unsigned roles(std::initializer_list<Role> list) {
  unsigned bits = 0;
  for (const Role role : list) bits |= 1U << static_cast<unsigned>(role);
  return bits;
}
constexpr unsigned kEveryRole =
    roles({Role::Operator, Role::Supervisor, Role::Planner, Role::Officer, Role::Auditor, Role::Admin});
constexpr unsigned kDeskAndPlanner = roles({Role::Operator, Role::Supervisor, Role::Planner});
constexpr unsigned kDesk = roles({Role::Operator, Role::Supervisor});

enum class About : std::uint8_t {
  Nothing,  ///< no object matters
  City,     ///< desks: an object of their own agency, on shift
  OwnUnit,  ///< officers: their own unit
  Linked,   ///< officers: an incident their unit is sent to
};

/// One line of the table: these roles may do this action, where the object is theirs.
struct Rule {
  Action action;
  unsigned roles;
  About about;
  const char* name;
};

constexpr Rule kRules[] = {
    {Action::SessionLogout, kEveryRole, About::Nothing, "own-session"},
    {Action::SessionRead, kEveryRole, About::Nothing, "own-session"},
    {Action::CityRead, kEveryRole, About::Nothing, "city-is-public-inside"},
    {Action::SearchRead, kEveryRole, About::Nothing, "city-is-public-inside"},
    {Action::TilesRead, kEveryRole, About::Nothing, "city-is-public-inside"},
    {Action::PictureRead, kEveryRole, About::Nothing, "picture-as-the-role-sees-it"},
    {Action::RoadsRead, kDeskAndPlanner, About::Nothing, "streets-are-public-inside"},
    {Action::CrowdRead, kEveryRole, About::Nothing, "crowds-are-places"},
    {Action::CrowdSimulate, kDeskAndPlanner, About::Nothing, "crowds-are-places"},
    {Action::CoverageRead, kDesk, About::City, "desk-sees-positions"},
    {Action::MissionRouteRead, kDesk, About::City, "desk-sees-positions"},
    {Action::StreamRead, kEveryRole, About::Nothing, "picture-as-the-role-sees-it"},
    {Action::MetricsRead, roles({Role::Supervisor, Role::Admin}), About::Nothing, "health-of-the-service"},
    {Action::UsersRead, roles({Role::Admin}), About::Nothing, "admins-manage-accounts"},
    {Action::UsersManage, roles({Role::Admin}), About::Nothing, "admins-manage-accounts"},
    {Action::DevicesRead, roles({Role::Supervisor, Role::Admin}), About::Nothing, "devices-are-cut-at-the-desk"},
    {Action::DevicesManage, roles({Role::Supervisor, Role::Admin}), About::Nothing, "devices-are-cut-at-the-desk"},
    {Action::AuditRead, roles({Role::Auditor}), About::Nothing, "auditors-read-the-audit"},
    {Action::CommandAny, kDeskAndPlanner | roles({Role::Officer}), About::Nothing, "some-command-is-theirs"},
    {Action::AcknowledgeAlarm, kDesk, About::City, "desk-decides"},
    {Action::ShelveAlarm, kDesk, About::City, "desk-decides"},
    {Action::ConfirmAlarm, kDesk, About::City, "desk-decides"},
    {Action::OpenIncident, kDesk, About::City, "desk-decides"},
    {Action::OwnIncident, kDesk, About::City, "desk-decides"},
    {Action::SendUnit, kDesk, About::City, "desk-decides"},
    {Action::CancelMission, kDesk, About::City, "desk-decides"},
    {Action::ReportMission, kDesk, About::City, "desk-decides"},
    {Action::ReportMission, roles({Role::Officer}), About::OwnUnit, "officers-report-their-own-unit"},
    {Action::SetUnitStatus, kDesk, About::City, "desk-decides"},
    {Action::SetUnitStatus, roles({Role::Officer}), About::OwnUnit, "officers-report-their-own-unit"},
    {Action::WriteNote, kDesk, About::City, "desk-decides"},
    {Action::WriteNote, roles({Role::Officer}), About::Linked, "officers-note-where-they-are-sent"},
    {Action::ClassifyIncident, kDesk, About::City, "desk-decides"},
    {Action::CloseIncident, kDesk, About::City, "desk-decides"},
    {Action::UndoUnitStatus, kDesk, About::City, "desk-decides"},
    {Action::UndoUnitStatus, roles({Role::Officer}), About::OwnUnit, "officers-report-their-own-unit"},
    {Action::ChangeRoad, kDesk, About::City, "desk-decides"},
    {Action::ChangeRoad, roles({Role::Planner}), About::Nothing, "planners-close-streets"},
    {Action::WithdrawRoadChange, kDesk, About::City, "desk-decides"},
    {Action::WithdrawRoadChange, roles({Role::Planner}), About::Nothing, "planners-close-streets"},
    {Action::RestoreRoadChange, kDesk, About::City, "desk-decides"},
    {Action::RestoreRoadChange, roles({Role::Planner}), About::Nothing, "planners-close-streets"},
    {Action::TypedCommand, kDesk | roles({Role::Officer}), About::Nothing, "what-was-typed-is-kept"},
};

bool holds(About about, const Subject& subject, const std::optional<Object>& object) {
  switch (about) {
    case About::Nothing: return true;
    case About::City: return subject.on_shift && (!object || object->agency == subject.agency);
    case About::OwnUnit: return subject.on_shift && subject.unit && (!object || object->unit == subject.unit);
    case About::Linked: return subject.on_shift && subject.unit && (!object || object->linked);
  }
  return false;
}

/// A source does the one thing that its token is for.
Decision decide_source(const Subject& subject, Action action) {
  if (action == Action::ObservationsWrite && subject.source_may == SourceMay::Observe) return {true, "sources-report"};
  if (action == Action::RoadChangesWrite && subject.source_may == SourceMay::ChangeRoads)
    return {true, "feeds-change-roads"};
  if (action == Action::FeedsWrite && subject.source_may == SourceMay::Feed) return {true, "feeds-tell"};
  return kDenied;
}

/// What needs no account.
std::optional<Decision> open_to_all(const Subject& subject, Action action) {
  switch (action) {
    case Action::HealthRead:
    case Action::WebRead:
    case Action::SessionLogin:
    case Action::SessionEnrol: return Decision{true, "open-to-all"};
    case Action::MetricsRead:
      if (subject.local) return Decision{true, "metrics-on-the-machine-itself"};
      return std::nullopt;
    default: return std::nullopt;
  }
}

struct ObjectOf {
  const Picture& picture;
  const Subject& subject;

  Object operator()(const AcknowledgeAlarm& c) const { return of(c.alarm); }
  Object operator()(const ShelveAlarm& c) const { return of(c.alarm); }
  Object operator()(const ConfirmAlarm& c) const { return of(c.alarm); }
  Object operator()(const OpenIncident&) const { return {}; }
  Object operator()(const OwnIncident& c) const { return of(c.incident); }
  Object operator()(const SendUnit& c) const {
    Object object = of(c.incident);
    object.unit = c.unit;
    return object;
  }
  Object operator()(const CancelMission& c) const { return of(c.mission); }
  Object operator()(const ReportMission& c) const { return of(c.mission); }
  Object operator()(const SetUnitStatus& c) const { return of(c.unit); }
  Object operator()(const WriteNote& c) const { return of(c.incident); }
  Object operator()(const ClassifyIncident& c) const { return of(c.incident); }
  Object operator()(const CloseIncident& c) const { return of(c.incident); }
  Object operator()(const UndoUnitStatus& c) const { return of(c.unit); }
  Object operator()(const ChangeRoad&) const { return {}; }
  Object operator()(const WithdrawRoadChange&) const { return {}; }
  Object operator()(const RestoreRoadChange&) const { return {}; }
  Object operator()(const TypedCommand&) const { return {}; }

  Object of(const UnitId& unit) const { return {.agency = {}, .unit = unit, .linked = false}; }
  Object of(const IncidentId& incident) const {
    return {.agency = {}, .unit = std::nullopt, .linked = linked(picture, subject.unit, incident)};
  }
  Object of(const AlarmId& id) const {
    const Alarm* alarm = picture.alarms.find(id);
    return alarm != nullptr && alarm->incident ? of(*alarm->incident) : Object{};
  }
  Object of(const MissionId& id) const {
    const Mission* mission = picture.missions.find(id);
    if (mission == nullptr) return {};
    Object object = of(mission->incident);
    object.unit = mission->unit;
    return object;
  }
};

}  // namespace

Decision decide(const Subject& subject, Action action, const std::optional<Object>& object) {
  if (const auto open = open_to_all(subject, action)) return *open;
  if (subject.party == Party::Source) return decide_source(subject, action);
  if (subject.party != Party::Person) return kDenied;
  for (const Rule& rule : kRules) {
    const bool role_has_it = (rule.roles & (1U << static_cast<unsigned>(subject.role))) != 0;
    if (rule.action == action && role_has_it && holds(rule.about, subject, object)) return {true, rule.name};
  }
  return kDenied;
}

std::vector<std::string> may(const Subject& subject) {
  std::vector<std::string> names;
  for (const Action action : all_actions())
    if (decide(subject, action).allowed) names.emplace_back(name(action));
  return names;
}

bool linked(const Picture& picture, const std::optional<UnitId>& unit, const IncidentId& incident) {
  if (!unit) return false;
  const Incident* found = picture.incidents.find(incident);
  if (found == nullptr) return false;
  for (const MissionId& id : found->missions) {
    const Mission* mission = picture.missions.find(id);
    if (mission != nullptr && mission->unit == *unit && mission->state != MissionState::Done &&
        mission->state != MissionState::Cancelled)
      return true;
  }
  return false;
}

Object object_of(const Picture& picture, const Subject& subject, const Command& command) {
  return std::visit(ObjectOf{picture, subject}, command);
}

}  // namespace vigie::access
