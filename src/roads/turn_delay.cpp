// SPDX-License-Identifier: Apache-2.0
// The bend by its angle, the junction by its signs or by the classes of its roads.
#include "roads/turn_delay.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vigie::roads {
namespace {

struct Driver {
  double bend_s;         // the most that a bend costs: OSRM's turn_penalty for the car
  double turn_back_s;    // OSRM's u_turn_penalty for the car
  double side_street_s;  // out of a service way or a living street into an ordinary one
};
constexpr std::array<Driver, kProfiles> kDrivers{{{7.5, 20, 1.5}, {4.5, 10, 0.8}}};
constexpr double kLeftBias = 1.075;  // across the traffic that comes towards one

/// 0 straight on, a right angle 0.28 to the right and 0.72 to the left, 1 back.
double share_of_bend(double angle_deg) {
  const double bias = angle_deg >= 0 ? kLeftBias : 1 / kLeftBias;
  return 1 / (1 + std::exp(-(13 / bias * std::abs(angle_deg) / 180 - 6.5 * bias)));
}

int rank(RoadClass road) {
  switch (road) {
    case RoadClass::Motorway:
    case RoadClass::Trunk: return 6;
    case RoadClass::Primary: return 5;
    case RoadClass::Secondary: return 4;
    case RoadClass::Tertiary: return 3;
    case RoadClass::Unclassified:
    case RoadClass::Residential:
    case RoadClass::Busway: return 2;
    case RoadClass::LivingStreet:
    case RoadClass::Service:
    case RoadClass::Pedestrian:
    case RoadClass::Track:
    case RoadClass::Path: return 1;
    default: return 0;  // links merge, barriers are opened: nobody gives way there without a sign
  }
}

/// At the junction, before the bend.
double give_way_s(const Turn& turn, Profile profile) {
  const auto seconds = [&](Control control) { return wait_ms(control, profile) / 1000.0; };
  if (turn.control != Control::None) return seconds(turn.control);
  if (turn.enters_roundabout) return seconds(Control::GiveWay);
  if (!turn.choice || turn.roundabout || !above(turn.crossed, turn.from)) return 0;
  return rank(turn.crossed) <= 2 ? kDrivers[static_cast<std::size_t>(profile)].side_street_s
                                 : seconds(Control::GiveWay);
}

}  // namespace

bool above(RoadClass road, RoadClass from) { return rank(from) > 0 && rank(road) > rank(from); }

std::uint16_t turn_delay_ms(const Turn& turn, Profile profile) {
  const Driver& driver = kDrivers[static_cast<std::size_t>(profile)];
  double seconds = give_way_s(turn, profile);
  if (turn.back) seconds += driver.turn_back_s;
  else if (turn.choice && !turn.roundabout) seconds += driver.bend_s * share_of_bend(turn.angle_deg);
  return static_cast<std::uint16_t>(std::min<long>(kMostDelay_ms, std::lround(seconds * 1000)));
}

}  // namespace vigie::roads
