// SPDX-License-Identifier: Apache-2.0
// The log-normal, backwards from the event's beginning; and in trains.
#include "movement/arrival_curve.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::movement {

flow::Curve arrival_curve(const CrowdArrival& arrival, double every_s) {
  constexpr double kNinetieth = 1.2815515655446004;  // standard normal quantile of 0.9
  constexpr int kPieces = 60;
  const double sigma = std::log(arrival.first_before_s / arrival.median_before_s) / kNinetieth;
  std::vector<flow::Curve::Point> points;
  // Nobody waits for the doors much longer than the first tenth: the few beyond 1.5 times that come at once then.
  const double from_z = -std::min(2.4, std::log(1.5 * arrival.first_before_s / arrival.median_before_s) / sigma);
  for (int i = 0; i <= kPieces; ++i) {
    const double z = from_z + (2.4 - from_z) * i / kPieces;
    const double share = i == 0 ? 0 : i == kPieces ? 1 : 0.5 * std::erfc(-z / std::sqrt(2.0));
    points.push_back({arrival.begins_s - arrival.median_before_s * std::exp(-sigma * z), share});
  }
  flow::Curve smooth = flow::Curve::checked(std::move(points)).value();
  if (!(every_s > 0)) return smooth;
  const double off_s = std::min(60.0, every_s / 2);
  std::vector<flow::Curve::Point> trains{{smooth.begin_s(), 0}};
  for (double at_s = smooth.begin_s() + every_s; trains.back().share < 1; at_s += every_s) {
    trains.push_back({at_s, trains.back().share});
    trains.push_back({at_s + off_s, smooth.at(at_s)});
  }
  return flow::Curve::checked(std::move(trains)).value();
}

}  // namespace vigie::movement
