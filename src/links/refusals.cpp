// SPDX-License-Identifier: Apache-2.0
// Counters by source and reason, and the line that names the worst.
#include "links/refusals.hpp"

#include <algorithm>

#include "core/log.hpp"

namespace vigie::links {
namespace {

constexpr std::size_t kMostSources = 1000;

}  // namespace

void Refusals::count(const SourceId& source, const std::string& reason, std::int64_t times) {
  const Lock lock(mutex_);
  const bool known = counters_.contains(source) || counters_.size() < kMostSources;
  const SourceId counted = known ? source : SourceId(link_ + "/other");
  Metric*& counter = counters_[counted][reason];
  if (!counter)
    counter = &metrics_.counter("vigie_link_refused_total", "input a link refused",
                                {{"source", counted.text()}, {"reason", reason}});
  counter->add(times);
  since_[{counted.text(), reason}] += times;
}

void Refusals::flush() {
  std::map<std::pair<std::string, std::string>, std::int64_t> since;
  {
    const Lock lock(mutex_);
    since.swap(since_);
  }
  if (since.empty()) return;
  std::int64_t total = 0;
  for (const auto& [what, times] : since) total += times;
  const auto worst =
      std::max_element(since.begin(), since.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  log::warning(
      link_, "input refused",
      {{"count", total}, {"worst", worst->first.first}, {"reason", worst->first.second}, {"of_worst", worst->second}});
}

}  // namespace vigie::links
