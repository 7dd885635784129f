// SPDX-License-Identifier: Apache-2.0
// Speeds by class, access by the most particular tag, one-ways, and what lights and siren change.
#include "roads/profile.hpp"

#include <algorithm>
#include <string_view>

#include "roads/maxspeed.hpp"

namespace vigie::roads {
namespace {

struct ClassRule {
  std::string_view highway;
  RoadClass road_class;
  double car_kmh;           // mean in free traffic where no limit is tagged (OSRM 5.27 car profile); 0: not for cars
  double emergency_factor;  // on the car's speed
  double emergency_kmh;     // where the car has none
  bool contraflow;          // an emergency vehicle may go against the one-way
};

// Emergency factors: lights and siren saved 38.5 % of the time in Minneapolis (Ho and Casey, Ann Emerg Med 1998;32:585) and
// much less in a small town (Hunt et al., Ann Emerg Med 1995;25:507); until traces of this city say better, 20 % on main
// roads (x 1.25), 13 % in side streets (x 1.15), nothing on motorways, where the car already drives freely.
constexpr std::array<ClassRule, 20> kClasses{{
    {"motorway", RoadClass::Motorway, 90, 1.1, 0, false},
    {"motorway_link", RoadClass::MotorwayLink, 45, 1.1, 0, false},
    {"trunk", RoadClass::Trunk, 85, 1.15, 0, false},
    {"trunk_link", RoadClass::TrunkLink, 40, 1.15, 0, false},
    {"primary", RoadClass::Primary, 65, 1.25, 0, false},
    {"primary_link", RoadClass::PrimaryLink, 30, 1.25, 0, false},
    {"secondary", RoadClass::Secondary, 55, 1.25, 0, false},
    {"secondary_link", RoadClass::SecondaryLink, 25, 1.25, 0, false},
    {"tertiary", RoadClass::Tertiary, 40, 1.25, 0, true},
    {"tertiary_link", RoadClass::TertiaryLink, 20, 1.25, 0, false},
    {"unclassified", RoadClass::Unclassified, 25, 1.15, 0, true},
    {"road", RoadClass::Unclassified, 25, 1.15, 0, true},
    {"residential", RoadClass::Residential, 25, 1.15, 0, true},
    {"living_street", RoadClass::LivingStreet, 10, 1.5, 0, true},
    {"service", RoadClass::Service, 15, 1.15, 0, true},
    {"busway", RoadClass::Busway, 0, 1, 40, true},
    {"pedestrian", RoadClass::Pedestrian, 0, 1, 15, true},
    {"track", RoadClass::Track, 0, 1, 15, true},
    {"footway", RoadClass::Path, 0, 1, 0, false},
    {"path", RoadClass::Path, 0, 1, 0, false},
}};

constexpr double kShareOfLimit = 0.8;  // a car's mean speed is below the limit it keeps (OSRM: speed_reduction)
constexpr double kContraflow_kmh =
    15;  // against the one-way: slowly (Code de la route R432-1: without endangering others)
constexpr double kContraflowLimit_kmh = 50;
constexpr double kPath_kmh = 8;     // a footpath signed for emergency vehicles
constexpr double kShared_kmh = 10;  // a pedestrian street opened to cars

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string_view most_particular(const Tags& tags, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    if (!tags[key].empty()) return tags[key];
  return {};
}

bool is_yes(std::string_view value) {
  return one_of(value, {"yes", "designated", "permissive", "official", "1", "true"});
}

/// May a car enter without belonging there? Destination traffic may: whoever asks for a route there has a reason.
bool car_may(const Tags& tags, bool by_default) {
  const std::string_view access = most_particular(tags, {"motorcar", "motor_vehicle", "vehicle", "access"});
  if (access.empty()) return by_default;
  if (one_of(access, {"destination", "customers", "delivery"})) return true;
  return is_yes(access);
}

/// Private grounds open for an emergency; what is barred to all opens only where a sign says so.
bool emergency_may(const Tags& tags, bool by_default) {
  if (const std::string_view emergency = tags["emergency"]; !emergency.empty())
    return is_yes(emergency) || emergency == "private";
  if (is_yes(most_particular(tags, {"bus", "psv", "taxi"}))) return true;
  const std::string_view access = most_particular(tags, {"motorcar", "motor_vehicle", "vehicle", "access"});
  // "no" for vehicles on a street is a rule of the Highway Code; "no" for everybody is a wall, a ruin or a building site.
  return by_default && !(access == "no" && tags["access"] == "no");
}

enum class OneWay { No, Forward, Backward, Closed };

OneWay read_oneway(const Tags& tags, RoadClass road_class, bool roundabout) {
  const std::string_view car =
      most_particular(tags, {"oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"});
  if (one_of(car, {"yes", "true", "1"})) return OneWay::Forward;
  if (one_of(car, {"-1", "reverse"})) return OneWay::Backward;
  if (car == "reversible") return OneWay::Closed;  // by hours that the map does not know
  if (one_of(car, {"no", "false", "0"})) return OneWay::No;
  return roundabout || road_class == RoadClass::Motorway ? OneWay::Forward : OneWay::No;
}

/// The car's speed in one direction; `side` is "maxspeed:forward" or "maxspeed:backward".
double car_kmh(const Tags& tags, const ClassRule& rule, std::string_view side) {
  std::optional<double> limit = parse_maxspeed_kmh(tags[side]);
  if (!limit) limit = parse_maxspeed_kmh(tags["maxspeed"]);
  if (!limit) limit = parse_maxspeed_kmh(most_particular(tags, {"maxspeed:type", "source:maxspeed", "zone:maxspeed"}));
  const double plain = rule.car_kmh > 0 ? rule.car_kmh : kShared_kmh;
  if (!limit) return plain;
  // A limit says how fast a lane may be driven, not that a car park's aisle can be.
  return rule.road_class == RoadClass::Service ? std::min(plain, kShareOfLimit * *limit) : kShareOfLimit * *limit;
}

Speeds speeds(const Tags& tags, const ClassRule& rule, std::string_view side, bool car, bool emergency) {
  const double kmh = car_kmh(tags, rule, side);
  const double under_siren = rule.car_kmh > 0         ? kmh * rule.emergency_factor
                             : rule.emergency_kmh > 0 ? rule.emergency_kmh
                                                      : kPath_kmh;
  return {car ? kmh : 0, emergency ? under_siren : 0};
}

const ClassRule* rule_of(std::string_view highway) {
  const auto found =
      std::find_if(kClasses.begin(), kClasses.end(), [&](const ClassRule& rule) { return rule.highway == highway; });
  return found == kClasses.end() ? nullptr : &*found;
}

}  // namespace

std::optional<RoadTraits> read_road(const Tags& tags) {
  const ClassRule* rule = rule_of(tags["highway"]);
  if (rule == nullptr || tags["area"] == "yes") return std::nullopt;
  const bool car = car_may(tags, rule->car_kmh > 0);
  const bool emergency = car || emergency_may(tags, rule->car_kmh > 0 || rule->emergency_kmh > 0);
  if (!car && !emergency) return std::nullopt;

  const bool roundabout = one_of(tags["junction"], {"roundabout", "circular"});
  const OneWay oneway = read_oneway(tags, rule->road_class, roundabout);
  RoadTraits traits{rule->road_class, roundabout, speeds(tags, *rule, "maxspeed:forward", car, emergency),
                    speeds(tags, *rule, "maxspeed:backward", car, emergency)};

  const std::optional<double> limit = parse_maxspeed_kmh(tags["maxspeed"]);
  const bool contraflow = rule->contraflow && !roundabout && limit.value_or(0) <= kContraflowLimit_kmh;
  const auto against = [&](Speeds& direction) {
    auto& [car_speed, emergency_speed] = direction;
    car_speed = 0;
    emergency_speed = contraflow ? std::min(emergency_speed, kContraflow_kmh) : 0;
  };
  if (oneway == OneWay::Forward || oneway == OneWay::Closed) against(traits.backward_kmh);
  if (oneway == OneWay::Backward || oneway == OneWay::Closed) against(traits.forward_kmh);
  return traits;
}

std::optional<BarrierTraits> read_barrier(const Tags& tags) {
  constexpr std::int32_t kOpening_ms = 20'000;  // stop, key or badge, drive on: our estimate, no source
  const std::string_view barrier = tags["barrier"];
  if (barrier.empty() || one_of(barrier, {"no", "entrance", "toll_booth", "border_control", "cattle_grid",
                                          "height_restrictor", "kerb", "arch", "sally_port", "speed_camera", "spikes"}))
    return std::nullopt;
  const bool opens =
      one_of(barrier, {"gate", "lift_gate", "swing_gate", "sliding_gate", "hampshire_gate", "chain", "bus_trap"}) ||
      one_of(tags["bollard"], {"rising", "removable", "foldable"});
  const bool car = car_may(tags, one_of(barrier, {"gate", "lift_gate", "swing_gate", "sliding_gate"}));
  const bool emergency = car || emergency_may(tags, opens);
  if (car) return std::nullopt;  // open to all: no obstacle
  return BarrierTraits{{car, emergency}, kOpening_ms};
}

}  // namespace vigie::roads
