// SPDX-License-Identifier: Apache-2.0
// CountedSeries: the truth by which forecasts are judged: people counted in zones, and in districts as their sums.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "crowd/zone_history.hpp"

namespace vigie::crowd {

/// Series: zones, then districts. Borrows what it is made of.
class CountedSeries {
 public:
  /// `columns`: of each zone in the history; one beyond it: the zone is not there. `districts`: the zones of each.
  CountedSeries(const ZoneHistory& history, std::span<const std::size_t> columns,
                std::span<const std::vector<std::size_t>> districts)
      : history_(history), columns_(columns), districts_(districts) {}

  const ZoneHistory& history() const { return history_; }
  std::size_t slots() const { return history_.slots(); }

  /// NaN where not counted, or filled in; of a district where any of its zones is. Range: slot < slots().
  double people(std::size_t slot, std::size_t series) const {
    if (series < columns_.size()) return of_zone(slot, series);
    double sum = 0;
    for (const std::size_t zone : districts_[series - columns_.size()]) sum += of_zone(slot, zone);
    return sum;
  }

 private:
  double of_zone(std::size_t slot, std::size_t zone) const {
    const std::size_t column = columns_[zone];
    if (column >= history_.zones().size() || history_.imputed(slot, column))
      return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(history_.people(slot)[column]);
  }

  const ZoneHistory& history_;
  std::span<const std::size_t> columns_;
  std::span<const std::vector<std::size_t>> districts_;
};

}  // namespace vigie::crowd
