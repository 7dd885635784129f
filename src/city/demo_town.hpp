// SPDX-License-Identifier: Apache-2.0
// The demo city while it is drawn: its plan, its names, its sheet, and the steps that draw it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "city/demo_ground.hpp"
#include "city/demo_names.hpp"
#include "city/demo_osm.hpp"
#include "city/demo_plan.hpp"
#include "city/demo_random.hpp"
#include "model/zone.hpp"

namespace vigie::city::demo {

inline constexpr const char* kTownName = "Havreval";

// The great lines of the plan, metres. West and east of the harbour basin and of the river are columns of their own.
inline constexpr double kBasinWest = -220, kBasinEast = 190, kBasinHead = 850;
inline constexpr double kRiverWest = 4470, kRiverEast = 4545;
inline constexpr double kWestEnd = -12600, kEastEnd = 12600, kNorthEnd = 12600;
inline constexpr double kQuay_m = 16;  ///< from the quay's street to the water
inline constexpr double kBeachFrom = 2800, kBeachTo = 4300;
inline constexpr double kPortFrom = -6800, kPortTo = -1500;

struct District {
  std::string name;
  int column_from, column_to;  ///< of the lattice, the last one not included
  int row_from, row_to;
};

/// A place whose crowd is watched; its gates lie on its ring.
struct Watched {
  struct Gate {
    std::string id;
    Point at;
    double width_m;
    GateGround ground = GateGround::Level;
    std::string to = {};  ///< id of the place on its other side
  };
  std::string id;
  std::string name;
  ZoneKind kind;
  Ring ring;
  std::int64_t capacity;  ///< 0: by its area
  std::vector<Gate> gates = {};
};

struct Town {
  explicit Town(std::uint64_t seed) : ground(seed), sheet(ground), dice(seed), names(Dice(seed ^ 0xA11)) {}

  Ground ground;
  Plan plan;
  OsmSheet sheet;
  Dice dice;
  Names names;
  std::vector<std::vector<std::size_t>> corner;  ///< node of each lattice corner, [row][column]
  Path motorway;
  Path railway;                                  ///< on a viaduct, to the central station
  std::map<std::size_t, std::int64_t> osm_node;  ///< plan node -> sheet
  std::set<std::string> door_numbers;            ///< "street|number", given once
  std::vector<Watched> watched;
  std::vector<Path> stubs;  ///< dead ends inside blocks: no house stands on them
};

// The steps, in order.
void lay_out(Town& town);        ///< lattice, quarters, streets, blocks
void name_streets(Town& town);   ///< names and one-ways
void draw_motorway(Town& town);  ///< before the streets: its ramps meet them
void draw_streets(Town& town);
void draw_lines(Town& town);   ///< railway, metro, river
void draw_shore(Town& town);   ///< coast, harbour, port, beach, islands
void draw_blocks(Town& town);  ///< what every block is used for
void draw_houses(Town& town, const Face& block);
void draw_use(Town& town, const Face& block);  ///< a square, a park, a hospital …
void draw_districts(Town& town);
void draw_restrictions(Town& town);  ///< turn restrictions at great crossings
void open_traps(Town& town);         ///< one-way streets that lead nowhere become two-way

/// All steps.
void draw(Town& town);

// What is watched, while it is drawn.
void watch_square(Town& town, const Ring& land, const std::string& name);
void watch_market(Town& town, const Ring& land);
/// The stands, and the two halves of the esplanade around them; the stands' oval as it is drawn.
void watch_stadium(Town& town, const Ring& land, double half_length_m, double half_width_m);
void watch_stop(Town& town, const std::string& name, Point place, Point one_entrance, Point other_entrance);
/// Quays, beach, shopping street, main station; then gates that look at a neighbour lead to it.
void watch_the_rest(Town& town);

/// The node on the sheet of a node of the plan; drawn at first use.
std::int64_t sheet_node(Town& town, std::size_t plan_node);

/// The name of the district of a place.
std::string district_at(const Town& town, Point place);

/// What is left of a block once its streets have their widths; empty where nothing is.
Ring inside_streets(const Town& town, const Face& block);

/// Number of lattice columns and rows of cells, and their lines.
const std::vector<double>& columns();
const std::vector<double>& rows();

}  // namespace vigie::city::demo
