// SPDX-License-Identifier: Apache-2.0
// Places: where in a city things happen: street corners around its middle that can be driven to, and the stadium.
#pragma once

#include <vector>

#include "city/city.hpp"
#include "core/random.hpp"
#include "geo/position.hpp"

namespace vigie::sim {

class Places {
 public:
  /// Borrows the city.
  explicit Places(const city::City& city);

  /// A street corner within 3.5 km of the city's middle, each as likely: where streets are dense, more happens.
  geo::Position anywhere(Random& chance) const { return corners_[chance.below(corners_.size())]; }
  /// A street corner within that distance; the nearest one to `middle` where there is none.
  geo::Position near(const geo::Position& middle, double radius_m, Random& chance) const;

  const geo::Position& stadium() const { return stadium_; }

 private:
  std::vector<geo::Position> corners_;
  geo::Position stadium_;
};

}  // namespace vigie::sim
