// SPDX-License-Identifier: Apache-2.0
// Streets, doors and destinations of the made-up town.
#include "flow/grid_town.hpp"

#include "core/random.hpp"

namespace vigie::flow {

GridTown grid_town(const GridTownOptions& options) {
  const std::uint32_t side = options.side;
  VIGIE_CHECK(side >= 4 && side <= 40 && options.people >= 0 && options.leave_median_min > 0 &&
              options.leave_median_min < options.leave_p90_min);
  Random random(options.seed);
  const auto node = [&](std::uint32_t column, std::uint32_t row) { return row * side + column; };
  NetworkData data;
  data.node_count = side * side;
  const auto street = [&](NodeId from, NodeId to) {
    data.sections.push_back({from, to, random.between(80, 130), random.between(4, 12)});
  };
  for (std::uint32_t row = 0; row < side; ++row)
    for (std::uint32_t column = 0; column < side; ++column) {
      if (column + 1 < side) street(node(column, row), node(column + 1, row));
      if (row + 1 < side) street(node(column, row), node(column, row + 1));
    }
  const std::uint32_t middle = side / 2, last = side - 1;
  Demand demand;
  for (const NodeId door :
       {node(middle - 1, middle - 1), node(middle, middle - 1), node(middle - 1, middle), node(middle, middle)})
    demand.sources.push_back({door,
                              options.people / 4,
                              Curve::spread(0, options.leave_median_min * 60, options.leave_p90_min * 60),
                              {0.25, 0.25, 0.15, 0.15, 0.2},
                              10});
  const auto station = [&](NodeId at) { return Destination{{Stop{at, 6, kUnlimited, 4}}}; };
  const auto car_park = [&](NodeId at) { return Destination{{Stop{at, 8}}}; };
  Destination edge;
  for (std::uint32_t i = 0; i < side; ++i) edge.stops.insert(edge.stops.end(), {Stop{node(i, 0)}, Stop{node(i, last)}});
  demand.destinations = {station(node(1, 1)), station(node(last - 1, last)), car_park(node(0, last - 1)),
                         car_park(node(last, 0)), edge};
  return {std::make_shared<const Network>(Network::checked(std::move(data)).value()), std::move(demand)};
}

}  // namespace vigie::flow
