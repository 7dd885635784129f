// SPDX-License-Identifier: Apache-2.0
// The fundamental diagram, as a formula and as tables.
#include "flow/diagram.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vigie::flow {
namespace {
constexpr std::size_t kSteps = 2048;
}

double weidmann_speed_mps(double density_per_m2) {
  if (!(density_per_m2 > 0)) return 1.34;
  return std::max(0.0, 1.34 * (1 - std::exp(-1.913 * (1 / density_per_m2 - 1 / 5.4))));
}

double speed_mps(const DiagramShape& shape, double density_per_m2) {
  if (!(density_per_m2 > 1e-9)) return shape.free_speed_mps;
  const double congested = shape.wave_speed_mps * (shape.jam_density_per_m2 / density_per_m2 - 1);
  if (!(congested > 0)) return 0;
  const double n = shape.shoulder;
  // (v0^-n + c^-n)^(-1/n), written so that neither power overflows.
  const double low = std::min(shape.free_speed_mps, congested), high = std::max(shape.free_speed_mps, congested);
  return low * std::pow(1 + std::pow(low / high, n), -1 / n);
}

Diagram::Diagram(const DiagramShape& shape) : shape_(shape), steps_per_unit_(kSteps / shape.jam_density_per_m2) {
  std::vector<double> flow(kSteps + 1);
  for (std::size_t i = 0; i <= kSteps; ++i) {
    const double density = static_cast<double>(i) / steps_per_unit_;
    speed_.push_back(flow::speed_mps(shape, density));
    flow[i] = density * speed_[i];
  }
  const auto peak = std::max_element(flow.begin(), flow.end());
  const auto critical = static_cast<std::size_t>(peak - flow.begin());
  capacity_ = *peak;
  critical_ = static_cast<double>(critical) / steps_per_unit_;
  for (std::size_t i = 0; i <= kSteps; ++i) {
    const double density = static_cast<double>(i) / steps_per_unit_;
    sending_.push_back(i <= critical ? speed_[i] : capacity_ / density);
    supply_.push_back(i <= critical ? capacity_ : flow[i]);
  }
}

double Diagram::at(const std::vector<double>& table, double density) const {
  const double step = density * steps_per_unit_;
  if (!(step > 0)) return table.front();
  if (step >= kSteps) return table.back();
  const auto i = static_cast<std::size_t>(step);
  const double part = step - static_cast<double>(i);
  return table[i] + part * (table[i + 1] - table[i]);
}

}  // namespace vigie::flow
