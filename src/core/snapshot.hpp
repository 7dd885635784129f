// SPDX-License-Identifier: Apache-2.0
// Snapshot<T>: one writer publishes whole values; any number of readers hold the latest.
#pragma once

#include <memory>
#include <utility>

#include "core/mutex.hpp"

namespace vigie {

/// Threads: any number of readers and writers. A reader's copy stays as it was when it was taken.
/// A mutex, not std::atomic<std::shared_ptr>: libstdc++ 12's races under TSan.
template <class T>
class Snapshot {
 public:
  explicit Snapshot(std::shared_ptr<const T> first = std::make_shared<const T>()) : current_(std::move(first)) {}

  std::shared_ptr<const T> get() const {
    const Lock lock(mutex_);
    return current_;
  }

  void publish(std::shared_ptr<const T> next) {
    {
      const Lock lock(mutex_);
      current_.swap(next);
    }
    // The old value dies here, outside the lock.
  }

 private:
  mutable Mutex mutex_;
  std::shared_ptr<const T> current_ GUARDED_BY(mutex_);
};

}  // namespace vigie
