// SPDX-License-Identifier: Apache-2.0
// Counters and gauges by name; /metrics writes them out.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/mutex.hpp"

namespace vigie {

/// A number that others add to or set. Threads: any.
class Metric {
 public:
  void add(std::int64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  void set(std::int64_t to) { value_.store(to, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

enum class MetricKind { Counter, Gauge };

/// All metrics of a process. A metric lives as long as its registry; labels are few and never a person or a place.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;
  struct Sample {
    std::string name;
    std::string help;
    MetricKind kind;
    Labels labels;
    std::int64_t value;
  };

  /// The metric of that name and labels, made at first use. Threads: any.
  Metric& counter(const std::string& name, const std::string& help, Labels labels = {});
  Metric& gauge(const std::string& name, const std::string& help, Labels labels = {});

  /// All values now, ordered by name and labels.
  std::vector<Sample> samples() const;

 private:
  struct Entry {
    std::string help;
    MetricKind kind;
    std::unique_ptr<Metric> metric;
  };
  Metric& find(MetricKind kind, const std::string& name, const std::string& help, Labels labels);

  mutable Mutex mutex_;
  std::map<std::pair<std::string, Labels>, Entry> entries_ GUARDED_BY(mutex_);
};

}  // namespace vigie
