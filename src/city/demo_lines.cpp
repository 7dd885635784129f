// SPDX-License-Identifier: Apache-2.0
// The motorway with its ramps, the railway on its viaduct, two metro lines, the river.
#include <algorithm>
#include <cmath>
#include <map>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

constexpr double kCarriageway_m = 12;  ///< from the motorway's middle
constexpr double kRamp_m = 340;        ///< along the motorway, from the crossing to where a ramp leaves it
constexpr double kRampFoot_m = 75;     ///< along the street, from the crossing to where a ramp meets it

struct Interchange {
  double metres;      ///< along the motorway
  std::size_t south;  ///< plan nodes on the crossing street
  std::size_t north;
};

/// Where a segment crosses the motorway: share along the segment, metres along the motorway.
bool crossing(const Town& town, const Segment& segment, double& t, double& metres) {
  const Point a = town.plan.nodes[segment.a], b = town.plan.nodes[segment.b];
  double before = 0;
  for (std::size_t i = 1; i < town.motorway.size(); ++i) {
    const Point c = town.motorway[i - 1], d = town.motorway[i];
    const double denominator = cross(b - a, d - c);
    if (denominator != 0) {
      t = cross(c - a, d - c) / denominator;
      const double u = cross(c - a, b - a) / denominator;
      if (t > 0 && t < 1 && u >= 0 && u < 1) {
        metres = before + u * distance(c, d);
        return true;
      }
    }
    before += distance(c, d);
  }
  return false;
}

std::size_t meet_at(Town& town, std::size_t id, double t) {
  const std::size_t node = town.plan.add_node(town.plan.at(id, t));
  auto& meets = town.plan.segments[id].meets;
  meets.insert(std::lower_bound(meets.begin(), meets.end(), t, [](const Junction& j, double v) { return j.t < v; }),
               {t, node});
  return node;
}

/// Interchanges with great streets that run inland, at least 2 km apart.
std::vector<Interchange> interchanges(Town& town) {
  std::vector<Interchange> found;
  for (std::size_t id = 0; id < town.plan.segments.size(); ++id) {
    const Segment segment = town.plan.segments[id];
    if (segment.street != Street::Primary && segment.street != Street::Secondary) continue;
    const Point a = town.plan.nodes[segment.a], b = town.plan.nodes[segment.b];
    if (std::abs(b.y - a.y) < 2 * std::abs(b.x - a.x)) continue;
    double t = 0, metres = 0;
    if (!crossing(town, segment, t, metres)) continue;
    const double foot = kRampFoot_m / distance(a, b);
    if (t < 1.5 * foot || t > 1 - 1.5 * foot) continue;
    if (std::any_of(found.begin(), found.end(),
                    [&](const Interchange& other) { return std::abs(other.metres - metres) < 2000; }))
      continue;
    const double southward = a.y < b.y ? -foot : foot;
    found.push_back({metres, meet_at(town, id, t + southward), meet_at(town, id, t - southward)});
  }
  return found;
}

/// One carriageway; returns its nodes by metres along the motorway.
std::map<double, std::int64_t> draw_carriageway(Town& town, double off, const std::vector<Interchange>& found) {
  const Path path = beside(town.motorway, off);
  const double all = length(town.motorway);
  std::map<double, std::int64_t> nodes;
  for (double m = 0; m < all; m += 40) nodes.emplace(m, 0);
  for (const Interchange& interchange : found)
    for (const double m : {interchange.metres - kRamp_m, interchange.metres + kRamp_m}) nodes.emplace(m, 0);
  std::vector<std::int64_t> ids;
  for (auto& [m, id] : nodes) {
    id = town.sheet.node(along(path, m * length(path) / all).first);
    ids.push_back(id);
  }
  if (off > 0) std::reverse(ids.begin(), ids.end());  // traffic keeps right: the northern one runs west
  const Tags tags{{"highway", "motorway"}, {"ref", "A 71"}, {"oneway", "yes"}, {"lanes", "3"}, {"maxspeed", "90"}};
  constexpr std::size_t kPiece = 30;
  for (std::size_t i = 0; i + 1 < ids.size(); i += kPiece)
    town.sheet.way({ids.begin() + static_cast<std::ptrdiff_t>(i),
                    ids.begin() + static_cast<std::ptrdiff_t>(std::min(i + kPiece + 1, ids.size()))},
                   tags);
  return nodes;
}

void draw_ramp(Town& town, std::int64_t from, Point a, std::int64_t to, Point b, Point tangent) {
  std::vector<std::int64_t> ids{from};
  const Point leave = a + 150 * tangent;
  for (const double t : {0.25, 0.5, 0.75}) ids.push_back(town.sheet.node(mix(mix(a, leave, t), mix(leave, b, t), t)));
  ids.push_back(to);
  town.sheet.way(ids, {{"highway", "motorway_link"}, {"oneway", "yes"}, {"maxspeed", "50"}});
}

