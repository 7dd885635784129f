// SPDX-License-Identifier: Apache-2.0
// Which stage an entry goes to.
#include "engine/fold.hpp"

#include <string_view>
#include <type_traits>

#include "alarms/desk.hpp"
#include "alarms/observe.hpp"
#include "alarms/timers.hpp"
#include "crowd/crowd_records.hpp"
#include "dispatch/missions.hpp"
#include "roads/road_changes.hpp"

namespace vigie::engine {
namespace {

/// Which stage a command is for.
template <class C>
constexpr bool kForRoads =
    std::is_same_v<C, ChangeRoad> || std::is_same_v<C, WithdrawRoadChange> || std::is_same_v<C, RestoreRoadChange>;

template <class B>
constexpr bool kForCrowd =
    std::is_same_v<B, Measured> || std::is_same_v<B, EventPublished> || std::is_same_v<B, EventRevoked> ||
    std::is_same_v<B, BulletinPublished> || std::is_same_v<B, BulletinRevoked> || std::is_same_v<B, CrowdEstimated> ||
    std::is_same_v<B, CrowdForecasted> || std::is_same_v<B, SurgeForeseen> || std::is_same_v<B, CrowdNowcasted>;

constexpr std::string_view kTak = "tak/";

/// The unit whose device a link is; empty where the link is no device.
UnitId unit_of(const std::string& link) { return link.starts_with(kTak) ? UnitId(link.substr(kTak.size())) : UnitId(); }

/// A link's health. A unit off duty comes on duty when its device connects; it goes off duty by word only, since a lost
/// connection is not the end of a shift.
void fold_link(Picture& picture, const Entry& entry, const LinkChanged& changed) {
  picture.links.put(changed.link, {changed.link, changed.state, entry.received, changed.detail, entry.key.sequence});
  const UnitId unit = unit_of(changed.link);
  const Unit* known = picture.units.find(unit);
  if (changed.state != LinkState::Up || !known || known->status != UnitStatus::OffDuty) return;
  picture.units.edit(unit, [&](Unit& u) {
    u.status = UnitStatus::Free;
    u.changed = entry.key.sequence;
  });
}

Folded fold_command(Picture& picture, const Entry& entry, const Command& command) {
  return std::visit(
      [&](const auto& c) -> Folded {
        using C = std::decay_t<decltype(c)>;
        if constexpr (std::is_same_v<C, TypedCommand>) {
          return {};
        } else if constexpr (std::is_same_v<C, SendUnit>) {
          return {c.incident, dispatch::apply(picture, c, entry)};
        } else if constexpr (std::is_same_v<C, CancelMission> || std::is_same_v<C, ReportMission>) {
          dispatch::apply(picture, c, entry);
          return {picture.missions.find(c.mission)->incident, c.mission};
        } else if constexpr (std::is_same_v<C, SetUnitStatus> || std::is_same_v<C, UndoUnitStatus>) {
          dispatch::apply(picture, c, entry);
          return {};
        } else if constexpr (std::is_same_v<C, ChangeRoad>) {
          return {.road_change = roads::apply(picture, c, entry)};
        } else if constexpr (kForRoads<C>) {
          roads::apply(picture, c, entry);
          return {.road_change = c.change};
        } else if constexpr (std::is_same_v<C, ConfirmAlarm> || std::is_same_v<C, OpenIncident>) {
          return {alarms::apply(picture, c, entry), std::nullopt};
        } else {
          alarms::apply(picture, c, entry);
          return {};
        }
      },
      command);
}

}  // namespace

Result<void> check(const Picture& picture, const Entry& entry) {
  const auto* commanded = std::get_if<Commanded>(&entry.body);
  if (!commanded) return {};
  return std::visit(
      [&](const auto& c) -> Result<void> {
        using C = std::decay_t<decltype(c)>;
        if constexpr (std::is_same_v<C, TypedCommand>) {
          return {};
        } else if constexpr (std::is_same_v<C, SendUnit> || std::is_same_v<C, CancelMission> ||
                             std::is_same_v<C, ReportMission> || std::is_same_v<C, SetUnitStatus> ||
                             std::is_same_v<C, UndoUnitStatus>) {
          return dispatch::check(picture, c, entry);
        } else if constexpr (kForRoads<C>) {
          return roads::check(picture, c, entry);
        } else {
          return alarms::check(picture, c, entry);
        }
      },
      commanded->command);
}

Folded fold(Picture& picture, const Entry& entry) {
  picture.last = entry.key;
  picture.now = entry.received;
  return std::visit(
      [&](const auto& body) -> Folded {
        using B = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<B, Observed>) {
          return {alarms::observe(picture, entry, body).incident, std::nullopt};
        } else if constexpr (std::is_same_v<B, Commanded>) {
          return fold_command(picture, entry, body.command);
        } else if constexpr (std::is_same_v<B, LinkChanged>) {
          fold_link(picture, entry, body);
          return {};
        } else if constexpr (std::is_same_v<B, Ticked>) {
          alarms::tick(picture, entry);
          roads::tick(picture, entry);
          crowd::tick(picture, entry);
          return {};
        } else if constexpr (std::is_same_v<B, RoadPublished> || std::is_same_v<B, RoadRevoked> ||
                             std::is_same_v<B, StreetsMeasured>) {
          roads::apply(picture, body, entry);
          return {};
        } else if constexpr (kForCrowd<B>) {
          crowd::apply(picture, body, entry);
          return {};
        } else {
          dispatch::apply(picture, body, entry);
          return {};
        }
      },
      entry.body);
}

}  // namespace vigie::engine
