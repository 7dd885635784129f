// SPDX-License-Identifier: Apache-2.0
// Situation records: works, closures, accidents, speed limits.
#include "codec/datex2_situation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "codec/datex_location.hpp"
#include "codec/datex_validity.hpp"
#include "codec/datex_vehicles.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostTitle = 200;
constexpr std::size_t kMostReference = 200;
constexpr double kMost_kmh = 150;

// DATEX II v2.3, RoadOrCarriagewayOrLaneManagementTypeEnum: those after which nobody drives, and the others.
constexpr std::array<std::string_view, 5> kClosing{"roadClosed", "carriagewayClosures", "overnightClosures",
                                                   "intermittentShortTermClosures", "closedPermanentlyForTheWinter"};
constexpr std::array<std::string_view, 27> kNotClosing{"carPoolLaneInOperation",
                                                       "clearALaneForEmergencyVehicles",
                                                       "clearALaneForSnowploughsAndGrittingVehicles",
                                                       "contraflow",
                                                       "doNotUseSpecifiedLanesOrCarriageways",
                                                       "hardShoulderRunningInOperation",
                                                       "heightRestrictionInOperation",
                                                       "keepToTheLeft",
                                                       "keepToTheRight",
                                                       "laneClosures",
                                                       "lanesDeviated",
                                                       "narrowLanes",
                                                       "newRoadworksLayout",
                                                       "noOvertaking",
                                                       "other",
                                                       "roadCleared",
                                                       "rollingRoadBlock",
                                                       "rushHourLaneInOperation",
                                                       "singleAlternateLineTraffic",
                                                       "tidalFlowLaneInOperation",
                                                       "turnAroundInOperation",
                                                       "useOfSpecifiedLanesOrCarriagewaysAllowed",
                                                       "useSpecifiedLanesOrCarriageways",
                                                       "vehicleStorageInOperation",
                                                       "weightRestrictionInOperation",
                                                       "trafficBeingManuallyDirected",
                                                       "convoyService"};

