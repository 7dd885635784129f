// SPDX-License-Identifier: Apache-2.0
// Stitches coastlines, clips them to the box (Liang and Barsky 1984), and closes them clockwise along its edge.
#include "city/basemap_sea.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace vigie::city {
namespace {

bool same(const MapPoint& a, const MapPoint& b) { return a.lon == b.lon && a.lat == b.lat; }
bool closed(const MapLine& line) { return line.size() > 3 && same(line.front(), line.back()); }

/// Positive where the ring turns counter-clockwise (land inside: an island).
double turning(const MapLine& ring) {
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    twice += ring[j].lon * ring[i].lat - ring[i].lon * ring[j].lat;
  return twice;
}

bool inside(const MapLine& ring, const MapPoint& p) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const MapPoint& a = ring[i];
    const MapPoint& b = ring[j];
    if ((a.lat > p.lat) != (b.lat > p.lat) && p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon)
      in = !in;
  }
  return in;
}

/// Joins lines where one ends and another begins.
std::vector<MapLine> stitched(std::vector<MapLine> lines) {
  std::map<std::pair<double, double>, std::size_t> begins;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!closed(lines[i])) begins.emplace(std::pair(lines[i].front().lon, lines[i].front().lat), i);
  std::vector<bool> used(lines.size(), false);
  std::vector<bool> follows(lines.size(), false);
  for (const MapLine& line : lines) {
    const auto next = begins.find({line.back().lon, line.back().lat});
    if (!closed(line) && next != begins.end()) follows[next->second] = true;
  }
  std::vector<MapLine> chains;
  const auto grow = [&](std::size_t first) {
    MapLine chain;
    for (std::size_t i = first; !used[i];) {
      used[i] = true;
      chain.insert(chain.end(), lines[i].begin() + (chain.empty() ? 0 : 1), lines[i].end());
      const auto next = begins.find({chain.back().lon, chain.back().lat});
      if (closed(chain) || next == begins.end()) break;
      i = next->second;
    }
    chains.push_back(std::move(chain));
  };
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!follows[i] && !used[i]) grow(i);  // chains that begin somewhere
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!used[i]) grow(i);  // rings of several pieces
  return chains;
}

/// How far along the box's edge a point is, clockwise from the north-west corner: 0 … 4.
double along_edge(const geo::Box& box, const MapPoint& p) {
  const double x = (p.lon - box.west) / (box.east - box.west);
  const double y = (p.lat - box.south) / (box.north - box.south);
  const double to_edge[] = {1 - y, 1 - x, y, x};  // north, east, south, west
  const auto side = std::min_element(std::begin(to_edge), std::end(to_edge)) - std::begin(to_edge);
  const double on_side[] = {x, 1 - y, 1 - x, y};
  return static_cast<double>(side) + std::clamp(on_side[side], 0.0, 0.999999999);
}

MapPoint corner(const geo::Box& box, int index) {
  switch (index % 4) {
    case 0: return {box.west, box.north};
    case 1: return {box.east, box.north};
    case 2: return {box.east, box.south};
    default: return {box.west, box.south};
  }
}

/// The nearest point of the box's edge.
MapPoint to_edge(const geo::Box& box, const MapPoint& p) {
  const std::pair<double, MapPoint> ways[] = {{box.north - p.lat, {p.lon, box.north}},
                                              {box.east - p.lon, {box.east, p.lat}},
                                              {p.lat - box.south, {p.lon, box.south}},
                                              {p.lon - box.west, {box.west, p.lat}}};
  return std::min_element(std::begin(ways), std::end(ways),
                          [](const auto& a, const auto& b) { return a.first < b.first; })
      ->second;
}

bool within(const geo::Box& box, const MapPoint& p) {
  return p.lon > box.west && p.lon < box.east && p.lat > box.south && p.lat < box.north;
}

/// The part of a-b inside the box, as fractions of its length.
std::optional<std::pair<double, double>> clip(const geo::Box& box, const MapPoint& a, const MapPoint& b) {
  double from = 0;
  double to = 1;
  const double dx = b.lon - a.lon;
  const double dy = b.lat - a.lat;
  const std::pair<double, double> edges[] = {
      {-dx, a.lon - box.west}, {dx, box.east - a.lon}, {-dy, a.lat - box.south}, {dy, box.north - a.lat}};
  for (const auto& [towards, room] : edges) {
    if (towards == 0) {
      if (room < 0) return std::nullopt;
    } else if (towards < 0) {
      from = std::max(from, room / towards);
    } else {
      to = std::min(to, room / towards);
    }
  }
  if (from >= to) return std::nullopt;
  return std::pair(from, to);
}

