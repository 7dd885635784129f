// SPDX-License-Identifier: Apache-2.0
// RadixHeap: a priority queue whose keys never go below the last one taken, as Dijkstra's do not.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/check.hpp"

namespace vigie::roads {

/// Keys are whole 64-bit numbers; equal keys come out together.
/// Source: Ahuja, Mehlhorn, Orlin, Tarjan, "Faster algorithms for the shortest path problem", JACM 1990.
class RadixHeap {
 public:
  bool empty() const { return size_ == 0; }

  /// `key` is not below the last one popped.
  void push(std::uint64_t key) {
    buckets_[bucket_of(key)].push_back(key);
    ++size_;
  }

  std::uint64_t pop() {
    VIGIE_CHECK(size_ > 0);
    if (buckets_[0].empty()) refill();
    buckets_[0].pop_back();
    --size_;
    return last_;
  }

  void clear() {
    for (auto& bucket : buckets_) bucket.clear();
    last_ = 0;
    size_ = 0;
  }

 private:
  std::size_t bucket_of(std::uint64_t key) const { return static_cast<std::size_t>(std::bit_width(key ^ last_)); }

  void refill() {
    std::size_t i = 1;
    while (buckets_[i].empty()) ++i;
    std::uint64_t least = buckets_[i].front();
    for (const std::uint64_t key : buckets_[i]) least = key < least ? key : least;
    last_ = least;
    for (const std::uint64_t key : buckets_[i]) buckets_[bucket_of(key)].push_back(key);  // all go to lower buckets
    buckets_[i].clear();
  }

  std::array<std::vector<std::uint64_t>, 65> buckets_;
  std::uint64_t last_ = 0;
  std::size_t size_ = 0;
};

}  // namespace vigie::roads
