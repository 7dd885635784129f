// SPDX-License-Identifier: Apache-2.0
// Traffic regulation orders, regulation by regulation.
#include "codec/datex3_regulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "codec/datex3_conditions.hpp"
#include "codec/datex_validity.hpp"

namespace vigie::codec {
namespace {

constexpr double kKmhOfMph = 1.609344;
constexpr double kWalking_kmh = 6;
constexpr double kMost_kmh = 150;
constexpr std::size_t kMostTitle = 200;
constexpr std::size_t kMostReference = 200;

enum class Concern { Yes, No, Unknown };

struct Status {
  std::string_view word;
  Concern concern;
};
constexpr std::array kOrderStatus{
    Status{"planned", Concern::No},  // of the order: it is not made yet
    Status{"madeButNotImplemented", Concern::Yes},
    Status{"madeAndPartiallyImplemented", Concern::Yes},
    Status{"madeAndImplemented", Concern::Yes},
    Status{"partiallyWithdrawn", Concern::Yes},
    Status{"withdrawn", Concern::No},
};
constexpr std::array kRegulationStatus{
    Status{"active", Concern::Yes},
    Status{"beingSetUp", Concern::Yes},
    Status{"beingShutDown", Concern::Yes},
    Status{"scheduled", Concern::Yes},
};

template <std::size_t N>
Concern concern_of(const std::array<Status, N>& known, std::string_view word) {
  for (const Status& status : known)
    if (status.word == word) return status.concern;
  return Concern::Unknown;
}

/// Types of regulation that close, slow and direct nothing, as the XSD names them.
constexpr std::array<std::string_view, 12> kOtherTypes{"AmbientWarnings",
                                                       "MandatoryRoadOrCarriagewayOrLaneUsage",
                                                       "MinimumDistanceRestriction",
                                                       "OvertakingBan",
                                                       "PriorityRule",
                                                       "Rerouting",
                                                       "RoadWarning",
                                                       "RushHourLaneRestriction",
                                                       "StandingOrParkingRestriction",
                                                       "SteepHill",
                                                       "TrafficAhead",
                                                       "Warning"};

constexpr std::array<std::string_view, 19> kDirections{"aheadOnly",
                                                       "keepLeft",
                                                       "keepRight",
                                                       "roundabout",
                                                       "straightAheadOrTurnLeft",
                                                       "straightAheadOrTurnRight",
                                                       "turnLeft",
                                                       "turnLeftAhead",
                                                       "turnLeftOrTurnRight",
                                                       "turnRight",
                                                       "turnRightAhead",
                                                       "oneWayTraffic",
                                                       "noUTurn",
                                                       "noLeftTurn",
                                                       "noRightTurn",
                                                       "passEitherSide",
                                                       "noReversing",
                                                       "noThroughRoad",
                                                       "_extended"};

/// What a type of regulation does.
struct Effect {
  RoadEffect effect;
  std::int32_t speed_kmh = 0;
};
using MaybeEffect = std::optional<Effect>;  // nothing: it does not concern us

Error unknown(std::string_view what, std::string_view word) {
  if (word.empty()) return Error{ErrorKind::Malformed, std::string(what) + " is missing"};
  return Error{ErrorKind::Malformed, std::string(what) + " '" + one_line(word, 40) + "' is unknown"};
}

Result<MaybeEffect> read_access(const XmlNode& type) {
  const std::string_view word = type.text_of("accessRestrictionType");
  if (word == "noEntry") {
    if (type.child("nonVehicularRoadUser")) return MaybeEffect{};
    return MaybeEffect(Effect{RoadEffect::Closed});
  }
  if (word == "noUseOfAudibleWarningDevices" || word == "noPassingWithoutStopping") return MaybeEffect{};
  return unknown("accessRestrictionType", word);
}

Result<MaybeEffect> read_speed(const XmlNode& type) {
  if (type.text_of("walkingSpeed") == "true")
    return MaybeEffect(Effect{RoadEffect::SpeedLimit, static_cast<std::int32_t>(kWalking_kmh)});
  if (type.child("weatherRelatedRoadConditionType")) return MaybeEffect{};  // when it rains: nobody knows ahead
  const XmlNode* most = type.child("maxValue");
  if (!most) return MaybeEffect{};  // a least or an advised speed
  const auto value = read_decimal(most->text_of("numericValue"));
  if (!value) return Error{ErrorKind::Malformed, "the numericValue of its maxValue is no number"};
  const std::string_view unit = most->text_of("unitOfMeasure");
  if (unit != "kilometresPerHour" && unit != "milesPerHour") return unknown("unitOfMeasure", unit);
  const double kmh = unit == "milesPerHour" ? *value * kKmhOfMph : *value;
  if (!(kmh >= 1 && kmh <= kMost_kmh)) return Error{ErrorKind::OutOfRange, "a speed limit that is not 1 to 150 km/h"};
  return MaybeEffect(Effect{RoadEffect::SpeedLimit, static_cast<std::int32_t>(std::lround(kmh))});
}

Result<MaybeEffect> read_direction(const XmlNode& type) {
  const std::string_view word = type.text_of("directionRestrictionType");
  if (word == "oneWayTraffic") return MaybeEffect(Effect{RoadEffect::OneWay});
  if (std::find(kDirections.begin(), kDirections.end(), word) != kDirections.end()) return MaybeEffect{};
  return unknown("directionRestrictionType", word);
}

Result<MaybeEffect> read_effect(const XmlNode& type) {
  if (type.type == "AccessRestriction") return read_access(type);
  if (type.type == "SpeedLimit") return read_speed(type);
  if (type.type == "DirectionRestriction") return read_direction(type);
  if (type.type == "AlternateRoadOrCarriagewayOrLaneLayout") {
    const XmlNode* limit = type.child("speedLimit");
    return limit ? read_speed(*limit) : Result<MaybeEffect>(MaybeEffect{});
  }
  if (std::find(kOtherTypes.begin(), kOtherTypes.end(), type.type) != kOtherTypes.end()) return MaybeEffect{};
  return unknown("typeOfRegulation", type.type);
}

/// Whom a regulation concerns; nothing where neither an ordinary car nor an emergency vehicle.
Result<std::optional<RoadBars>> read_bars(const XmlNode* condition) {
  if (!condition) return std::optional(RoadBars::Everyone);
  const auto car = applies_to(*condition, DatexVehicle::OrdinaryCar);
  if (!car) return car.error();
  const auto emergency = applies_to(*condition, DatexVehicle::EmergencyVehicle);
  if (!emergency) return emergency.error();
  if (*emergency) return std::optional(RoadBars::Everyone);
  return *car ? std::optional(RoadBars::OrdinaryTraffic) : std::optional<RoadBars>();
}

/// An order, its regulations and what they have in common.
class Order {
 public:
  Order(const XmlNode& node, RoadFeedBuilder& to) : node_(node), to_(to) {
    id_ = one_line(node.attribute("id"), kMostReference);
    if (id_.empty()) id_ = one_line(node.text_of("regulationId"), kMostReference);
    title_ = one_line(first_value(node.child("description")), kMostTitle);
    const std::string authority = one_line(first_value(node.child("issuingAuthority")), kMostTitle);
    if (title_.empty()) title_ = one_line(authority.empty() ? id_ : authority + " " + id_, kMostTitle);
  }