/// The pieces of a chain inside the box; every piece begins and ends on its edge.
std::vector<MapLine> pieces_within(const geo::Box& box, const MapLine& chain) {
  std::vector<MapLine> pieces;
  MapLine piece;
  const auto finish = [&](bool at_end) {
    if (at_end && !piece.empty() && within(box, piece.back())) piece.push_back(to_edge(box, piece.back()));
    if (piece.size() > 1) pieces.push_back(piece);
    piece.clear();
  };
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const MapPoint& a = chain[i - 1];
    const MapPoint& b = chain[i];
    const auto part = clip(box, a, b);
    if (!part) {
      finish(false);
      continue;
    }
    const auto at = [&](double t) {
      return t == 0 ? a : t == 1 ? b : MapPoint{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
    };
    if (piece.empty()) {
      const MapPoint first = at(part->first);
      if (within(box, first) && part->first == 0) piece.push_back(to_edge(box, first));
      piece.push_back(first);
    }
    piece.push_back(at(part->second));
    if (part->second < 1) finish(false);
  }
  finish(true);
  return pieces;
}

/// Closes pieces into rings: at the end of each, clockwise along the edge to the next beginning.
std::vector<MapLine> closed_along_edge(const geo::Box& box, const std::vector<MapLine>& pieces) {
  std::map<double, std::size_t> begins;
  for (std::size_t i = 0; i < pieces.size(); ++i) begins.emplace(along_edge(box, pieces[i].front()), i);
  std::vector<bool> used(pieces.size(), false);
  std::vector<MapLine> rings;
  for (std::size_t first = 0; first < pieces.size(); ++first) {
    MapLine ring;
    for (std::size_t i = first; !used[i];) {
      used[i] = true;
      ring.insert(ring.end(), pieces[i].begin(), pieces[i].end());
      const double end = along_edge(box, pieces[i].back());
      auto next = begins.lower_bound(end);
      const bool wraps = next == begins.end();
      if (wraps) next = begins.begin();
      const double target = next->first + (wraps ? 4 : 0);
      for (int c = static_cast<int>(std::floor(end)) + 1; c <= target; ++c) ring.push_back(corner(box, c));
      i = next->second;
    }
    if (ring.size() > 2) rings.push_back(std::move(ring));
  }
  return rings;
}

}  // namespace

std::vector<Sea> sea_within(const geo::Box& box, std::vector<MapLine> coastlines) {
  std::erase_if(coastlines, [](const MapLine& line) { return line.size() < 2; });
  std::vector<MapLine> pieces;
  std::vector<MapLine> islands;
  std::vector<Sea> seas;
  for (MapLine& chain : stitched(std::move(coastlines))) {
    const bool all_inside = std::all_of(chain.begin(), chain.end(), [&](const MapPoint& p) { return within(box, p); });
    if (closed(chain) && all_inside) {
      chain.pop_back();
      if (turning(chain) > 0) islands.push_back(std::move(chain));
      else seas.push_back({std::move(chain), {}});
      continue;
    }
    if (closed(chain)) {  // begins outside, so that no piece is cut where the ring happens to begin
      const auto outside = std::find_if(chain.begin(), chain.end(), [&](const MapPoint& p) { return !within(box, p); });
      chain.pop_back();
      std::rotate(chain.begin(), outside == chain.end() ? chain.begin() : outside, chain.end());
      chain.push_back(chain.front());
    }
    for (MapLine& piece : pieces_within(box, chain)) pieces.push_back(std::move(piece));
  }
  for (MapLine& ring : closed_along_edge(box, pieces)) seas.push_back({std::move(ring), {}});
  if (pieces.empty() && seas.empty() && !islands.empty()) {
    seas.push_back({{corner(box, 0), corner(box, 1), corner(box, 2), corner(box, 3)}, {}});
  }
  for (MapLine& island : islands)
    for (Sea& sea : seas)
      if (inside(sea.outline, island.front())) {
        sea.islands.push_back(std::move(island));
        break;
      }
  return seas;
}

}  // namespace vigie::city