// TrafficConstrictionTypeEnum of a record's impact.
constexpr std::array<std::string_view, 2> kBlocking{"roadBlocked", "carriagewayBlocked"};
constexpr std::array<std::string_view, 4> kNotBlocking{"lanesBlocked", "carriagewayPartiallyObstructed",
                                                       "lanesPartiallyObstructed", "roadPartiallyObstructed"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Error unknown(std::string_view what, std::string_view word) {
  if (word.empty()) return Error{ErrorKind::Malformed, std::string(what) + " is missing"};
  return Error{ErrorKind::Malformed, std::string(what) + " '" + one_line(word, 40) + "' is unknown"};
}

struct Effect {
  RoadEffect effect;
  std::int32_t speed_kmh = 0;
};
using MaybeEffect = std::optional<Effect>;  // nothing: it does not concern us

/// Both a record's own word and its impact may close a road; a speed limit counts where neither does.
Result<MaybeEffect> read_effect(const XmlNode& record) {
  if (record.type == "RoadOrCarriagewayOrLaneManagement") {
    const std::string_view word = record.text_of("roadOrCarriagewayOrLaneManagementType");
    if (holds(kClosing, word)) return MaybeEffect(Effect{RoadEffect::Closed});
    if (!holds(kNotClosing, word)) return unknown("roadOrCarriagewayOrLaneManagementType", word);
  }
  if (const XmlNode* impact = record.child("impact")) {
    const std::string_view word = impact->text_of("trafficConstrictionType");
    if (holds(kBlocking, word)) return MaybeEffect(Effect{RoadEffect::Closed});
    if (!word.empty() && !holds(kNotBlocking, word)) return unknown("trafficConstrictionType", word);
  }
  const XmlNode* limit = record.child("temporarySpeedLimit");
  if (!limit) return MaybeEffect{};
  const auto kmh = read_decimal(limit->text);
  if (!kmh || !(*kmh >= 1 && *kmh <= kMost_kmh))
    return Error{ErrorKind::OutOfRange, "a temporarySpeedLimit that is not 1 to 150 km/h"};
  return MaybeEffect(Effect{RoadEffect::SpeedLimit, static_cast<std::int32_t>(std::lround(*kmh))});
}

/// Whom it concerns; nothing where it is for other vehicles only.
Result<std::optional<RoadBars>> read_bars(const XmlNode& record) {
  const XmlNode* vehicles = record.child("forVehiclesWithCharacteristicsOf");
  if (!vehicles) return std::optional(RoadBars::Everyone);
  const auto car = is_one_of(*vehicles, DatexVehicle::OrdinaryCar);
  if (!car) return car.error();
  const auto emergency = is_one_of(*vehicles, DatexVehicle::EmergencyVehicle);
  if (!emergency) return emergency.error();
  if (*emergency) return std::optional(RoadBars::Everyone);
  return *car ? std::optional(RoadBars::OrdinaryTraffic) : std::optional<RoadBars>();
}

/// Said to be over by who said that it was there.
bool is_over(const XmlNode& record) {
  const XmlNode* management = record.child("management");
  const XmlNode* cycle = management ? management->child("lifeCycleManagement") : nullptr;
  return cycle && (cycle->text_of("end") == "true" || cycle->text_of("cancel") == "true");
}

bool is_real(const XmlNode& situation) {
  const XmlNode* header = situation.child("headerInformation");
  const std::string_view status = header ? header->text_of("informationStatus") : std::string_view();
  return status.empty() || status == "real";  // not an exercise, not a test
}

std::string title_of(const XmlNode& record, const XmlNode& situation) {
  for (const XmlNode& each : record.children) {
    if (each.name != "generalPublicComment") continue;
    std::string said = one_line(first_value(each.child("comment")), kMostTitle);
    if (!said.empty()) return said;
  }
  return one_line(record.type + " " + std::string(situation.attribute("id")), kMostTitle);
}

/// The changes that a record makes; none: it does not concern us.
Result<std::vector<RoadChange>> read_record(const XmlNode& record, const XmlNode& situation, const Statement& statement,
                                            RoadFeedBuilder& to) {
  std::vector<RoadChange> changes;
  if (statement.reference.empty()) return Error{ErrorKind::Malformed, "it has no id, by which it could be known again"};
  if (record.type.empty()) return unknown("its xsi:type", "");
  const auto effect = read_effect(record);
  if (!effect) return effect.error();
  const bool doubtful = record.text_of("probabilityOfOccurrence") == "riskOf";
  if (!*effect || doubtful || is_over(record) || !is_real(situation)) return changes;
  const auto bars = read_bars(record);
  if (!bars) return bars.error();
  if (!*bars) return changes;
  const XmlNode* location = record.child("groupOfLocations");
  if (!location) return unknown("groupOfLocations", "");
  const auto place = read_place(*location);
  if (!place) return place.error();
  const XmlNode* said = record.child("validity");
  if (!said) return unknown("validity", "");
  const auto validity = read_validity(*said, to.zone());
  if (!validity) return validity.error();
  for (const std::string& ignored : validity->ignored)
    to.remark(statement, ignored + " is not modelled: it holds all the time otherwise said");

  RoadChange change;
  change.title = title_of(record, situation);
  change.effect = (*effect)->effect;
  change.speed_kmh = (*effect)->speed_kmh;
  change.sense = place->sense;
  change.bars = **bars;
  change.lines = place->lines;
  for (const DatexPeriod& period : validity->periods) {
    change.start = period.start;
    change.end = period.end;
    change.hours = period.hours;
    change.reference = statement.reference + (changes.empty() ? "" : "@" + std::to_string(changes.size() + 1));
    changes.push_back(change);
  }
  return changes;
}

}  // namespace

void read_situation(const XmlNode& situation, RoadFeedBuilder& to) {
  bool has_record = false;
  for (const XmlNode& record : situation.children) {
    if (record.name != "situationRecord") continue;
    has_record = true;
    const Statement statement{record.line, "situation record", one_line(record.attribute("id"), kMostReference)};
    const auto changes = read_record(record, situation, statement, to);
    if (!changes) to.unusable(statement, changes.error().what);
    else if (changes->empty()) to.not_concerning();
    else to.keep(*changes);
  }
  if (!has_record)
    to.unusable({situation.line, "situation", one_line(situation.attribute("id"), kMostReference)},
                "it has no situationRecord");
}

}  // namespace vigie::codec
