// SPDX-License-Identifier: Apache-2.0
// What blocks are kept for: squares, parks, a stadium, hospitals, schools; and the land between.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "city/demo_town.hpp"

namespace vigie::city::demo {
namespace {

Ring shrunk(const Ring& ring, double share) {
  const Point middle = centroid(ring);
  Ring small;
  for (const Point p : ring) small.push_back(middle + share * (p - middle));
  return small;
}

Ring oval(Point middle, Point axis, double half_length, double half_width) {
  Ring ring;
  const Point side{-axis.y, axis.x};
  for (int i = 0; i < 40; ++i) {
    const double turn = 2 * std::numbers::pi * i / 40;
    ring.push_back(middle + half_length * std::cos(turn) * axis + half_width * std::sin(turn) * side);
  }
  return ring;
}

/// Some large buildings on the land of one owner.
void draw_wings(Town& town, const Ring& land, const char* kind, int levels) {
  const Point axis = long_axis(land);
  const auto [left, right] = split(land, centroid(land), {-axis.y, axis.x});
  for (const Ring& half : {left, right}) {
    if (half.size() < 3 || area(half) < 60) continue;
    const auto [front, back] = split(half, centroid(half), axis);
    for (const Ring& wing : {front, back})
      if (wing.size() >= 3 && area(wing) > 60 && town.dice.chance(0.8))
        town.sheet.outline(shrunk(wing, 0.68), {{"building", kind}, {"building:levels", std::to_string(levels)}});
  }
}

/// An oval of stands around a pitch, on its esplanade.
void draw_stadium(Town& town, const Ring& land) {
  const Point middle = centroid(land), axis = long_axis(land);
  town.sheet.outline(land,
                     {{"place", "square"}, {"highway", "pedestrian"}, {"area", "yes"}, {"name", "Esplanade du Stade"}});
  const double half = std::min(150.0, std::sqrt(area(land)) * 0.36);
  watch_stadium(town, land, half, 0.78 * half);
  const std::int64_t stands =
      town.sheet.outline(oval(middle, axis, half, 0.78 * half),
                         {{"leisure", "stadium"}, {"name", "Stade du Levant"}, {"capacity", "42000"}});
  const std::int64_t field = town.sheet.outline(oval(middle, axis, 0.58 * half, 0.42 * half), {{"landuse", "grass"}});
  town.sheet.relation({{'w', stands, "outer"}, {'w', field, "inner"}},
                      {{"type", "multipolygon"}, {"building", "stadium"}, {"building:levels", "9"}});
  const Point along = 52 * axis, across = 34 * Point{-axis.y, axis.x};
  town.sheet.outline(
      {middle - along - across, middle + along - across, middle + along + across, middle - along + across},
      {{"leisure", "pitch"}, {"sport", "soccer"}});
}

void draw_park(Town& town, const Ring& land, const std::string& name) {
  town.sheet.outline(land, {{"leisure", "park"}, {"name", name}});
  const Point middle = centroid(land);
  for (std::size_t i = 0; i < land.size(); i += 1 + land.size() / 5) {
    const Point edge = mix(land[i], land[(i + 1) % land.size()], 0.5);
    const Point bow = mix(edge, middle, 0.5) + 0.12 * Point{-(edge - middle).y, (edge - middle).x};
    town.sheet.line(smooth({edge, bow, middle}, 5), {{"highway", "footway"}});
  }
  if (area(land) > 40e3) {
    town.sheet.outline(oval(mix(middle, land[0], 0.35), long_axis(land), 60, 34),
                       {{"natural", "water"}, {"water", "pond"}});
    const Ring wood = shrunk(split(land, middle, long_axis(land)).first, 0.62);
    if (wood.size() >= 3) town.sheet.outline(wood, {{"natural", "wood"}});
  }
}

void draw_square(Town& town, const Ring& land) {
  const std::string name = town.names.square();
  watch_square(town, land, name);
  town.sheet.outline(land, {{"place", "square"}, {"highway", "pedestrian"}, {"area", "yes"}, {"name", name}});
  const Point middle = centroid(land);
  town.sheet.node(middle, {{"amenity", "fountain"}});
  town.sheet.line({mix(land[0], middle, 0.02), middle, mix(land[land.size() / 2], middle, 0.02)},
                  {{"highway", "footway"}});
}

/// A public building on land of its own, named; `key`=`value` on the land, a house or wings on it.
void draw_public(Town& town, const Ring& land, const char* key, const char* value, const std::string& name) {
  Tags tags{{key, value}, {"name", name}};
  if (area(land) < 3500) {
    tags.emplace_back("building", "public");
    tags.emplace_back("building:levels", "3");
    town.sheet.outline(shrunk(land, 0.9), tags);
    return;
  }
  town.sheet.outline(land, tags);
  draw_wings(town, land, "public", 3);
}

/// Woods, garrigue and vines outside the town, in patches.
void draw_wild(Town& town, const Ring& land) {
  if (land.size() < 3 || area(land) < 2000) return;
  if (area(land) > town.dice.between(3e5, 14e5)) {
    const Point axis = long_axis(land);
    const Point through = centroid(land) + town.dice.between(-0.1, 0.1) * std::sqrt(area(land)) * axis;
    const auto [one, two] = split(land, through, turned({-axis.y, axis.x}, town.dice.between(-0.5, 0.5)));
    draw_wild(town, one);
    draw_wild(town, two);
    return;
  }
  const double dice = town.dice.unit();
  if (dice < 0.46) town.sheet.outline(land, {{"natural", "wood"}});
  else if (dice < 0.76) town.sheet.outline(land, {{"natural", "scrub"}});
  else if (dice < 0.88) town.sheet.outline(land, {{"landuse", "vineyard"}});
  else town.sheet.outline(land, {{"landuse", "meadow"}});
}

}  // namespace

void draw_use(Town& town, const Face& block) {
  const Ring land = inside_streets(town, block);
  if (land.empty()) return;
  const std::string where = district_at(town, centroid(land));
  const auto local = [&where](const char* what) { return std::string(what) + " " + where; };
  const std::string& use = block.use;
  if (use == "stadium") draw_stadium(town, land);
  if (use == "square") draw_square(town, land);
  if (use == "park" || use == "garden") draw_park(town, land, town.names.park());
  if (use == "green") {
    const double dice = town.dice.unit();
    const bool hills = block.quarter == Quarter::Hills;
    if (dice < 0.3) draw_park(town, land, town.names.park());
    else town.sheet.outline(land, {{"natural", hills && dice < 0.75 ? "wood" : "scrub"}});
  }
  if (use == "hospital") draw_public(town, land, "amenity", "hospital", local("Hôpital"));
  if (use == "university") draw_public(town, land, "amenity", "university", "Université du Levant");
  if (use == "police") draw_public(town, land, "amenity", "police", local("Commissariat"));
  if (use == "fire_station") draw_public(town, land, "amenity", "fire_station", local("Caserne"));
  if (use == "townhall") draw_public(town, land, "amenity", "townhall", "Hôtel de Ville");
  if (use == "courthouse") draw_public(town, land, "amenity", "courthouse", "Palais de Justice");
  if (use == "theatre") draw_public(town, land, "amenity", "theatre", "Théâtre de la Criée Neuve");
  if (use == "museum") draw_public(town, land, "tourism", "museum", local("Musée"));
  if (use == "cathedral") draw_public(town, land, "amenity", "place_of_worship", "Cathédrale Notre-Dame du Large");
  if (use == "market") watch_market(town, land);
  if (use == "market") draw_public(town, land, "amenity", "marketplace", "Halles Centrales");
  if (use == "mall") draw_public(town, land, "shop", "mall", local("Galerie"));
  if (use == "school") draw_public(town, land, "amenity", "school", town.names.school());
  if (use == "cemetery") town.sheet.outline(land, {{"landuse", "cemetery"}, {"name", local("Cimetière")}});
  if (use == "station") town.sheet.outline(land, {{"landuse", "railway"}});
  if (use == "fort") {
    town.sheet.outline(land, {{"leisure", "garden"}});
    town.sheet.outline(shrunk(land, 0.62), {{"historic", "fort"}, {"building", "yes"}, {"name", "Fort Saint-Elme"}});
  }
}

void draw_blocks(Town& town) {
  for (std::size_t i = 0; i < town.plan.blocks.size(); ++i) {
    const Face block = town.plan.blocks[i];
    if (block.quarter == Quarter::Water) continue;
    if (block.quarter == Quarter::Wild) draw_wild(town, town.plan.ring(block));
    else if (!block.use.empty()) draw_use(town, block);
    else draw_houses(town, block);
  }
}

}  // namespace vigie::city::demo
