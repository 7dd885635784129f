// SPDX-License-Identifier: Apache-2.0
// Cuts walks at junctions and crosses squares by sight.
#include "roads/walk_graph_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace vigie::roads {
namespace {

using Nodes = std::vector<std::int64_t>;

constexpr std::size_t kMostCrossed =
    40;  // entries of one square that are joined by sight: 780 lines; the rest by the outline

std::uint32_t length_cm(std::span<const geo::Position> shape) {
  double metres = 0;
  for (std::size_t i = 0; i + 1 < shape.size(); ++i) metres += geo::distance_m(shape[i], shape[i + 1]);
  return static_cast<std::uint32_t>(std::llround(metres * 100));
}

struct Plane {
  double x_m;
  double y_m;
};

std::vector<Plane> to_plane(const geo::Polygon& outline) {
  const geo::Position origin = outline.ring.front();
  constexpr double degree_m = 6'371'008.8 * std::numbers::pi / 180;
  const double shrink = std::cos(origin.lat() * std::numbers::pi / 180);
  std::vector<Plane> out;
  for (const geo::Position& p : outline.ring)
    out.push_back({(p.lon() - origin.lon()) * degree_m * shrink, (p.lat() - origin.lat()) * degree_m});
  return out;
}

/// Shoelace formula.
double area_m2(const geo::Polygon& outline) {
  const std::vector<Plane> ring = to_plane(outline);
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    twice += ring[j].x_m * ring[i].y_m - ring[i].x_m * ring[j].y_m;
  return std::abs(twice) / 2;
}

double turn(const Plane& a, const Plane& b, const Plane& c) {
  return (b.x_m - a.x_m) * (c.y_m - a.y_m) - (b.y_m - a.y_m) * (c.x_m - a.x_m);
}

/// Do the corners i and j of the ring see each other, all inside it?
bool sees(const geo::Polygon& outline, const std::vector<Plane>& ring, std::size_t i, std::size_t j) {
  const std::size_t n = ring.size();
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t l = (k + 1) % n;
    if (k == i || k == j || l == i || l == j) continue;
    const bool crosses = turn(ring[i], ring[j], ring[k]) * turn(ring[i], ring[j], ring[l]) <= 0 &&
                         turn(ring[k], ring[l], ring[i]) * turn(ring[k], ring[l], ring[j]) <= 0;
    if (crosses) return false;
  }
  const geo::Position& a = outline.ring[i];
  const geo::Position& b = outline.ring[j];
  const auto middle =
      geo::Position::from_e7((std::int64_t{a.lat_e7()} + b.lat_e7()) / 2, (std::int64_t{a.lon_e7()} + b.lon_e7()) / 2);
  return geo::contains(outline, middle.value());
}

class Builder {
 public:
  explicit Builder(const WalkMap& map) : map_(map) { data_.names.emplace_back(); }

  Result<WalkGraph> run() && {
    for (const MapWalk& way : map_.ways) count(way.nodes);
    for (const MapSquare& square : map_.squares)
      for (const std::int64_t node : square.ring)
        if (const auto used = uses_.find(node); used != uses_.end()) used->second += 2;
    for (const MapWalk& way : map_.ways) add_line(way.nodes, way.traits, name(way.name));
    for (const MapSquare& square : map_.squares) add_square(square);
    return WalkGraph::checked(std::move(data_));
  }

 private:
  void count(const Nodes& nodes) {
    for (const std::int64_t node : nodes) ++uses_[node];
    if (nodes.empty()) return;
    uses_[nodes.front()] += 1;  // an end counts twice: always a junction
    uses_[nodes.back()] += 1;
  }

  void add_line(const Nodes& nodes, const WalkTraits& traits, std::uint32_t name_number) {
    Nodes run;
    const auto close = [&] {
      if (run.size() >= 2) add_edge(run, traits, name_number);
      run.clear();
    };
    for (const std::int64_t node : nodes) {
      if (!map_.places.contains(node)) {
        close();
        continue;
      }
      if (!run.empty() && run.back() == node) continue;
      run.push_back(node);
      if (run.size() < 2 || uses_[node] < 2) continue;
      close();
      run.push_back(node);
    }
    close();
  }

  void add_edge(const Nodes& nodes, const WalkTraits& traits, std::uint32_t name_number) {
    const auto first = static_cast<std::uint32_t>(data_.points.size());
    for (const std::int64_t node : nodes) data_.points.push_back(map_.places.at(node));
    const WalkNodeId from = junction(nodes.front());
    const WalkNodeId to = junction(nodes.back());
    data_.edges.push_back({from, to, first, length_cm(std::span(data_.points).subspan(first)), name_number, traits.kind,
                           traits.width_cm});
  }

  void add_square(const MapSquare& map_square) {
    Nodes ring;
    for (const std::int64_t node : map_square.ring)
      if (map_.places.contains(node) && (ring.empty() || ring.back() != node)) ring.push_back(node);
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if (ring.size() < 3) return;
    Square square{map_square.name, {}, 0, {}};
    for (const std::int64_t node : ring) square.outline.ring.push_back(map_.places.at(node));
    square.area_m2 = area_m2(square.outline);
    if (square.area_m2 < 1) return;  // a slip of the mapper

    std::vector<std::size_t> corners;  // of the ring, where ways meet it
    for (std::size_t i = 0; i < ring.size(); ++i)
      if (uses_.contains(ring[i])) corners.push_back(i);
    for (const std::size_t corner : corners) square.entries.push_back(junction(ring[corner]));
    const WalkTraits traits{WalkKind::Square, 0};
    const std::uint32_t name_number = name(square.name);
    if (corners.size() >= 2) {
      Nodes outline = ring;
      std::rotate(outline.begin(), outline.begin() + static_cast<std::ptrdiff_t>(corners.front()), outline.end());
      outline.push_back(outline.front());
      add_line(outline, traits, name_number);
    }
    const std::vector<Plane> plane = to_plane(square.outline);
    const std::size_t crossed = std::min(corners.size(), kMostCrossed);
    for (std::size_t i = 0; i < crossed; ++i)
      for (std::size_t j = i + 1; j < crossed; ++j) {
        const bool neighbours = corners[j] - corners[i] == 1 || (corners[i] == 0 && corners[j] == ring.size() - 1);
        if (!neighbours && sees(square.outline, plane, corners[i], corners[j]))
          add_edge({ring[corners[i]], ring[corners[j]]}, traits, name_number);
      }
    data_.squares.push_back(std::move(square));
  }

  WalkNodeId junction(std::int64_t node) {
    const auto [known, fresh] = junctions_.try_emplace(node, static_cast<WalkNodeId>(data_.nodes.size()));
    if (fresh) data_.nodes.push_back(map_.places.at(node));
    return known->second;
  }

  std::uint32_t name(const std::string& text) {
    if (text.empty()) return 0;
    const auto [known, fresh] = names_.try_emplace(text, static_cast<std::uint32_t>(data_.names.size()));
    if (fresh) data_.names.push_back(text);
    return known->second;
  }

  const WalkMap& map_;
  std::unordered_map<std::int64_t, std::uint32_t> uses_;
  std::unordered_map<std::int64_t, WalkNodeId> junctions_;
  std::unordered_map<std::string, std::uint32_t> names_;
  WalkGraphData data_;
};

}  // namespace

Result<WalkGraph> build_walk_graph(const WalkMap& map) { return Builder(map).run(); }

}  // namespace vigie::roads
