// SPDX-License-Identifier: Apache-2.0
// Names, one-ways and the ways themselves; streets end at the motorway or bridge it.
#include <algorithm>
#include <cmath>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

constexpr double kMotorwayHalf_m = 34;  ///< land the motorway takes, from its middle

bool great(Street street) { return street == Street::Primary || street == Street::Secondary; }

const char* highway(Street street) {
  switch (street) {
    case Street::Primary: return "primary";
    case Street::Secondary: return "secondary";
    case Street::Tertiary: return "tertiary";
    case Street::Living: return "living_street";
    case Street::Pedestrian: return "pedestrian";
    case Street::Service: return "service";
    case Street::Unclassified: return "unclassified";
    case Street::Residential:
    case Street::None: break;
  }
  return "residential";
}

const char* maxspeed(const Segment& segment) {
  switch (segment.street) {
    case Street::Primary: return "50";
    case Street::Secondary: return "50";
    case Street::Living: return "20";
    case Street::Unclassified: return "50";
    case Street::Service:
    case Street::Pedestrian: return nullptr;
    default: return segment.quarter == Quarter::OldTown || segment.quarter == Quarter::Grid ? "30" : "50";
  }
}

Tags tags_of(const Segment& segment, bool bridge) {
  Tags tags{{"highway", highway(segment.street)}};
  if (!segment.name.empty()) tags.emplace_back("name", segment.name);
  if (segment.oneway != 0) tags.emplace_back("oneway", segment.oneway > 0 ? "yes" : "-1");
  if (const char* speed = maxspeed(segment)) tags.emplace_back("maxspeed", speed);
  if (segment.street == Street::Primary) tags.emplace_back("lanes", "4");
  if (bridge) {
    tags.emplace_back("bridge", "yes");
    tags.emplace_back("layer", "1");
  }
  return tags;
}

/// Draws one segment: one way, or several where the motorway cuts or passes under it.
void draw(Town& town, const Segment& segment) {
  std::vector<Junction> stops{{0, segment.a}};
  stops.insert(stops.end(), segment.meets.begin(), segment.meets.end());
  stops.push_back({1, segment.b});
  const bool bridges = great(segment.street);
  std::vector<std::int64_t> ids;
  bool on_bridge = segment.bridge;
  const auto finish = [&] {
    if (ids.size() > 1) town.sheet.way(ids, tags_of(segment, on_bridge));
    ids.clear();
  };
  for (std::size_t i = 0; i < stops.size(); ++i) {
    if (i > 0) {
      const Point from = town.plan.nodes[stops[i - 1].node], to = town.plan.nodes[stops[i].node];
      const bool near = distance(town.motorway, mix(from, to, 0.5)) < kMotorwayHalf_m + distance(from, to) / 2 + 1;
      const auto taken = [&](Point p) { return distance(town.motorway, p) < kMotorwayHalf_m; };
      if (!near) {
        for (const std::int64_t id : town.sheet.between(from, to)) ids.push_back(id);
      } else {
        const int steps = std::max(1, static_cast<int>(std::ceil(distance(from, to) / 12)));
        bool inside = taken(from);
        for (int s = 1; s < steps; ++s) {
          const Point p = mix(from, to, double(s) / steps);
          const bool now_inside = taken(p);
          if (bridges && now_inside != inside) {
            ids.push_back(town.sheet.node(p));
            const std::int64_t joint = ids.back();
            finish();
            on_bridge = now_inside || segment.bridge;
            ids.push_back(joint);
          } else if (!bridges && now_inside) {
            finish();
          } else if (s % 2 == 0) {
            ids.push_back(town.sheet.node(p));
          }
          inside = now_inside;
        }
      }
    }
    const bool drowned = !bridges && distance(town.motorway, town.plan.nodes[stops[i].node]) < kMotorwayHalf_m;
    if (drowned) finish();
    else ids.push_back(sheet_node(town, stops[i].node));
  }
  finish();
}

void draw_stub(Town& town, const Face& face) {
  const Ring ring = town.plan.ring(face);
  // From the longest side's middle towards the heart of the block.
  std::size_t longest = 0;
  for (std::size_t i = 0; i < ring.size(); ++i)
    if (distance(ring[i], ring[(i + 1) % ring.size()]) > distance(ring[longest], ring[(longest + 1) % ring.size()]))
      longest = i;
  const Side side = face.sides[longest];
  if (town.plan.segments[side.segment].street == Street::None || great(town.plan.segments[side.segment].street)) return;
  Segment& segment = town.plan.segments[side.segment];
  const double t = (side.t0 + side.t1) / 2;
  const double size = distance(town.plan.nodes[segment.a], town.plan.nodes[segment.b]);
  if (std::any_of(segment.meets.begin(), segment.meets.end(),
                  [&](const Junction& j) { return std::abs(j.t - t) * size < 12; }))
    return;
  const Point from = town.plan.at(side.segment, t), to = mix(from, centroid(ring), 0.95);
  const std::size_t a = town.plan.add_node(from), b = town.plan.add_node(to);
  segment.meets.insert(std::lower_bound(segment.meets.begin(), segment.meets.end(), t,
                                        [](const Junction& j, double v) { return j.t < v; }),
                       {t, a});
  const Quarter quarter = face.quarter;
  const std::size_t stub =
      town.plan.add_segment(a, b, town.dice.chance(0.5) ? Street::Residential : Street::Service, quarter);
  if (town.plan.segments[stub].street == Street::Residential)
    town.plan.segments[stub].name = town.names.street(Street::Service, quarter);
  town.stubs.push_back({from, to});
}

}  // namespace

