// SPDX-License-Identifier: Apache-2.0
// The town in the order it is drawn.
#include "city/demo.hpp"

#include "city/demo_town.hpp"

namespace vigie::city {

Result<void> write_demo_osm(std::uint64_t seed, const std::string& out_osm_pbf) {
  demo::Town town(seed);
  demo::lay_out(town);
  demo::name_streets(town);
  demo::draw_motorway(town);
  demo::draw_streets(town);
  demo::draw_lines(town);
  demo::draw_shore(town);
  demo::draw_blocks(town);
  demo::draw_districts(town);
  demo::draw_restrictions(town);
  demo::open_traps(town);
  return town.sheet.write(out_osm_pbf, town.ground.position({-11600, -6500}), town.ground.position({11600, 11400}));
}

}  // namespace vigie::city
