// SPDX-License-Identifier: Apache-2.0
// Sums per stop.
#include "codec/stop_delays.hpp"

#include <cstdlib>
#include <utility>

namespace vigie::codec {

Result<void> StopDelays::add(std::string_view stop, std::int64_t delay_s) {
  if (delay_s < -kMostDelay_s || delay_s > kMostDelay_s)
    return Error{ErrorKind::OutOfRange, "a delay of more than a day"};
  auto known = stops_.find(stop);
  if (known == stops_.end()) {
    auto name = read_feature_name(stop, "its stop");
    if (!name) return name.error();
    if (stops_.size() == kMostMeasurements) return Error{ErrorKind::TooLarge, "more stops than are kept"};
    known = stops_.emplace(std::move(*name), Sum{}).first;
  }
  known->second.delay_s += delay_s;
  ++known->second.departures;
  return {};
}

void StopDelays::tell(Time at, FeedBuilder& to) const {
  for (const auto& [stop, sum] : stops_) {
    Measurement made;
    made.feature = stop;
    made.quantity = Quantity::ServiceDelay;
    made.from = made.until = at;
    const std::int64_t half = sum.departures / 2;
    made.value = (sum.delay_s + (sum.delay_s < 0 ? -half : half)) / sum.departures;
    to.measure(std::move(made));
  }
}

}  // namespace vigie::codec
