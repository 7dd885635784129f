// SPDX-License-Identifier: Apache-2.0
// The lattice of great streets, what grows in its cells, and which land is kept for what a city needs.
#include <algorithm>
#include <cmath>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

/// Land to be kept whole: the first face around `place` whose size fits.
struct Wish {
  Point place;
  double least_m2;
  double most_m2;
  const char* use;
  bool met = false;
};

std::vector<Wish> wishes() {
  return {
      {{2250, 2080}, 90e3, 210e3, "stadium"},     {{-420, 2050}, 26e3, 60e3, "station"},
      {{1300, 2950}, 30e3, 70e3, "hospital"},     {{-3900, 4700}, 30e3, 70e3, "hospital"},
      {{6100, 2900}, 26e3, 60e3, "hospital"},     {{-1900, 3900}, 60e3, 140e3, "university"},
      {{750, 3850}, 120e3, 300e3, "park"},        {{-2700, 2900}, 60e3, 150e3, "park"},
      {{3300, 1500}, 60e3, 150e3, "park"},        {{-600, 5400}, 150e3, 400e3, "park"},
      {{5000, 1500}, 60e3, 150e3, "park"},        {{-5200, 3300}, 60e3, 150e3, "park"},
      {{1000, 1150}, 8e3, 18e3, "garden"},        {{-1750, 1900}, 8e3, 20e3, "garden"},
      {{2300, 900}, 8e3, 20e3, "garden"},         {{3700, 3000}, 30e3, 75e3, "cemetery"},
      {{-4400, 2600}, 40e3, 100e3, "cemetery"},   {{-1340, 160}, 14e3, 36e3, "fort"},
      {{-20, 1010}, 5e3, 13e3, "square"},         {{-720, 560}, 1.8e3, 5e3, "square"},
      {{-480, 1130}, 1.8e3, 5e3, "square"},       {{-1050, 950}, 1.8e3, 5e3, "square"},
      {{-1150, 480}, 1.8e3, 5e3, "square"},       {{620, 420}, 4e3, 10e3, "square"},
      {{1450, 500}, 4e3, 10e3, "square"},         {{520, 1900}, 5e3, 12e3, "square"},
      {{1300, 2250}, 5e3, 12e3, "square"},        {{-900, 2250}, 5e3, 12e3, "square"},
      {{-1900, 1300}, 5e3, 12e3, "square"},       {{2250, 1300}, 5e3, 12e3, "square"},
      {{-150, 3000}, 5e3, 12e3, "square"},        {{3350, 450}, 5e3, 12e3, "square"},
      {{-3600, 3800}, 6e3, 14e3, "square"},       {{5000, 900}, 6e3, 14e3, "square"},
      {{-660, 320}, 2e3, 6e3, "police"},          {{980, 1900}, 4e3, 12e3, "police"},
      {{-2900, 2000}, 4e3, 14e3, "police"},       {{3250, 950}, 4e3, 14e3, "police"},
      {{300, 4000}, 5e3, 16e3, "police"},         {{5900, 1200}, 5e3, 16e3, "police"},
      {{-4000, 3900}, 5e3, 16e3, "police"},       {{1700, 1500}, 4e3, 14e3, "fire_station"},
      {{-3000, 3300}, 5e3, 16e3, "fire_station"}, {{5200, 3000}, 5e3, 18e3, "fire_station"},
      {{-330, 1000}, 3e3, 10e3, "townhall"},      {{420, 1150}, 4e3, 12e3, "courthouse"},
      {{-920, 420}, 2e3, 6e3, "cathedral"},       {{760, 800}, 4e3, 12e3, "theatre"},
      {{-560, 800}, 1.6e3, 5e3, "museum"},        {{1900, 2700}, 5e3, 14e3, "museum"},
      {{2500, 3000}, 12e3, 34e3, "mall"},         {{-4800, 1500}, 20e3, 60e3, "mall"},
      {{400, 2500}, 4e3, 12e3, "market"},         {{-980, 1400}, 2e3, 6e3, "school"},
      {{700, 1400}, 4e3, 12e3, "school"},         {{1600, 1050}, 4e3, 12e3, "school"},
      {{-1800, 2800}, 4e3, 14e3, "school"},       {{1000, 3200}, 5e3, 16e3, "school"},
      {{3000, 2300}, 5e3, 16e3, "school"},        {{3900, 700}, 5e3, 16e3, "school"},
      {{-3700, 2900}, 5e3, 16e3, "school"},       {{-2700, 4600}, 6e3, 20e3, "school"},
      {{1500, 4800}, 6e3, 20e3, "school"},        {{3000, 4000}, 6e3, 20e3, "school"},
      {{5600, 2200}, 6e3, 20e3, "school"},        {{6900, 1500}, 6e3, 20e3, "school"},
      {{-5400, 4500}, 6e3, 20e3, "school"},       {{-1000, 4700}, 6e3, 20e3, "school"},
      {{0, 5800}, 6e3, 20e3, "school"},
  };
}

