// SPDX-License-Identifier: Apache-2.0
// Entries and exits of the same places.
#include "crowd/network.hpp"

#include "core/check.hpp"

namespace vigie::crowd {

Network two_way_network(std::size_t places, const std::vector<double>& adjacency, Targets targets) {
  VIGIE_CHECK(places > 0 && (adjacency.empty() || adjacency.size() == places * places));
  Network network;
  for (std::uint32_t series = 0; series < 2 * places; ++series) {
    const bool exits = series >= places;
    const auto first = static_cast<std::uint32_t>(exits ? places : 0);
    const std::uint32_t place = series - first;
    network.partner.push_back(static_cast<std::uint32_t>(exits ? place : place + places));
    network.group.push_back(exits ? 1 : 0);
    if (!exits || targets == Targets::Both) network.targets.push_back(series);
    if (adjacency.empty()) continue;
    network.neighbours.emplace_back();
    for (std::uint32_t other = 0; other < places; ++other)
      if (other != place && adjacency[place * places + other] > 0) network.neighbours.back().push_back(first + other);
  }
  return network;
}

}  // namespace vigie::crowd
