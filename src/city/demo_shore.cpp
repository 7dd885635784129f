// SPDX-License-Identifier: Apache-2.0
// The coast from west to east (land on its left), the old harbour, the port's piers, the beach, two islands.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

/// A rough line: sums of waves, 0 … 1.
double rough(double x, double phase) {
  return 0.5 + 0.22 * std::sin(x / 210 + phase) + 0.16 * std::sin(x / 87 + 2.3 * phase) +
         0.12 * std::sin(x / 41 + 4.1 * phase);
}

void wild(Path& coast, double from, double to, double phase) {
  for (double x = from; x < to; x += 45) {
    const double ends = std::min({1.0, (x - from) / 300, (to - x) / 300});
    coast.push_back({x, -24 - 150 * rough(x, phase) * ends});
  }
}

void piers(Path& coast) {
  constexpr double kPier = 140, kGap = 230;
  coast.push_back({kPortFrom, -24});
  int number = 0;
  for (double x = kPortFrom + 200; x + kPier < kPortTo - 300; x += kPier + kGap) {
    const double reach = number++ % 3 == 1 ? -520 : -400;
    coast.push_back({x, -24});
    coast.push_back({x, reach});
    coast.push_back({x + kPier, reach});
    coast.push_back({x + kPier, -24});
  }
}

void draw_port(Town& town) {
  constexpr double kPier = 140, kGap = 230;
  int number = 0;
  for (double x = kPortFrom + 200; x + kPier < kPortTo - 300; x += kPier + kGap) {
    const double reach = number++ % 3 == 1 ? -520 : -400;
    town.sheet.outline({{x, reach}, {x + kPier, reach}, {x + kPier, -2}, {x, -2}},
                       {{"landuse", "port"}, {"name", "Môle " + std::to_string(number)}});
    for (double y = -90; y > reach + 70; y -= 110)
      for (const double side : {16.0, 82.0})
        town.sheet.outline({{x + side, y - 80}, {x + side + 42, y - 80}, {x + side + 42, y}, {x + side, y}},
                           {{"building", "warehouse"}, {"building:levels", "2"}});
    town.sheet.line({{x + kPier / 2, -6}, {x + kPier / 2, reach + 14}},
                    {{"highway", "service"}, {"access", "private"}});
  }
  for (const auto& [from, to] :
       {std::pair{Point{-6500, -760}, Point{-4300, -860}}, {Point{-4000, -860}, Point{-2100, -800}}})
    town.sheet.outline(strip(from, to, 26), {{"man_made", "breakwater"}});
}

void draw_harbour(Town& town) {
  // Landing stages on both sides, a mole and its light before the mouth.
  for (double y = 90; y < kBasinHead - 120; y += 78) {
    const double west = kBasinWest + kQuay_m, east = kBasinEast - kQuay_m;
    town.sheet.outline(strip({west - 2, y}, {west + 118, y}, 4), {{"man_made", "pier"}});
    town.sheet.outline(strip({east + 2, y + 30}, {east - 118, y + 30}, 4), {{"man_made", "pier"}});
  }
  town.sheet.outline(strip({760, -10}, {690, -400}, 20), {{"man_made", "breakwater"}, {"name", "Môle du Levant"}});
  town.sheet.outline(strip({700, -400}, {-330, -520}, 20), {{"man_made", "breakwater"}, {"name", "Môle du Levant"}});
  town.sheet.node({-322, -520}, {{"man_made", "lighthouse"}, {"name", "Phare du Môle"}});
  for (double x = 60; x < 620; x += 80)
    town.sheet.outline(strip({x + 120, -16}, {x + 120, -130}, 4), {{"man_made", "pier"}});
  town.sheet.node({-60, 240}, {{"amenity", "ferry_terminal"}, {"name", "Navette des Îles"}});
  town.sheet.node({-15, 420}, {{"place", "locality"}, {"name", "Vieux Bassin"}});
}