Quarter quarter_at(Point p) {
  if (p.x > kBasinWest && p.x < kBasinEast && p.y < kBasinHead) return Quarter::Water;
  if (p.x > kRiverWest && p.x < kRiverEast) return Quarter::Water;
  if (p.x < -7400 || p.x > 7700 || p.y > 7600) return Quarter::Wild;
  if (p.y > 6400 && (p.x < -4500 || p.x > 3700 || std::abs(p.x + 800) < 700)) return Quarter::Wild;
  if (p.x > kPortFrom && p.x < kPortTo && p.y < 850) return Quarter::Industrial;
  if (p.x < -3300 && p.x > -5900 && p.y < 2500) return Quarter::Industrial;
  if (p.x > -1500 && p.x < kBasinWest && p.y < 1650) return Quarter::OldTown;
  if (p.x > -2400 && p.x < 2900 && p.y < 3400) return Quarter::Grid;
  if (p.y > 3400 || p.x > 5400) return Quarter::Hills;
  return Quarter::Residential;
}

bool fixed_column(std::size_t c) {
  const double x = columns()[c];
  return x == kBasinWest || x == kBasinEast || x == kRiverWest || x == kRiverEast;
}

void place_corners(Town& town) {
  for (std::size_t r = 0; r < rows().size(); ++r) {
    town.corner.emplace_back();
    double river_shift = 0;
    for (std::size_t c = 0; c < columns().size(); ++c) {
      Point p{columns()[c], rows()[r]};
      const bool basin_head = r == 1 && (p.x == kBasinWest || p.x == kBasinEast);
      const double shift = town.dice.between(-130, 130);
      if (p.x == kRiverWest) river_shift = shift;
      if (!fixed_column(c)) p.x += town.dice.between(-150, 150) * (r == 0 ? 0.5 : 1);
      if (r > 0 && !basin_head) p.y += p.x == kRiverEast ? river_shift : shift;
      town.corner.back().push_back(town.plan.add_node(p));
    }
  }
}

/// The class of the great street along a row or a column.
Street class_of_row(std::size_t r) {
  constexpr Street kRows[] = {Street::Primary,      Street::Secondary, Street::Primary,   Street::Secondary,
                              Street::Primary,      Street::Tertiary,  Street::Secondary, Street::Tertiary,
                              Street::Unclassified, Street::None};
  return kRows[std::min<std::size_t>(r, 9)];
}
Street class_of_column(std::size_t c) {
  if (fixed_column(c)) return Street::Secondary;
  return c % 3 == 0 ? Street::Secondary : c % 3 == 1 ? Street::Tertiary : Street::Primary;
}

}  // namespace

const std::vector<double>& columns() {
  static const std::vector<double> kLines = {kWestEnd,   -7400,      -5900, -4500, -3300,   -2350, -1450,
                                             kBasinWest, kBasinEast, 1050,  1950,  2850,    3650,  kRiverWest,
                                             kRiverEast, 5400,       6500,  7700,  kEastEnd};
  return kLines;
}
const std::vector<double>& rows() {
  static const std::vector<double> kLines = {0, kBasinHead, 1650, 2500, 3400, 4300, 5300, 6400, 7600, kNorthEnd};
  return kLines;
}