void draw_metro(Town& town, const char* ref, const std::vector<std::pair<Point, const char*>>& stops,
                std::set<std::string>& named) {
  Path through;
  for (const auto& [place, name] : stops) through.push_back(place);
  town.sheet.line(smooth(through, 10), {{"railway", "subway"}, {"ref", ref}, {"tunnel", "yes"}, {"layer", "-2"}});
  for (const auto& [place, name] : stops) {
    if (!named.insert(name).second) continue;  // lines meet there
    town.sheet.node(place, {{"railway", "station"},
                            {"station", "subway"},
                            {"subway", "yes"},
                            {"public_transport", "station"},
                            {"name", name}});
    const Point entrances[] = {{38, 12}, {-34, -16}};
    watch_stop(town, name, place, place + entrances[0], place + entrances[1]);
    for (const Point off : entrances) town.sheet.node(place + off, {{"railway", "subway_entrance"}, {"name", name}});
  }
}

}  // namespace

void draw_motorway(Town& town) {
  const std::vector<Interchange> found = interchanges(town);
  const auto south = draw_carriageway(town, -kCarriageway_m, found);
  const auto north = draw_carriageway(town, kCarriageway_m, found);
  const double all = length(town.motorway);
  for (const Interchange& interchange : found) {
    const auto ramp = [&](double off, double metres, std::size_t foot, bool leaving, double towards) {
      const Path path = beside(town.motorway, off);
      const auto [place, direction] = along(path, metres * length(path) / all);
      const std::int64_t on = (off < 0 ? south : north).at(metres);
      const std::int64_t end = sheet_node(town, foot);
      const Point end_place = town.plan.nodes[foot];
      draw_ramp(town, on, place, end, end_place, towards * direction);
      if (!leaving) {  // drawn from the motorway for its shape, driven the other way
        auto& way = town.sheet.way_of(town.sheet.ways());
        std::reverse(way.nodes.begin(), way.nodes.end());
      }
    };
    const double before = interchange.metres - kRamp_m, after = interchange.metres + kRamp_m;
    ramp(-kCarriageway_m, before, interchange.south, true, 1);
    ramp(-kCarriageway_m, after, interchange.south, false, -1);
    ramp(kCarriageway_m, after, interchange.north, true, -1);
    ramp(kCarriageway_m, before, interchange.north, false, 1);
  }
}

void draw_lines(Town& town) {
  for (const double off : {-2.3, 2.3})
    town.sheet.line(beside(town.railway, off),
                    {{"railway", "rail"}, {"usage", "main"}, {"bridge", "viaduct"}, {"layer", "1"}});
  const Point end = town.railway.back();
  for (const double off : {-18.0, -11.0, 11.0, 18.0})
    town.sheet.line({end + Point{-420, off * 0.2}, end + Point{-330, off}, end + Point{0, off}},
                    {{"railway", "rail"}, {"service", "siding"}});
  town.sheet.node(end + Point{10, 0},
                  {{"railway", "station"}, {"public_transport", "station"}, {"name", "Gare Centrale de Havreval"}});
  for (int track = 0; track < 5; ++track)  // the port's yard
    town.sheet.line({{-5600, 560.0 + 9 * track}, {-3500, 560.0 + 9 * track}},
                    {{"railway", "rail"}, {"service", "yard"}});

  std::set<std::string> named;
  draw_metro(town, "M1",
             {{{-5400, 1700}, "Zone Portuaire"},
              {{-4000, 1750}, "Docks Neufs"},
              {{-2900, 1600}, "Corderie"},
              {{-1900, 1450}, "Tanneurs"},
              {{-950, 1250}, "Vieille Ville"},
              {{-100, 1010}, "Capitainerie"},
              {{620, 1250}, "Palais"},
              {{1300, 1700}, "Arcades"},
              {{2180, 1830}, "Stade du Levant"},
              {{3100, 1950}, "Belle Vue"},
              {{4250, 2150}, "Rive Droite"},
              {{5500, 2300}, "Sept Fontaines"}},
             named);
  draw_metro(town, "M2",
             {{{-1700, 4050}, "Université"},
              {{-1050, 3250}, "Pont Neuf"},
              {{-480, 2180}, "Gare Centrale"},
              {{-250, 1600}, "Grand Cours"},
              {{-100, 1010}, "Capitainerie"},
              {{560, 480}, "Vieux Chantier"},
              {{1450, 430}, "Quai du Levant"},
              {{2450, 420}, "Roseraie"},
              {{3450, 330}, "La Plage"}},
             named);

  const double middle = (kRiverWest + kRiverEast) / 2;
  const double half = (kRiverEast - kRiverWest) / 2 - 12;
  const Ring water = {
      {middle - half, -120}, {middle + half, -120}, {middle + half, kNorthEnd + 300}, {middle - half, kNorthEnd + 300}};
  town.sheet.outline(water, {{"natural", "water"}, {"water", "river"}, {"name", "La Maliverne"}});
  town.sheet.line({{middle, -60}, {middle, kNorthEnd + 300}}, {{"waterway", "river"}, {"name", "La Maliverne"}});
}

}  // namespace vigie::city::demo
