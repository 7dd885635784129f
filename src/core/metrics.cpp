// SPDX-License-Identifier: Apache-2.0
// The registry of metrics.
#include "core/metrics.hpp"

#include "core/check.hpp"

namespace vigie {

Metric& Metrics::counter(const std::string& name, const std::string& help, Labels labels) {
  return find(MetricKind::Counter, name, help, std::move(labels));
}

Metric& Metrics::gauge(const std::string& name, const std::string& help, Labels labels) {
  return find(MetricKind::Gauge, name, help, std::move(labels));
}

Metric& Metrics::find(MetricKind kind, const std::string& name, const std::string& help, Labels labels) {
  const Lock lock(mutex_);
  Entry& entry = entries_[{name, std::move(labels)}];
  if (!entry.metric) {
    entry.help = help;
    entry.kind = kind;
    entry.metric = std::make_unique<Metric>();
  }
  VIGIE_CHECK(entry.kind == kind);
  return *entry.metric;
}

std::vector<Metrics::Sample> Metrics::samples() const {
  const Lock lock(mutex_);
  std::vector<Sample> all;
  all.reserve(entries_.size());
  for (const auto& [key, entry] : entries_)
    all.push_back({key.first, entry.help, entry.kind, key.second, entry.metric->value()});
  return all;
}

}  // namespace vigie