  void read() {
    int number = 0;
    for (const XmlNode& regulation : node_.children) {
      if (regulation.name != "trafficRegulation") continue;
      read_regulation(regulation, ++number);
    }
    if (number == 0) to_.unusable({node_.line, "order", id_}, "it has no trafficRegulation");
  }

 private:
  void read_regulation(const XmlNode& regulation, int number) {
    int part = 0;
    for (const XmlNode& type : regulation.children) {
      if (type.name != "typeOfRegulation") continue;
      const Statement statement{type.line, "regulation", reference(number, ++part)};
      const auto changes = read_statement(regulation, type, statement);
      if (!changes) to_.unusable(statement, changes.error().what);
      else if (changes->empty()) to_.not_concerning();
      else to_.keep(*changes);
    }
    if (part == 0) to_.unusable({regulation.line, "regulation", reference(number, 1)}, "it has no typeOfRegulation");
  }

  std::string reference(int number, int part) const {
    if (id_.empty()) return {};
    return id_ + "/" + std::to_string(number) + "." + std::to_string(part);
  }

  Result<void> check_order() const {
    const bool is_order = node_.name == "trafficRegulationOrder";
    if (id_.empty()) return Error{ErrorKind::Malformed, "it has no id, by which it could be known again"};
    if (is_order && node_.attribute("version").empty()) return unknown("the order's version", "");
    if (is_order && node_.text_of("regulationId").empty()) return unknown("the order's regulationId", "");
    if (is_order && !node_.child("issuingAuthority")) return unknown("the order's issuingAuthority", "");
    return {};
  }

