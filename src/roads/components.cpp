// SPDX-License-Identifier: Apache-2.0
// Tarjan's algorithm with its stack on the heap.
#include "roads/components.hpp"

#include <algorithm>
#include <limits>

namespace vigie::roads {
namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

class Tarjan {
 public:
  Tarjan(std::uint32_t node_count, std::span<const Link> links)
      : first_(node_count + 1, 0), order_(node_count, kUnseen), low_(node_count, 0), part_(node_count, kUnseen) {
    for (const Link& link : links) ++first_[link.from + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    targets_.resize(links.size());
    next_.assign(first_.begin(), first_.end() - 1);
    for (const Link& link : links) targets_[next_[link.from]++] = link.to;
    next_.assign(first_.begin(), first_.end() - 1);
  }

  std::vector<std::uint32_t> run() && {
    for (std::uint32_t node = 0; node < order_.size(); ++node)
      if (order_[node] == kUnseen) visit(node);
    return std::move(part_);
  }

 private:
  void enter(std::uint32_t node) {
    order_[node] = low_[node] = counter_++;
    path_.push_back(node);
    open_.push_back(node);
  }

  void leave(std::uint32_t node) {
    path_.pop_back();
    if (!path_.empty()) low_[path_.back()] = std::min(low_[path_.back()], low_[node]);
    if (low_[node] != order_[node]) return;
    for (std::uint32_t member = kUnseen; member != node;) {
      member = open_.back();
      open_.pop_back();
      part_[member] = parts_;
    }
    ++parts_;
  }

  void visit(std::uint32_t root) {
    enter(root);
    while (!path_.empty()) {
      const std::uint32_t node = path_.back();
      if (next_[node] == first_[node + 1]) {
        leave(node);
        continue;
      }
      const std::uint32_t target = targets_[next_[node]++];
      if (order_[target] == kUnseen) enter(target);
      else if (part_[target] == kUnseen)  // still open
        low_[node] = std::min(low_[node], order_[target]);
    }
  }

  std::vector<std::uint32_t> first_, targets_, next_, order_, low_, part_, path_, open_;
  std::uint32_t counter_ = 0;
  std::uint32_t parts_ = 0;
};

}  // namespace

std::vector<std::uint32_t> strong_parts(std::uint32_t node_count, std::span<const Link> links) {
  return Tarjan(node_count, links).run();
}

}  // namespace vigie::roads
