// SPDX-License-Identifier: Apache-2.0
// Maximum flow by Dinic's algorithm (1970) from a quarter of the nodes to the opposite one.
#include "roads/inertial_cut.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <numeric>

namespace vigie::roads {
namespace {

class Flow {
 public:
  explicit Flow(const CutGraph& graph)
      : graph_(graph),
        rest_(graph.lines.size()),
        end_(graph.places.size()),
        level_(graph.places.size()),
        next_(graph.places.size()) {}

  /// The size of the smallest cut between both ends of `order`, or a number above `limit` where it exceeds that.
  std::int64_t run(std::span<const std::uint32_t> order, std::int64_t limit) {
    const std::size_t quarter = std::max<std::size_t>(1, order.size() / 4);
    std::fill(end_.begin(), end_.end(), End::Neither);
    sources_.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(quarter));
    for (const std::uint32_t node : sources_) end_[node] = End::Source;
    for (const std::uint32_t node : order.last(quarter)) end_[node] = End::Sink;
    for (std::size_t i = 0; i < rest_.size(); ++i) rest_[i] = graph_.lines[i].capacity;
    std::int64_t flow = 0;
    while (flow <= limit && find_levels()) {
      for (std::uint32_t node = 0; node < next_.size(); ++node) next_[node] = graph_.first[node];
      for (const std::uint32_t source : sources_)
        while (const std::int32_t pushed = push_from(source)) flow += pushed;
    }
    return flow;
  }

  /// After run(): what the sources still reach.
  bool on_source_side(std::uint32_t node) const { return level_[node] != kUnseen; }

 private:
  enum class End : std::uint8_t { Neither, Source, Sink };
  static constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

  bool find_levels() {
    std::fill(level_.begin(), level_.end(), kUnseen);
    queue_ = sources_;
    for (const std::uint32_t source : sources_) level_[source] = 0;
    bool reached = false;
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      const std::uint32_t node = queue_[i];
      if (end_[node] == End::Sink) {
        reached = true;
        continue;
      }
      for (std::uint32_t line = graph_.first[node]; line < graph_.first[node + 1]; ++line) {
        const std::uint32_t to = graph_.lines[line].to;
        if (rest_[line] == 0 || level_[to] != kUnseen) continue;
        level_[to] = level_[node] + 1;
        queue_.push_back(to);
      }
    }
    return reached;
  }

  /// One path from a source to a sink along rising levels; 0 where there is none left.
  std::int32_t push_from(std::uint32_t source) {
    path_.clear();
    std::uint32_t node = source;
    while (end_[node] != End::Sink) {
      bool advanced = false;
      for (std::uint32_t& line = next_[node]; line < graph_.first[node + 1]; ++line) {
        const std::uint32_t to = graph_.lines[line].to;
        if (rest_[line] == 0 || level_[to] != level_[node] + 1) continue;
        path_.push_back(line);
        node = to;
        advanced = true;
        break;
      }
      if (advanced) continue;
      if (path_.empty()) return 0;
      node = graph_.lines[graph_.lines[path_.back()].twin].to;
      path_.pop_back();
      ++next_[node];
    }
    std::int32_t pushed = std::numeric_limits<std::int32_t>::max();
    for (const std::uint32_t line : path_) pushed = std::min(pushed, rest_[line]);
    for (const std::uint32_t line : path_) {
      rest_[line] -= pushed;
      rest_[graph_.lines[line].twin] += pushed;
    }
    return pushed;
  }

  const CutGraph& graph_;
  std::vector<std::int32_t> rest_;  // by line: capacity left
  std::vector<End> end_;
  std::vector<std::uint32_t> level_;
  std::vector<std::uint32_t> next_;  // by node: the first line that may still lead on
  std::vector<std::uint32_t> sources_, queue_, path_;
};

struct Direction {
  std::int64_t east, north;
};
constexpr std::array<Direction, 8> kDirections{{{2, 0}, {0, 2}, {1, 1}, {1, -1}, {2, 1}, {1, 2}, {2, -1}, {1, -2}}};

}  // namespace

std::vector<bool> inertial_cut(const CutGraph& graph) {
  const std::size_t nodes = graph.places.size();
  Flow flow(graph);
  std::vector<bool> best;
  std::int64_t best_cut = std::numeric_limits<std::int64_t>::max();
  std::size_t best_smaller = 0;
  std::vector<std::uint32_t> order(nodes);
  std::vector<std::int64_t> along(nodes);
  for (const Direction& direction : kDirections) {
    for (std::size_t i = 0; i < nodes; ++i)
      along[i] = direction.east * graph.places[i].lon_e7() + direction.north * graph.places[i].lat_e7();
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return along[a] < along[b]; });
    const std::int64_t cut = flow.run(order, best_cut);
    if (cut > best_cut) continue;
    std::vector<bool> side(nodes);
    std::size_t on_side = 0;
    for (std::uint32_t node = 0; node < nodes; ++node)
      if ((side[node] = flow.on_source_side(node))) ++on_side;
    const std::size_t smaller = std::min(on_side, nodes - on_side);
    if (cut == best_cut && smaller <= best_smaller) continue;
    best_cut = cut;
    best_smaller = smaller;
    best = std::move(side);
  }
  return best;
}

}  // namespace vigie::roads
