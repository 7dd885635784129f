// SPDX-License-Identifier: Apache-2.0
// The reduction of counts.
#include "engine/count_reducer.hpp"

#include <utility>

namespace vigie::engine {

std::optional<Observation> CountReducer::take(Observation count, Time now) {
  const auto [place, is_new] = held_.try_emplace(count.source, Held{now, std::nullopt});
  Held& held = place->second;
  if (is_new) return count;
  if (!held.highest || count.value >= held.highest->value) held.highest = std::move(count);
  const bool over = now - held.since >= period_ || now < held.since;  // a clock that jumped back ends the period too
  if (!over) return std::nullopt;
  held.since = now;
  return std::exchange(held.highest, std::nullopt);
}

std::vector<Observation> CountReducer::drain() {
  std::vector<Observation> rest;
  for (auto& [source, held] : held_)
    if (held.highest) rest.push_back(*std::exchange(held.highest, std::nullopt));
  return rest;
}

}  // namespace vigie::engine
