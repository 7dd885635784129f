// SPDX-License-Identifier: Apache-2.0
// RankedQueue: the engine's one way in; the most urgent first, the least urgent shed first, panic never.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "core/mutex.hpp"
#include "model/rank.hpp"

namespace vigie::engine {

/// Threads: any number of senders, one receiver.
template <class T>
class RankedQueue {
 public:
  /// How many items each rank may hold; rank 0's senders wait instead of being refused.
  using Capacities = std::array<std::size_t, kRanks>;

  explicit RankedQueue(Capacities capacities) : capacities_(capacities) {
    for (const std::size_t capacity : capacities_) VIGIE_CHECK(capacity > 0);
  }

  /// False where the item was turned away: its rank is full, or the queue is closed. A panic waits for room.
  bool push(Rank rank, T item) {
    const auto lane = static_cast<std::size_t>(rank);
    {
      Lock lock(mutex_);
      if (rank == Rank::Panic)
        room_.wait(lock.native(), [&]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) {
          return closed_ || lanes_[lane].size() < capacities_[lane];
        });
      if (closed_) return false;
      if (lanes_[lane].size() >= capacities_[lane]) {
        ++shed_[lane];
        return false;
      }
      lanes_[lane].push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// Up to `most` items, the most urgent first, in order of arrival within a rank. Where there is a panic, panics only: they
  /// get a commit of their own. Empty where nothing came in time, or the queue is closed and empty.
  std::vector<T> pop(std::size_t most, std::chrono::milliseconds timeout) {
    std::vector<T> items;
    {
      Lock lock(mutex_);
      ready_.wait_for(lock.native(), timeout,
                      [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return closed_ || !all_empty(); });
      for (auto& lane : lanes_) {
        while (!lane.empty() && items.size() < most) {
          items.push_back(std::move(lane.front()));
          lane.pop_front();
        }
        if (&lane == &lanes_.front() && !items.empty()) break;
      }
    }
    room_.notify_all();
    return items;
  }

  /// After this, push() refuses; what is inside can still be popped.
  void close() {
    {
      const Lock lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
    room_.notify_all();
  }

  std::size_t size() const {
    const Lock lock(mutex_);
    std::size_t sum = 0;
    for (const auto& lane : lanes_) sum += lane.size();
    return sum;
  }

  bool closed() const {
    const Lock lock(mutex_);
    return closed_;
  }

  /// Items of that rank turned away since the start.
  std::uint64_t shed(Rank rank) const {
    const Lock lock(mutex_);
    return shed_[static_cast<std::size_t>(rank)];
  }

 private:
  bool all_empty() const REQUIRES(mutex_) {
    for (const auto& lane : lanes_)
      if (!lane.empty()) return false;
    return true;
  }

  const Capacities capacities_;
  mutable Mutex mutex_;
  std::condition_variable ready_;
  std::condition_variable room_;
  std::array<std::deque<T>, kRanks> lanes_ GUARDED_BY(mutex_);
  std::array<std::uint64_t, kRanks> shed_ GUARDED_BY(mutex_){};
  bool closed_ GUARDED_BY(mutex_) = false;
};

}  // namespace vigie::engine
