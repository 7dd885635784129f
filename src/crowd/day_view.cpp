// SPDX-License-Identifier: Apache-2.0
// The profile once, then the difference of each counted cell.
#include "crowd/day_view.hpp"

#include <cmath>

namespace vigie::crowd {
namespace {

/// People: keeps the scale of a nearly empty place from vanishing. Chosen on validation days (3, 5, 10, 30 tried).
constexpr double kScaleFloor = 5;

}  // namespace

DayView day_view(const Counts& counts, std::span<const Day> days, std::size_t day, std::size_t end, std::size_t known,
                 const ProfileOptions& options) {
  VIGIE_CHECK(known <= counts.slots());
  DayView view{.day = day,
               .known = known,
               .slots = counts.slots(),
               .series = counts.series(),
               .profile = day_profile(counts, days, day, end, options),
               .scale = {},
               .surplus = {},
               .residual = {}};
  const std::size_t cells = view.slots * view.series;
  view.scale.resize(cells);
  view.surplus.assign(cells, 0.0);
  view.residual.assign(cells, 0.0);
  for (std::size_t cell = 0; cell < cells; ++cell)
    view.scale[cell] = std::sqrt(view.profile.expected[cell] + kScaleFloor);
  for (std::size_t slot = 0; slot < known; ++slot) {
    const std::span<const double> counted = counts.slot(day, slot);
    for (std::size_t series = 0; series < view.series; ++series) {
      if (std::isnan(counted[series])) continue;
      const std::size_t cell = view.cell(slot, series);
      view.surplus[cell] = counted[series] - view.profile.expected[cell];
      view.residual[cell] = view.surplus[cell] / view.scale[cell];
    }
  }
  return view;
}

}  // namespace vigie::crowd
