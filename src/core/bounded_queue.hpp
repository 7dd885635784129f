// SPDX-License-Identifier: Apache-2.0
// BoundedQueue: the only way from one thread to another; named, bounded, and it counts what it turns away.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "core/check.hpp"
#include "core/mutex.hpp"

namespace vigie {

enum class WhenFull {
  Refuse,      ///< push() says no; the sender answers for it
  DropOldest,  ///< the oldest makes room and is counted
};

/// Threads: any number of senders and receivers.
template <class T>
class BoundedQueue {
 public:
  struct Options {
    std::string name;
    std::size_t capacity;
    WhenFull when_full;
  };

  explicit BoundedQueue(Options options) : options_(std::move(options)) { VIGIE_CHECK(options_.capacity > 0); }

  /// False where the queue is full and refuses, or is closed.
  bool push(T item) {
    {
      const Lock lock(mutex_);
      if (closed_) return false;
      if (items_.size() == options_.capacity) {
        ++dropped_;
        if (options_.when_full == WhenFull::Refuse) return false;
        items_.pop_front();
      }
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// The oldest item; nothing where none came in time, or the queue is closed and empty.
  std::optional<T> pop(std::chrono::milliseconds timeout) {
    Lock lock(mutex_);
    ready_.wait_for(lock.native(), timeout,
                    [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return closed_ || !items_.empty(); });
    return take();
  }

  std::optional<T> try_pop() {
    const Lock lock(mutex_);
    return take();
  }

  /// After this, push() refuses; what is inside can still be popped.
  void close() {
    {
      const Lock lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

  std::size_t size() const {
    const Lock lock(mutex_);
    return items_.size();
  }

  /// Items refused or pushed out since the start.
  std::uint64_t dropped() const {
    const Lock lock(mutex_);
    return dropped_;
  }

  const std::string& name() const { return options_.name; }

 private:
  std::optional<T> take() REQUIRES(mutex_) {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    return item;
  }

  const Options options_;
  mutable Mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> items_ GUARDED_BY(mutex_);
  std::uint64_t dropped_ GUARDED_BY(mutex_) = 0;
  bool closed_ GUARDED_BY(mutex_) = false;
};

}  // namespace vigie