  Result<Concern> concern(const XmlNode& regulation) const {
    if (node_.name == "trafficRegulationOrder") {
      const std::string_view status = node_.text_of("status");
      const Concern order = concern_of(kOrderStatus, status);
      if (order == Concern::Unknown) return unknown("the order's status", status);
      if (order == Concern::No) return order;
    }
    const XmlNode* status = regulation.child("status");
    const Concern own = status ? concern_of(kRegulationStatus, status->text) : Concern::Yes;
    if (own == Concern::Unknown) return unknown("the regulation's status", status->text);
    return own;
  }

  /// Place and time of the regulation; what its condition does not say, the order says.
  Result<RegulationScope> scope_of(const XmlNode* condition) const {
    RegulationScope scope;
    if (condition) {
      auto own = read_scope(*condition);
      if (!own) return own;
      scope = std::move(*own);
    }
    if (scope.place.lines.empty()) {
      const XmlNode* location = node_.child("implementedLocation");
      if (!location) location = node_.child("locationByOrder");
      if (!location) return Error{ErrorKind::Malformed, "it says no location"};
      auto place = read_place(*location);
      if (!place) return place.error();
      scope.place = std::move(*place);
    }
    if (scope.validities.empty()) {
      const XmlNode* validity = node_.child("implementedValidity");
      if (!validity) validity = node_.child("validityByOrder");
      if (!validity) return Error{ErrorKind::Malformed, "it says no validity"};
      scope.validities.push_back(validity);
    }
    return scope;
  }

  /// The changes that one type of regulation makes; none: it does not concern us.
  Result<std::vector<RoadChange>> read_statement(const XmlNode& regulation, const XmlNode& type,
                                                 const Statement& statement) {
    std::vector<RoadChange> changes;
    if (auto checked = check_order(); !checked) return checked.error();
    const auto concerned = concern(regulation);
    if (!concerned) return concerned.error();
    const auto effect = read_effect(type);
    if (!effect) return effect.error();
    if (*concerned == Concern::No || !*effect) return changes;
    const XmlNode* condition = regulation.child("condition");
    const auto bars = read_bars(condition);
    if (!bars) return bars.error();
    if (!*bars) return changes;
    const auto scope = scope_of(condition);
    if (!scope) return scope.error();

    RoadChange change;
    change.title = title_;
    change.effect = (*effect)->effect;
    change.speed_kmh = (*effect)->speed_kmh;
    change.bars = **bars;
    change.lines = scope->place.lines;
    change.sense = change.effect == RoadEffect::OneWay ? RoadSense::Along : scope->place.sense;
    for (const XmlNode* said : scope->validities) {
      const auto validity = read_validity(*said, to_.zone());
      if (!validity) return validity.error();
      for (const std::string& ignored : validity->ignored)
        to_.remark(statement, ignored + " is not modelled: it holds all the time otherwise said");
      for (const DatexPeriod& period : validity->periods) {
        change.start = period.start;
        change.end = period.end;
        change.hours = period.hours;
        change.reference = statement.reference + (changes.empty() ? "" : "@" + std::to_string(changes.size() + 1));
        changes.push_back(change);
      }
    }
    return changes;
  }

  const XmlNode& node_;
  RoadFeedBuilder& to_;
  std::string id_;
  std::string title_;
};

}  // namespace

bool is_regulation_record(std::string_view name) {
  return name == "trafficRegulationOrder" || name == "activatedRegulation" || name == "adHocTrafficRegulation";
}

void read_regulations(const XmlNode& order, RoadFeedBuilder& to) { Order(order, to).read(); }

}  // namespace vigie::codec
