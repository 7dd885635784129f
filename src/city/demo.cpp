// SPDX-License-Identifier: Apache-2.0
// The town in the order it is drawn.
#include "city/demo.hpp"

#include "city/demo_town.hpp"

namespace vigie::city {
namespace demo {

void draw(Town& town) {
  lay_out(town);
  name_streets(town);
  draw_motorway(town);
  draw_streets(town);
  draw_lines(town);
  draw_shore(town);
  draw_blocks(town);
  draw_districts(town);
  draw_restrictions(town);
  open_traps(town);
  watch_the_rest(town);
}

}  // namespace demo

Result<void> write_demo_osm(std::uint64_t seed, const std::string& out_osm_pbf) {
  demo::Town town(seed);
  demo::draw(town);
  return town.sheet.write(out_osm_pbf, town.ground.position({-11600, -6500}), town.ground.position({11600, 11400}));
}

}  // namespace vigie::city
