// SPDX-License-Identifier: Apache-2.0
// Walks over nested condition sets.
#include "codec/datex3_conditions.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace vigie::codec {
namespace {

enum class Kind { Set, Location, Validity, Vehicle, NeverMet, Access, Met };

struct Known {
  std::string_view type;
  Kind kind;
};
constexpr std::array kKnown{
    Known{"ConditionSet", Kind::Set},           Known{"LocationCondition", Kind::Location},
    Known{"ValidityCondition", Kind::Validity}, Known{"VehicleCondition", Kind::Vehicle},
    Known{"DriverCondition", Kind::NeverMet},   Known{"OccupantCondition", Kind::NeverMet},
    Known{"PermitCondition", Kind::NeverMet},   Known{"NonVehicularRoadUserCondition", Kind::NeverMet},
    Known{"AccessCondition", Kind::Access},     Known{"RoadCondition", Kind::Met},
};

Result<Kind> kind_of(const XmlNode& condition) {
  for (const Known& known : kKnown)
    if (known.type == condition.type) return known.kind;
  return Error{ErrorKind::Malformed, "a condition of type '" + one_line(condition.type, 40) + "' is unknown"};
}

Result<bool> is_negated(const XmlNode& condition) {
  const std::string_view said = condition.text_of("negate");
  if (said.empty() || said == "false" || said == "0") return false;
  if (said == "true" || said == "1") return true;
  return Error{ErrorKind::Malformed, "negate is neither true nor false"};
}

/// The better known of two ways to say it: as it stands in the street, else as it was ordered.
const XmlNode* either(const XmlNode& in, std::string_view implemented, std::string_view ordered) {
  const XmlNode* found = in.child(implemented);
  return found ? found : in.child(ordered);
}

Result<void> add_scope(RegulationScope& to, RegulationScope more) {
  if (auto added = add_place(to.place, std::move(more.place)); !added) return added;
  to.validities.insert(to.validities.end(), more.validities.begin(), more.validities.end());
  return {};
}

Result<RegulationScope> read_set(const XmlNode& set) {
  const std::string_view with = set.text_of("operator");
  if (with != "and" && with != "or")
    return Error{ErrorKind::Malformed, "conditions joined by '" + one_line(with, 40) + "' are not understood"};
  RegulationScope scope;
  int places = 0, times = 0, others = 0;
  for (const XmlNode& each : set.children) {
    if (each.name != "conditions") continue;
    auto one = read_scope(each);
    if (!one) return one;
    const bool has_place = !one->place.lines.empty(), has_time = !one->validities.empty();
    places += has_place ? 1 : 0;
    times += has_time ? 1 : 0;
    others += has_place || has_time ? 0 : 1;
    if (auto added = add_scope(scope, std::move(*one)); !added) return added.error();
  }
  const bool mixed = (places > 0 ? 1 : 0) + (times > 0 ? 1 : 0) + (others > 0 ? 1 : 0) > 1;
  if (with == "or" && mixed) return Error{ErrorKind::Malformed, "an 'or' between place, time and vehicles"};
  if (with == "and" && (places > 1 || times > 1))
    return Error{ErrorKind::Malformed, "an 'and' of several places or times"};
  return scope;
}

/// Who drives where to: both of ours pass through.
bool has_access(const XmlNode& condition) {
  return std::any_of(condition.children.begin(), condition.children.end(), [](const XmlNode& each) {
    return each.name == "accessConditionType" && each.text == "throughTraffic";
  });
}

Result<bool> set_applies(const XmlNode& set, DatexVehicle vehicle) {
  const bool any = set.text_of("operator") == "or";
  int met = 0, asked = 0;
  for (const XmlNode& each : set.children) {
    if (each.name != "conditions") continue;
    const auto one = applies_to(each, vehicle);
    if (!one) return one.error();
    met += *one ? 1 : 0;
    ++asked;
  }
  return any ? met > 0 || asked == 0 : met == asked;
}

}  // namespace

Result<RegulationScope> read_scope(const XmlNode& condition) {
  const auto kind = kind_of(condition);
  if (!kind) return kind.error();
  if (*kind != Kind::Set && *kind != Kind::Location && *kind != Kind::Validity) return RegulationScope{};
  const auto negated = is_negated(condition);
  if (!negated) return negated.error();
  RegulationScope scope;
  if (*kind == Kind::Set) {
    auto set = read_set(condition);
    if (!set) return set;
    scope = std::move(*set);
  } else if (*kind == Kind::Location) {
    const XmlNode* location = either(condition, "implementedLocation", "locationByOrder");
    if (!location) return scope;
    auto place = read_place(*location);
    if (!place) return place.error();
    scope.place = std::move(*place);
  } else if (const XmlNode* validity = either(condition, "implementedValidity", "validityByOrder")) {
    scope.validities.push_back(validity);
  }
  if (*negated && (!scope.place.lines.empty() || !scope.validities.empty()))
    return Error{ErrorKind::Malformed, "a negated place or time"};
  return scope;
}

Result<bool> applies_to(const XmlNode& condition, DatexVehicle vehicle) {
  const auto kind = kind_of(condition);
  if (!kind) return kind.error();
  const auto negated = is_negated(condition);
  if (!negated) return negated.error();
  Result<bool> met = true;
  switch (*kind) {
    case Kind::Location:
    case Kind::Validity:
    case Kind::Met: return true;
    case Kind::NeverMet: met = false; break;
    case Kind::Access: met = has_access(condition); break;
    case Kind::Set: met = set_applies(condition, vehicle); break;
    case Kind::Vehicle:
      if (const XmlNode* characteristics = condition.child("vehicleCharacteristics"))
        met = is_one_of(*characteristics, vehicle);
      else return Error{ErrorKind::Malformed, "a VehicleCondition without vehicleCharacteristics"};
      break;
  }
  if (!met) return met;
  return *met != *negated;
}

}  // namespace vigie::codec
