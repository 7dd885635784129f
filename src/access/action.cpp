// SPDX-License-Identifier: Apache-2.0
// The words of the actions, and which command is which.
#include "access/action.hpp"

#include <array>
#include <cstddef>

#include "core/check.hpp"

namespace vigie::access {
namespace {

struct Named {
  Action action;
  const char* name;
};

constexpr std::array kNamed{
    Named{Action::HealthRead, "health:read"},
    Named{Action::WebRead, "web:read"},
    Named{Action::SessionLogin, "session:login"},
    Named{Action::SessionEnrol, "session:enrol"},
    Named{Action::SessionLogout, "session:logout"},
    Named{Action::SessionRead, "session:read"},
    Named{Action::CityRead, "city:read"},
    Named{Action::SearchRead, "search:read"},
    Named{Action::TilesRead, "tiles:read"},
    Named{Action::PictureRead, "picture:read"},
    Named{Action::RoadsRead, "roads:read"},
    Named{Action::CrowdRead, "crowd:read"},
    Named{Action::CrowdSimulate, "crowd:simulate"},
    Named{Action::CoverageRead, "coverage:read"},
    Named{Action::MissionRouteRead, "mission_route:read"},
    Named{Action::StreamRead, "stream:read"},
    Named{Action::MetricsRead, "metrics:read"},
    Named{Action::UsersRead, "users:read"},
    Named{Action::UsersManage, "users:manage"},
    Named{Action::DevicesRead, "devices:read"},
    Named{Action::DevicesManage, "devices:manage"},
    Named{Action::AuditRead, "audit:read"},
    Named{Action::ObservationsWrite, "observations:write"},
    Named{Action::RoadChangesWrite, "road_changes:write"},
    Named{Action::FeedsWrite, "feeds:write"},
    Named{Action::CommandAny, "command"},
    Named{Action::AcknowledgeAlarm, "command:acknowledge_alarm"},
    Named{Action::ShelveAlarm, "command:shelve_alarm"},
    Named{Action::ConfirmAlarm, "command:confirm_alarm"},
    Named{Action::OpenIncident, "command:open_incident"},
    Named{Action::OwnIncident, "command:own_incident"},
    Named{Action::SendUnit, "command:send_unit"},
    Named{Action::CancelMission, "command:cancel_mission"},
    Named{Action::ReportMission, "command:report_mission"},
    Named{Action::SetUnitStatus, "command:set_unit_status"},
    Named{Action::WriteNote, "command:write_note"},
    Named{Action::ClassifyIncident, "command:classify_incident"},
    Named{Action::CloseIncident, "command:close_incident"},
    Named{Action::UndoUnitStatus, "command:undo_unit_status"},
    Named{Action::ChangeRoad, "command:change_road"},
    Named{Action::WithdrawRoadChange, "command:withdraw_road_change"},
    Named{Action::RestoreRoadChange, "command:restore_road_change"},
    Named{Action::TypedCommand, "command:typed_command"},
};

constexpr std::array<Action, kNamed.size()> actions_in_order() {
  std::array<Action, kNamed.size()> all{};
  for (std::size_t i = 0; i < kNamed.size(); ++i) all[i] = kNamed[i].action;
  return all;
}
constexpr auto kAll = actions_in_order();

/// The table above has every action at its own number: the last one closes the count.
constexpr bool complete() {
  for (std::size_t i = 0; i < kAll.size(); ++i)
    if (static_cast<std::size_t>(kAll[i]) != i) return false;
  return kAll.size() == static_cast<std::size_t>(Action::TypedCommand) + 1;
}
static_assert(complete());

struct ActionOf {
  Action operator()(const vigie::AcknowledgeAlarm&) const { return Action::AcknowledgeAlarm; }
  Action operator()(const vigie::ShelveAlarm&) const { return Action::ShelveAlarm; }
  Action operator()(const vigie::ConfirmAlarm&) const { return Action::ConfirmAlarm; }
  Action operator()(const vigie::OpenIncident&) const { return Action::OpenIncident; }
  Action operator()(const vigie::OwnIncident&) const { return Action::OwnIncident; }
  Action operator()(const vigie::SendUnit&) const { return Action::SendUnit; }
  Action operator()(const vigie::CancelMission&) const { return Action::CancelMission; }
  Action operator()(const vigie::ReportMission&) const { return Action::ReportMission; }
  Action operator()(const vigie::SetUnitStatus&) const { return Action::SetUnitStatus; }
  Action operator()(const vigie::WriteNote&) const { return Action::WriteNote; }
  Action operator()(const vigie::ClassifyIncident&) const { return Action::ClassifyIncident; }
  Action operator()(const vigie::CloseIncident&) const { return Action::CloseIncident; }
  Action operator()(const vigie::UndoUnitStatus&) const { return Action::UndoUnitStatus; }
  Action operator()(const vigie::ChangeRoad&) const { return Action::ChangeRoad; }
  Action operator()(const vigie::WithdrawRoadChange&) const { return Action::WithdrawRoadChange; }
  Action operator()(const vigie::RestoreRoadChange&) const { return Action::RestoreRoadChange; }
  Action operator()(const vigie::TypedCommand&) const { return Action::TypedCommand; }
};

}  // namespace

std::span<const Action> all_actions() { return kAll; }

const char* name(Action action) {
  const auto index = static_cast<std::size_t>(action);
  VIGIE_CHECK(index < kNamed.size());
  return kNamed[index].name;
}

Action action_of(const Command& command) { return std::visit(ActionOf{}, command); }

}  // namespace vigie::access