void lay_out(Town& town) {
  place_corners(town);
  const std::size_t last_column = columns().size() - 1, last_row = rows().size() - 1;
  const auto quarter_of_cell = [&](std::size_t r, std::size_t c) {
    if (r >= last_row || c >= last_column) return Quarter::Wild;
    return quarter_at({(columns()[c] + columns()[c + 1]) / 2, (rows()[r] + rows()[r + 1]) / 2});
  };
  const auto built = [](Quarter quarter) { return quarter != Quarter::Wild && quarter != Quarter::Water; };

  // Great streets: along rows, then along columns; none where both sides are wild, none across the harbour's mouth.
  std::vector<std::vector<std::size_t>> along_row(last_row + 1), along_column(last_row);
  for (std::size_t r = 0; r <= last_row; ++r)
    for (std::size_t c = 0; c < last_column; ++c) {
      const Quarter above = quarter_of_cell(r, c), below = r == 0 ? Quarter::Wild : quarter_of_cell(r - 1, c);
      const bool river = columns()[c] == kRiverWest;
      const bool river_crossed = river && r < 8 && r != 5;
      const bool mouth = r == 0 && columns()[c] == kBasinWest;
      Street street = built(above) || built(below) || river_crossed ? class_of_row(r) : Street::None;
      const bool leaving = (r == 2 || r == 4) && (c == 0 || c + 1 == last_column);
      if (leaving) street = Street::Secondary;
      if (mouth || (river && !river_crossed)) street = Street::None;
      along_row[r].push_back(
          town.plan.add_segment(town.corner[r][c], town.corner[r][c + 1], street, built(above) ? above : below));
      town.plan.segments.back().bridge = river;
    }
  for (std::size_t r = 0; r < last_row; ++r)
    for (std::size_t c = 0; c <= last_column; ++c) {
      const Quarter east = quarter_of_cell(r, c), west = c == 0 ? Quarter::Wild : quarter_of_cell(r, c - 1);
      const bool leaving = c == 5 || c == 10 || c == 16;  // roads over the hills
      const Street street = built(east) || built(west) ? class_of_column(c)
                            : leaving                  ? Street::Secondary
                                                       : Street::None;
      along_column[r].push_back(
          town.plan.add_segment(town.corner[r][c], town.corner[r + 1][c], street, built(east) ? east : west));
    }

  town.motorway = smooth({{-13500, 2900},
                          {-9900, 2350},
                          {-7600, 2750},
                          {-5200, 3550},
                          {-2600, 4080},
                          {0, 4560},
                          {2700, 4380},
                          {5000, 3760},
                          {7300, 3020},
                          {9900, 2600},
                          {13500, 3100}},
                         24);
  town.railway = smooth({{-13500, 1500},
                         {-9900, 1180},
                         {-7000, 1250},
                         {-4700, 1220},
                         {-2900, 1420},
                         {-1500, 1930},
                         {-700, 2060},
                         {-330, 2060}},
                        16);

  std::vector<Wish> open = wishes();
  Dice greens(town.dice.next());
  const Plan::Keep keep = [&](const Ring& ring, double size) -> std::string {
    for (Wish& wish : open)
      if (!wish.met && size >= wish.least_m2 && size <= wish.most_m2 && contains(ring, wish.place)) {
        wish.met = true;
        return wish.use;
      }
    const Point middle = centroid(ring);
    const bool suburb = middle.y > 3400 || middle.x > 2900 || (middle.x < -2400 && middle.y > 2500);
    return suburb && size > 16e3 && size < 60e3 && greens.chance(middle.y > 4800 ? 0.13 : 0.07) ? "green" : "";
  };
  for (std::size_t r = 0; r < last_row; ++r)
    for (std::size_t c = 0; c < last_column; ++c) {
      Face face{{{along_row[r][c], 0, 1},
                 {along_column[r][c + 1], 0, 1},
                 {along_row[r + 1][c], 1, 0},
                 {along_column[r][c], 1, 0}},
                quarter_of_cell(r, c),
                {}};
      if (built(face.quarter)) town.plan.grow(std::move(face), town.dice, keep);
      else town.plan.blocks.push_back(std::move(face));
    }
}

}  // namespace vigie::city::demo