void draw_island(Town& town, Point centre, double size, const char* name, const char* light) {
  Ring shore, scrub;
  constexpr int kCorners = 56;
  for (int i = 0; i < kCorners; ++i) {
    const double turn = 2 * std::numbers::pi * i / kCorners;
    const double reach =
        size * (0.72 + 0.2 * std::sin(2 * turn + size) + 0.11 * std::sin(5 * turn + 1) + 0.06 * std::sin(11 * turn));
    shore.push_back(centre + Point{1.5 * reach * std::cos(turn), 0.8 * reach * std::sin(turn)});
    scrub.push_back(centre + 0.8 * (shore.back() - centre));
  }
  town.sheet.outline(shore, {{"natural", "coastline"}});
  town.sheet.outline(scrub, {{"natural", "scrub"}});
  town.sheet.node(centre, {{"place", "island"}, {"name", name}});
  const Point head = centre + Point{0.9 * size, 0.05 * size};
  town.sheet.outline(strip(head - Point{14, 0}, head + Point{14, 0}, 28),
                     {{"building", "yes"}, {"man_made", "lighthouse"}, {"name", light}});
  town.sheet.line({centre - Point{0.7 * size, 0}, centre, head}, {{"highway", "path"}});
}

}  // namespace

void draw_shore(Town& town) {
  const double west = kBasinWest + kQuay_m, east = kBasinEast - kQuay_m, head = kBasinHead - kQuay_m;
  Path coast{{-14000, -80}};
  wild(coast, -13800, kPortFrom, 1.1);
  piers(coast);
  for (const Point p : {Point{kPortTo, -24}, Point{-1480, -120}, Point{-1400, -190}, Point{-1280, -190},
                        Point{-1210, -110}, Point{-1180, -kQuay_m}, Point{west, -kQuay_m}, Point{west, head},
                        Point{east, head}, Point{east, -kQuay_m}, Point{kBeachFrom, -kQuay_m}})
    coast.push_back(p);
  for (double x = kBeachFrom + 60; x < kBeachTo; x += 60) {
    const double bow = std::sin(std::numbers::pi * (x - kBeachFrom) / (kBeachTo - kBeachFrom));
    coast.push_back({x, -30 - 62 * std::sqrt(bow)});
  }
  coast.push_back({kBeachTo, -24});
  wild(coast, kBeachTo + 20, 13800, 3.7);
  coast.push_back({14000, -80});
  // In pieces, as coasts are mapped.
  constexpr std::size_t kPiece = 60;
  std::vector<std::int64_t> ids{town.sheet.node(coast.front())};
  for (std::size_t i = 1; i < coast.size(); ++i) {
    for (const std::int64_t id : town.sheet.between(coast[i - 1], coast[i])) ids.push_back(id);
    ids.push_back(town.sheet.node(coast[i]));
    if (i % kPiece == 0 || i + 1 == coast.size()) {
      const std::int64_t joint = ids.back();
      town.sheet.way(std::exchange(ids, {joint}), {{"natural", "coastline"}});
    }
  }

  Ring sand{{kBeachFrom + 30, -9}, {kBeachFrom + 30, -18}};
  for (double x = kBeachFrom + 60; x < kBeachTo - 20; x += 60)
    sand.push_back({x, -30 - 60 * std::sqrt(std::sin(std::numbers::pi * (x - kBeachFrom) / (kBeachTo - kBeachFrom)))});
  sand.push_back({kBeachTo - 20, -9});
  town.sheet.outline(sand, {{"natural", "beach"}, {"name", "Plage des Embruns"}});

  draw_port(town);
  draw_harbour(town);
  draw_island(town, {1900, -2150}, 330, "Île de la Vigie", "Phare de la Vigie");
  draw_island(town, {3150, -2500}, 150, "Îlot des Sternes", "Feu des Sternes");
  town.sheet.node({-3000, -2300}, {{"place", "sea"}, {"name", "Golfe du Levant"}});
}

}  // namespace vigie::city::demo
