// SPDX-License-Identifier: Apache-2.0
// Follows a restriction's ways arc by arc.
#include "roads/restriction_paths.hpp"

#include <algorithm>

namespace vigie::roads {
namespace {

/// Arcs driven so far, and the map's node where they end.
struct Path {
  std::vector<ArcId> arcs;
  MapId end;
};

const std::vector<WayPiece>& pieces_of(const WayPieces& pieces, MapId way) {
  static const std::vector<WayPiece> none;
  const auto found = pieces.find(way);
  return found == pieces.end() ? none : found->second;
}

std::vector<ArcId> arcs_into(const std::vector<WayPiece>& way, MapId node) {
  std::vector<ArcId> arcs;
  for (const WayPiece& piece : way) {
    if (piece.to == node && piece.forward != kNone) arcs.push_back(piece.forward);
    if (piece.from == node && piece.backward != kNone) arcs.push_back(piece.backward);
  }
  return arcs;
}

std::vector<ArcId> arcs_out_of(const std::vector<WayPiece>& way, MapId node) {
  std::vector<ArcId> arcs;
  for (const WayPiece& piece : way) {
    if (piece.from == node && piece.forward != kNone) arcs.push_back(piece.forward);
    if (piece.to == node && piece.backward != kNone) arcs.push_back(piece.backward);
  }
  return arcs;
}

/// From a way into itself: back, not on.
std::vector<ArcId> back_along(const std::vector<WayPiece>& way, ArcId arc) {
  for (const WayPiece& piece : way) {
    if (piece.forward == arc) return {piece.backward};
    if (piece.backward == arc) return {piece.forward};
  }
  return {};
}

/// The via way driven from end to end, in each direction that is open all along and starts where the path ends.
std::vector<Path> extend(const Path& path, const std::vector<WayPiece>& way) {
  std::vector<Path> out;
  if (way.empty()) return out;
  Path along = path;
  if (way.front().from == path.end) {
    for (const WayPiece& piece : way) along.arcs.push_back(piece.forward);
    along.end = way.back().to;
    out.push_back(along);
  }
  along = path;
  if (way.back().to == path.end) {
    for (auto piece = way.rbegin(); piece != way.rend(); ++piece) along.arcs.push_back(piece->backward);
    along.end = way.front().from;
    out.push_back(along);
  }
  std::erase_if(out, [](const Path& p) { return std::find(p.arcs.begin(), p.arcs.end(), kNone) != p.arcs.end(); });
  return out;
}

/// Every way from the `from` way to where the `to` way begins.
std::vector<Path> approaches(const MapRestriction& restriction, const WayPieces& pieces) {
  std::vector<Path> paths;
  const std::vector<WayPiece>& from = pieces_of(pieces, restriction.from);
  const auto start_at = [&](MapId node) {
    for (const ArcId arc : arcs_into(from, node)) paths.push_back({{arc}, node});
  };
  if (restriction.via_node) {
    start_at(*restriction.via_node);
    return paths;
  }
  if (restriction.via_ways.empty()) return paths;
  const std::vector<WayPiece>& first = pieces_of(pieces, restriction.via_ways.front());
  if (first.empty()) return paths;
  start_at(first.front().from);
  if (first.back().to != first.front().from) start_at(first.back().to);
  for (const MapId via : restriction.via_ways) {
    std::vector<Path> longer;
    for (const Path& path : paths)
      for (Path& extended : extend(path, pieces_of(pieces, via))) longer.push_back(std::move(extended));
    paths = std::move(longer);
  }
  return paths;
}

}  // namespace

bool add_forbidden_sequences(const MapRestriction& restriction, const WayPieces& pieces,
                             const std::vector<std::vector<ArcId>>& leaving,
                             std::vector<std::vector<ArcId>>& forbidden) {
  const std::vector<WayPiece>& to = pieces_of(pieces, restriction.to);
  bool fits = false;
  for (const Path& path : approaches(restriction, pieces)) {
    std::vector<ArcId> named = arcs_out_of(to, path.end);
    if (restriction.from == restriction.to) named = back_along(to, path.arcs.back());
    const std::vector<ArcId>& exits = leaving[path.arcs.back()];
    const auto is_named = [&](ArcId arc) { return std::find(named.begin(), named.end(), arc) != named.end(); };
    if (std::none_of(exits.begin(), exits.end(), is_named)) continue;
    fits = true;
    for (const ArcId next : exits) {
      if (is_named(next) == restriction.only) continue;
      forbidden.push_back(path.arcs);
      forbidden.back().push_back(next);
    }
  }
  return fits;
}

}  // namespace vigie::roads