std::int64_t sheet_node(Town& town, std::size_t node) {
  const auto [at, fresh] = town.osm_node.emplace(node, 0);
  if (fresh) at->second = town.sheet.node(town.plan.nodes[node]);
  return at->second;
}

void name_streets(Town& town) {
  // Great streets keep a name for some cells; quays and the shore road have names of their own.
  std::map<std::string, std::string> great_names;
  std::map<std::size_t, std::size_t> begins_on;  // node -> the segment on which a street begins there
  for (std::size_t id = 0; id < town.plan.segments.size(); ++id)
    for (const Junction& junction : town.plan.segments[id].meets) begins_on[junction.node] = id;
  for (Segment& segment : town.plan.segments) {
    if (segment.street == Street::None) continue;
    const Point a = town.plan.nodes[segment.a], b = town.plan.nodes[segment.b];
    const double size = distance(a, b);
    const auto shared = [&](const std::string& key, Street street) {
      auto& name = great_names[key];
      if (name.empty()) name = town.names.street(street, segment.quarter);
      return name;
    };
    const bool shore = a.y == 0 && b.y == 0;
    const bool lattice =
        segment.a < town.corner.size() * columns().size() && segment.b < town.corner.size() * columns().size();
    if (shore && lattice) {
      const double x = (a.x + b.x) / 2;
      segment.name = x < kPortTo      ? "Quai des Mâts"
                     : x < kBasinWest ? "Quai du Ponant"
                     : x < kBeachFrom ? "Quai du Levant"
                                      : "Corniche des Embruns";
    } else if (lattice && a.y < 860 && b.y < 860 && a.x == kBasinWest && b.x == kBasinWest) {
      segment.name = "Quai de la Loge";
    } else if (lattice && a.y < 860 && b.y < 860 && a.x == kBasinEast && b.x == kBasinEast) {
      segment.name = "Quai des Bateliers";
    } else if (lattice && a.x == kBasinWest && b.x == kBasinEast && a.y == kBasinHead) {
      segment.name = "Quai de la Capitainerie";
    } else if (lattice && a.x == kRiverWest && b.x == kRiverWest) {
      segment.name = "Quai de la Rive Droite";
    } else if (lattice && a.x == kRiverEast && b.x == kRiverEast) {
      segment.name = "Quai de la Rive Gauche";
    } else if (lattice && std::abs(a.x - b.x) > std::abs(a.y - b.y)) {
      segment.name = shared(
          "r" + std::to_string(std::lround(a.y / 900)) + "/" + std::to_string(std::lround(a.x / 3400)), segment.street);
    } else if (lattice) {
      segment.name = shared(
          "c" + std::to_string(std::lround(a.x / 700)) + "/" + std::to_string(std::lround(a.y / 2900)), segment.street);
    } else if (size < 230 && segment.street == Street::Residential && segment.quarter != Quarter::OldTown &&
               town.dice.chance(0.5) && begins_on.contains(segment.a) &&
               town.plan.segments[begins_on[segment.a]].street == Street::Residential) {
      segment.name = town.plan.segments[begins_on[segment.a]].name;  // an estate whose lanes share one name
    } else if (segment.street != Street::Service && (size > 90 || town.dice.chance(0.75))) {
      segment.name = town.names.street(segment.street, segment.quarter);
    }
    const bool narrow =
        segment.street == Street::Residential || segment.street == Street::Living || segment.street == Street::Tertiary;
    const double share = segment.quarter == Quarter::OldTown ? 0.5 : segment.quarter == Quarter::Grid ? 0.45 : 0.08;
    if (!lattice && narrow && town.dice.chance(share)) segment.oneway = town.dice.chance(0.5) ? 1 : -1;
  }
  const std::size_t blocks = town.plan.blocks.size();
  for (std::size_t i = 0; i < blocks; ++i) {
    const Face face = town.plan.blocks[i];
    const bool room = face.use.empty() && (face.quarter == Quarter::Residential || face.quarter == Quarter::Hills ||
                                           face.quarter == Quarter::Industrial);
    if (room && std::abs(area(town.plan.ring(face))) > 6000 && town.dice.chance(0.55)) draw_stub(town, face);
  }
}

void draw_streets(Town& town) {
  for (std::size_t i = 0; i < town.plan.segments.size(); ++i) {
    const Segment segment = town.plan.segments[i];
    if (segment.street != Street::None) draw(town, segment);
  }
}

}  // namespace vigie::city::demo
