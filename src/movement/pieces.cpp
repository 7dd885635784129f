// SPDX-License-Identifier: Apache-2.0
// Joins, merges, shrinks and drops pieces of street.
#include "movement/pieces.hpp"

#include <algorithm>
#include <numeric>

namespace vigie::movement {
namespace {

constexpr double kJunctionReach_m = 15;
/// Two ways between the same junctions are one where their lengths differ by less: pavements beside their street.
constexpr double kSideBySide = 1.25;
/// A piece so short in a row takes the width of the longer: a crossing, a bridge's ramp. Longer ones stay, and are bottlenecks.
constexpr double kPassing_m = 15;

double length_m(const std::vector<geo::Position>& shape) {
  double sum = 0;
  for (std::size_t i = 1; i < shape.size(); ++i) sum += geo::distance_m(shape[i - 1], shape[i]);
  return sum;
}

}  // namespace

std::uint32_t Pieces::add_node(const geo::Position& place) {
  places_.push_back(place);
  at_.emplace_back();
  kept_.push_back(false);
  reach_m_.push_back(0);
  return static_cast<std::uint32_t>(places_.size() - 1);
}

void Pieces::add(Piece piece) {
  const auto number = static_cast<std::uint32_t>(pieces_.size());
  at_[piece.from].push_back(number);
  at_[piece.to].push_back(number);
  pieces_.push_back(std::move(piece));
}

void Pieces::drop(std::uint32_t piece) {
  pieces_[piece].there = false;
  std::erase(at_[pieces_[piece].from], piece);
  std::erase(at_[pieces_[piece].to], piece);
}

std::uint32_t Pieces::split(std::uint32_t number, std::size_t before_point, const geo::Position& place) {
  const std::uint32_t node = add_node(place);
  Piece rest = pieces_[number];
  Piece& piece = pieces_[number];
  const double whole_m = std::max(1e-3, length_m(piece.shape)), measured_m = piece.length_m;
  const auto cut = static_cast<std::ptrdiff_t>(before_point);
  rest.shape.erase(rest.shape.begin(), rest.shape.begin() + cut);
  rest.shape.insert(rest.shape.begin(), place);
  piece.shape.erase(piece.shape.begin() + cut, piece.shape.end());
  piece.shape.push_back(place);
  piece.length_m = std::max(0.1, measured_m * length_m(piece.shape) / whole_m);
  rest.length_m = std::max(0.1, measured_m * length_m(rest.shape) / whole_m);
  std::erase(at_[piece.to], number);
  piece.to = node;
  rest.from = node;
  at_[node].push_back(number);
  add(std::move(rest));
  return node;
}

double Pieces::width_at(std::uint32_t node) const {
  double sum = 0;
  for (const std::uint32_t piece : at_[node]) sum += pieces_[piece].width_m;
  return sum;
}

void Pieces::keep_largest_part(const std::vector<std::vector<std::uint32_t>>& ties) {
  std::vector<std::uint32_t> part(at_.size());
  std::iota(part.begin(), part.end(), 0U);
  const auto root = [&](std::uint32_t n) {
    while (part[n] != n) n = part[n] = part[part[n]];
    return n;
  };
  for (const Piece& piece : pieces_)
    if (piece.there) part[root(piece.from)] = root(piece.to);
  for (const std::vector<std::uint32_t>& tie : ties)
    for (const std::uint32_t node : tie) part[root(node)] = root(tie.front());
  std::vector<double> length(at_.size(), 0);
  for (const Piece& piece : pieces_)
    if (piece.there) length[root(piece.from)] += piece.length_m;
  const auto largest = static_cast<std::uint32_t>(std::max_element(length.begin(), length.end()) - length.begin());
  for (std::uint32_t p = 0; p < pieces_.size(); ++p)
    if (pieces_[p].there && root(pieces_[p].from) != largest) drop(p);
}

void Pieces::simplify(double shortest_m) {
  // Twice: what a shrunken junction leaves behind is a row or a dead end again.
  for (int pass = 0; pass < 2; ++pass) {
    prune();
    join_rows();
    merge_pairs();
    join_rows();
    shrink(shortest_m);
    merge_pairs();
  }
  prune();
  join_rows();
}

/// Nobody walks into a dead end.
void Pieces::prune() {
  std::vector<std::uint32_t> open(at_.size());
  std::iota(open.begin(), open.end(), 0U);
  while (!open.empty()) {
    const std::uint32_t node = open.back();
    open.pop_back();
    if (at_[node].size() != 1 || kept_[node]) continue;
    const std::uint32_t piece = at_[node].front();
    open.push_back(pieces_[piece].other(node));
    drop(piece);
  }
}

void Pieces::join_rows() {
  for (std::uint32_t node = 0; node < at_.size(); ++node) {
    if (at_[node].size() != 2 || kept_[node]) continue;
    const Piece &a = pieces_[at_[node][0]], &b = pieces_[at_[node][1]];
    if (at_[node][0] == at_[node][1] || a.ground != b.ground || a.forecourt != b.forecourt) continue;
    if (a.other(node) == b.other(node)) continue;  // a ring stays two
    const bool alike = a.width_m == b.width_m || std::min(a.length_m, b.length_m) < kPassing_m;
    if (alike) join(at_[node][0], at_[node][1], node);
  }
}

void Pieces::join(std::uint32_t first, std::uint32_t second, std::uint32_t node) {
  Piece a = pieces_[first], b = pieces_[second];
  drop(first);
  drop(second);
  if (a.from == node) std::reverse(a.shape.begin(), a.shape.end());
  if (b.to == node) std::reverse(b.shape.begin(), b.shape.end());
  a.shape.insert(a.shape.end(), b.shape.begin() + 1, b.shape.end());
  const std::uint32_t start = a.other(node), end = b.other(node);
  const Piece& longer = a.length_m >= b.length_m ? a : b;
  add({start, end, a.length_m + b.length_m, longer.width_m, a.ground, longer.name, std::move(a.shape), a.forecourt});
}

void Pieces::merge_pairs() {
  for (std::uint32_t p = 0; p < pieces_.size(); ++p) {
    if (!pieces_[p].there) continue;
    const std::vector<std::uint32_t> beside = at_[pieces_[p].from];
    for (const std::uint32_t other : beside) {
      Piece &a = pieces_[p], &b = pieces_[other];
      const bool same_ends = (a.from == b.from && a.to == b.to) || (a.from == b.to && a.to == b.from);
      if (other <= p || !same_ends || a.ground != b.ground || a.forecourt != b.forecourt) continue;
      if (std::max(a.length_m, b.length_m) > kSideBySide * std::min(a.length_m, b.length_m)) continue;
      if (b.width_m > a.width_m) {
        std::swap(a.name, b.name);
        if (a.from != b.from) std::reverse(b.shape.begin(), b.shape.end());
        std::swap(a.shape, b.shape);
        std::swap(a.length_m, b.length_m);
      }
      a.width_m += b.width_m;
      drop(other);
    }
  }
}

void Pieces::shrink(double shortest_m) {
  for (std::uint32_t p = 0; p < pieces_.size(); ++p) {
    const Piece piece = pieces_[p];
    if (!piece.there || piece.length_m >= shortest_m || piece.ground == flow::Ground::Stairs) continue;
    std::uint32_t stays = piece.from, goes = piece.to;
    if (kept_[goes]) std::swap(stays, goes);
    const double reach_m = std::max(reach_m_[stays], piece.length_m + reach_m_[goes]);
    if (kept_[goes] || reach_m > kJunctionReach_m) continue;
    drop(p);
    reach_m_[stays] = reach_m;
    for (const std::uint32_t other : std::vector<std::uint32_t>(at_[goes])) {
      Piece moved = pieces_[other];
      drop(other);
      (moved.from == goes ? moved.from : moved.to) = stays;
      moved.length_m += piece.length_m / 2;  // those who come through walk it all the same
      if (moved.from != moved.to) add(std::move(moved));
    }
  }
}

}  // namespace vigie::movement
