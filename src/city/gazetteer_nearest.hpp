// SPDX-License-Identifier: Apache-2.0
// The nearest house and the nearest street of a place, on a grid.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "city/gazetteer_data.hpp"

namespace vigie::city {

/// Threads: const, any.
class NearestGrid {
 public:
  explicit NearestGrid(const GazetteerData& data);

  struct Found {
    std::uint32_t index;  ///< into houses, or into lines
    double distance_m;
  };
  std::optional<Found> house(const geo::Position& place, double within_m) const;
  std::optional<Found> line(const geo::Position& place, double within_m) const;

 private:
  using Cells = std::vector<std::pair<std::int64_t, std::uint32_t>>;  ///< (cell, item), sorted

  template <class Distance>
  static std::optional<Found> nearest(const Cells& cells, const geo::Position& place, double within_m,
                                      Distance distance);

  const GazetteerData& data_;
  Cells houses_;
  Cells lines_;
};

}  // namespace vigie::city
