// SPDX-License-Identifier: Apache-2.0
// One forward search from all starts at once.
#include "roads/reach.hpp"

#include <queue>
#include <utility>

#include "roads/on_arc.hpp"

namespace vigie::roads {
namespace {

/// Grows the reached pieces in the order of their beginnings.
class Wave {
 public:
  Wave(const RoadGraph& graph, const Metric& metric, std::int64_t limit_ms)
      : graph_(graph), metric_(metric), limit_ms_(limit_ms), settled_(graph.arc_count(), false) {}

  void start(const ReachStart& start) {
    for (const std::optional<OnArc>& on : directions(start.at))
      if (on && metric_.duration_ms[on->arc] != kClosed) offer({on->arc, on->offset_cm, start.delay_ms}, Whole::No);
  }

  std::vector<ReachedPiece> run() {
    while (!open_.empty()) {
      const auto [piece, whole] = open_.top();
      open_.pop();
      if (whole == Whole::Yes) {
        if (settled_[piece.arc]) continue;
        settled_[piece.arc] = true;
      }
      pieces_.push_back(piece);
      drive_on(piece);
    }
    return std::move(pieces_);
  }

 private:
  enum class Whole : bool { No, Yes };  ///< from the arc's own start?
  struct Open {
    ReachedPiece piece;
    Whole whole;
    friend bool operator>(const Open& a, const Open& b) {
      return std::pair(a.piece.begin_ms, a.piece.arc) > std::pair(b.piece.begin_ms, b.piece.arc);
    }
  };

  void offer(const ReachedPiece& piece, Whole whole) {
    if (piece.begin_ms < limit_ms_) open_.push({piece, whole});
  }

  void drive_on(const ReachedPiece& piece) {
    const std::int64_t end_ms = passes_ms(graph_, metric_, piece, graph_.length_cm(piece.arc));
    if (end_ms >= limit_ms_) return;
    for (const ArcId next : graph_.leaving(graph_.head(piece.arc))) {
      const bool may = !settled_[next] && metric_.duration_ms[next] != kClosed &&
                       graph_.turn_allowed(piece.arc, next, metric_.profile);
      if (may) offer({next, 0, end_ms + graph_.turn_delay_ms(piece.arc, next, metric_.profile)}, Whole::Yes);
    }
  }

  const RoadGraph& graph_;
  const Metric& metric_;
  const std::int64_t limit_ms_;
  std::vector<bool> settled_;
  std::priority_queue<Open, std::vector<Open>, std::greater<>> open_;
  std::vector<ReachedPiece> pieces_;
};

}  // namespace

std::int64_t passes_ms(const RoadGraph& graph, const Metric& metric, const ReachedPiece& piece, std::uint32_t at_cm) {
  const std::uint32_t whole = metric.duration_ms[piece.arc];
  const std::uint32_t length = graph.length_cm(piece.arc);
  if (length == 0) return piece.begin_ms + whole;  // a barrier: all of its time is at its end
  return piece.begin_ms + static_cast<std::int64_t>(part(whole, at_cm, length) - part(whole, piece.from_cm, length));
}

std::vector<ReachedPiece> reach(const RoadGraph& graph, const Metric& metric, std::span<const ReachStart> starts,
                                std::int64_t limit_ms) {
  Wave wave(graph, metric, limit_ms);
  for (const ReachStart& start : starts) wave.start(start);
  return wave.run();
}

}  // namespace vigie::roads
