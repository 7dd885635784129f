// SPDX-License-Identifier: Apache-2.0
// Which places of the demo city are watched: outlines and gates on its plan.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

constexpr double kWidestGate_m = 12;
constexpr double kAcross_m = 45;  // so far from a gate, over a street, a neighbour is looked for
constexpr std::size_t kSideGates = 4;
constexpr std::int64_t kStands = 42'000;
constexpr std::int64_t kStop = 1'800;  // hall, stairs and platforms of a metro station
constexpr double kQuay_from_y = 60;

/// "Place du Marché aux Fleurs" is "place-du-marche-aux-fleurs".
std::string slug(const std::string& name) {
  static const std::pair<const char*, char> kLetters[] = {
      {"é", 'e'}, {"è", 'e'}, {"ê", 'e'}, {"ë", 'e'}, {"à", 'a'}, {"â", 'a'}, {"î", 'i'}, {"ï", 'i'}, {"ô", 'o'},
      {"û", 'u'}, {"ù", 'u'}, {"ç", 'c'}, {"É", 'e'}, {"È", 'e'}, {"Î", 'i'}, {"À", 'a'}, {"œ", 'o'}};
  std::string plain = name;
  for (const auto& [letter, ascii] : kLetters)
    for (std::size_t at = plain.find(letter); at != std::string::npos; at = plain.find(letter))
      plain.replace(at, std::string(letter).size(), 1, ascii);
  std::string id;
  for (const char c : plain) {
    const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
    if (upper) id += static_cast<char>(c + 32);
    else if (lower || digit) id += c;
    else if (!id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

Watched& watch(Town& town, const std::string& name, ZoneKind kind, Ring ring, std::int64_t capacity = 0) {
  std::string id = slug(name);
  while (std::any_of(town.watched.begin(), town.watched.end(), [&](const Watched& other) { return other.id == id; }))
    id += "-2";
  town.watched.push_back({id, name, kind, std::move(ring), capacity});
  return town.watched.back();
}

/// A gate in the middle of each of its longest sides.
void gate_sides(Watched& place, double share_of_side) {
  struct SideOf {
    double length_m;
    std::size_t number;
  };
  std::vector<SideOf> sides;
  for (std::size_t i = 0; i < place.ring.size(); ++i)
    sides.push_back({distance(place.ring[i], place.ring[(i + 1) % place.ring.size()]), i});
  std::stable_sort(sides.begin(), sides.end(),
                   [](const SideOf& a, const SideOf& b) { return a.length_m > b.length_m; });
  sides.resize(std::min(sides.size(), kSideGates));
  std::sort(sides.begin(), sides.end(), [](const SideOf& a, const SideOf& b) { return a.number < b.number; });
  for (const SideOf& side : sides)
    place.gates.push_back({"g" + std::to_string(place.gates.size() + 1),
                           mix(place.ring[side.number], place.ring[(side.number + 1) % place.ring.size()], 0.5),
                           std::clamp(share_of_side * side.length_m, 3.0, kWidestGate_m)});
}

Ring box(double west, double south, double east, double north) {
  return {{west, south}, {east, south}, {east, north}, {west, north}};
}

/// Half of the esplanade: its land on one side of the axis without the stands. `from` is 180° on the left half, 0° on the right.
Ring without_stands(const Ring& half, Point middle, Point axis, double half_length, double half_width, double from) {
  const Point side{-axis.y, axis.x};
  Ring ring;
  for (std::size_t i = 0; i < half.size(); ++i) {
    const Point a = half[i], b = half[(i + 1) % half.size()];
    ring.push_back(a);
    if (std::abs(cross(axis, a - middle)) > 0.01 || std::abs(cross(axis, b - middle)) > 0.01) continue;
    for (int step = 0; step <= 20; ++step) {
      const double turn = from - std::numbers::pi * step / 20;
      ring.push_back(middle + half_length * std::cos(turn) * axis + half_width * std::sin(turn) * side);
    }
  }
  return ring;
}

void watch_shopping_street(Town& town) {
  const Segment* best = nullptr;
  double best_m = 0;
  for (const Segment& segment : town.plan.segments) {
    const double length_m = distance(town.plan.nodes[segment.a], town.plan.nodes[segment.b]);
    if (segment.street != Street::Pedestrian || segment.name.empty() || length_m <= best_m) continue;
    best = &segment;
    best_m = length_m;
  }
  if (best == nullptr) return;
  const Point from = town.plan.nodes[best->a], to = town.plan.nodes[best->b];
  Watched& street = watch(town, best->name, ZoneKind::Street, strip(from, to, 9));
  street.gates = {{"g1", from, 9}, {"g2", to, 9}};
}

void watch_beach(Town& town) {
  Ring sand{{kBeachFrom + 30, -9}};
  for (double x = kBeachFrom + 90; x < kBeachTo - 20; x += 60)
    sand.push_back({x, -26 - 60 * std::sqrt(std::sin(std::numbers::pi * (x - kBeachFrom) / (kBeachTo - kBeachFrom)))});
  sand.push_back({kBeachTo - 20, -9});
  Watched& beach = watch(town, "Plage des Embruns", ZoneKind::Park, std::move(sand), 15'000);
  for (int gate = 1; gate <= 4; ++gate)
    beach.gates.push_back(
        {"g" + std::to_string(gate), {kBeachFrom + 30 + gate * (kBeachTo - kBeachFrom - 50) / 5, -9}, 6});
}

void watch_quays(Town& town) {
  Watched& west = watch(town, "Quai de la Loge", ZoneKind::Square,
                        box(kBasinWest - 6, kQuay_from_y, kBasinWest + kQuay_m, kBasinHead));
  west.gates = {{"g1", {kBasinWest - 6, 200}, 8},
                {"g2", {kBasinWest - 6, 500}, 8},
                {"g3", {kBasinWest + 2, kQuay_from_y}, 8},
                {"g4", {kBasinWest + kQuay_m, kBasinHead - 8}, 12, GateGround::Level, "quai-de-la-capitainerie"}};
  Watched& head = watch(town, "Quai de la Capitainerie", ZoneKind::Square,
                        box(kBasinWest + kQuay_m, kBasinHead - kQuay_m, kBasinEast - kQuay_m, kBasinHead + 6));
  head.gates = {{"g1", {-60, kBasinHead + 6}, 12},
                {"g2", {60, kBasinHead + 6}, 12},
                {"g3", {kBasinWest + kQuay_m, kBasinHead - 8}, 12, GateGround::Level, "quai-de-la-loge"},
                {"g4", {kBasinEast - kQuay_m, kBasinHead - 8}, 12, GateGround::Level, "quai-des-bateliers"}};
  Watched& east = watch(town, "Quai des Bateliers", ZoneKind::Square,
                        box(kBasinEast - kQuay_m, kQuay_from_y, kBasinEast + 6, kBasinHead));
  east.gates = {{"g1", {kBasinEast + 6, 200}, 8},
                {"g2", {kBasinEast + 6, 500}, 8},
                {"g3", {kBasinEast - 2, kQuay_from_y}, 8},
                {"g4", {kBasinEast - kQuay_m, kBasinHead - 8}, 12, GateGround::Level, "quai-de-la-capitainerie"}};
}

void watch_main_station(Town& town) {
  const Point end = town.railway.back();
  Watched& hall = watch(town, "Gare Centrale de Havreval", ZoneKind::Station,
                        box(end.x - 6, end.y - 38, end.x + 74, end.y + 38), 6'000);
  hall.gates = {
      {"g1", {end.x + 74, end.y}, 10}, {"g2", {end.x + 40, end.y - 38}, 6}, {"g3", {end.x + 40, end.y + 38}, 6}};
}

/// A gate that looks over a street at another place leads to it.
void find_neighbours(Town& town) {
  for (Watched& place : town.watched)
    for (Watched::Gate& gate : place.gates) {
      if (!gate.to.empty()) continue;
      const Point outward = unit(gate.at - centroid(place.ring));
      for (double metres = 3; metres <= kAcross_m && gate.to.empty(); metres += 3) {
        const Point ahead = gate.at + metres * outward;
        for (const Watched& other : town.watched)
          if (other.id != place.id && !contains(place.ring, ahead) && contains(other.ring, ahead)) gate.to = other.id;
      }
    }
}

}  // namespace

void watch_square(Town& town, const Ring& land, const std::string& name) {
  gate_sides(watch(town, name, ZoneKind::Square, land), 0.25);
}

void watch_market(Town& town, const Ring& land) {
  gate_sides(watch(town, "Halles Centrales", ZoneKind::Square, land, static_cast<std::int64_t>(1.5 * area(land))), 0.2);
}

void watch_stadium(Town& town, const Ring& land, double half_length_m, double half_width_m) {
  const Point middle = centroid(land), axis = long_axis(land), side{-axis.y, axis.x};
  const auto on_oval = [&](double degrees) {
    const double turn = degrees * std::numbers::pi / 180;
    return middle + half_length_m * std::cos(turn) * axis + half_width_m * std::sin(turn) * side;
  };
  Ring stands;
  for (int i = 0; i < 40; ++i) stands.push_back(on_oval(9.0 * i));
  Watched& stadium = watch(town, "Stade du Levant", ZoneKind::Venue, stands, kStands);
  const char* const halves[] = {"esplanade-du-stade-est", "esplanade-du-stade-ouest"};
  for (const double degrees : {36.0, 72.0, 108.0, 144.0, -36.0, -72.0, -108.0, -144.0})
    stadium.gates.push_back({"g" + std::to_string(stadium.gates.size() + 1), on_oval(degrees), 10, GateGround::Level,
                             halves[degrees > 0 ? 0 : 1]});
  const auto [left, right] = split(land, middle, axis);
  const Ring* const parts[] = {&left, &right};
  for (int which = 0; which < 2; ++which) {
    Watched& half = watch(town, which == 0 ? "Esplanade du Stade Est" : "Esplanade du Stade Ouest", ZoneKind::Square,
                          *parts[which], 0);
    gate_sides(half, 0.15);
    // No gate of the city's on the cut: there the other half begins.
    std::erase_if(half.gates, [&](const Watched::Gate& gate) { return std::abs(cross(axis, gate.at - middle)) < 5; });
    half.ring =
        without_stands(*parts[which], middle, axis, half_length_m, half_width_m, which == 0 ? std::numbers::pi : 0);
    half.capacity = static_cast<std::int64_t>(2 * area(half.ring));
    for (const double end : {-1.0, 1.0})
      half.gates.push_back(
          {end < 0 ? "a" : "b", middle + end * (half_length_m + 12) * axis, 10, GateGround::Level, halves[1 - which]});
  }
}

void watch_stop(Town& town, const std::string& name, Point place, Point one_entrance, Point other_entrance) {
  static const std::set<std::string> kWatched{"Vieille Ville",   "Capitainerie",  "Palais",  "Arcades",
                                              "Stade du Levant", "Gare Centrale", "La Plage"};
  if (!kWatched.contains(name) || distance(one_entrance, place) < 1) return;
  Watched& stop = watch(town, "Métro " + name, ZoneKind::Station, strip(other_entrance, one_entrance, 22), kStop);
  stop.gates = {{"a", one_entrance, 5, GateGround::Stepped}, {"b", other_entrance, 5, GateGround::Stepped}};
}

void watch_the_rest(Town& town) {
  watch_quays(town);
  watch_beach(town);
  watch_shopping_street(town);
  watch_main_station(town);
  find_neighbours(town);
}

}  // namespace vigie::city::demo
