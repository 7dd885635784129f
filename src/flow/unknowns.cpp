// SPDX-License-Identifier: Apache-2.0
// Standard normal numbers to inputs.
#include "flow/unknowns.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::flow {

std::vector<double> Unknowns::draw(Random& random) const {
  std::vector<double> out(size());
  for (double& number : out) number = random.normal();
  return out;
}

Inputs Unknowns::inputs(std::span<const double> numbers) const {
  VIGIE_CHECK(numbers.size() == size());
  const auto z = [&](std::size_t i) { return std::clamp(numbers[i], -4.0, 4.0); };
  Inputs out;
  out.speed_factor = std::clamp(std::exp(spreads_.speed * z(0)), 0.3, 1.3);
  const double informed = std::clamp(informed_share_, 0.01, 0.99);
  out.informed_share = 1 / (1 + (1 - informed) / informed * std::exp(-spreads_.informed * z(1)));
  out.choice_scale_s = choice_scale_s_ * std::exp(spreads_.choice_scale * z(2));
  for (std::size_t i = 0; i < sources_; ++i) {
    const std::size_t own = 5 + 4 * i;
    out.sources.push_back({std::exp(spreads_.people * z(3) + spreads_.people_of_source * z(own)),
                           spreads_.later_s * z(4) + spreads_.later_of_source_s * z(own + 1),
                           std::exp(spreads_.drawn_out * z(own + 2)), std::exp(spreads_.gates * z(own + 3))});
  }
  for (std::size_t d = 0; d < destinations_; ++d)
    out.leans.push_back(std::exp(spreads_.leans * z(5 + 4 * sources_ + d)));
  if (spreads_.shunned_s > 0)
    for (std::size_t s = 0; s < sections_; ++s)
      out.shunned_s.push_back(spreads_.shunned_s * z(first_of_sections() + s));
  return out;
}

}  // namespace vigie::flow
