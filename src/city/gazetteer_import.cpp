// SPDX-License-Identifier: Apache-2.0
// Puts the pieces of each street together, houses to their streets, and every place into its district.
#include "city/gazetteer_import.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "city/gazetteer_collect.hpp"
#include "city/gazetteer_data.hpp"
#include "city/gazetteer_nearest.hpp"
#include "city/gazetteer_words.hpp"
#include "city/plane.hpp"
#include "geo/polygon.hpp"

namespace vigie::city {
namespace {

constexpr double kSameStreet_m = 500;
constexpr double kHouseOfStreet_m = 1000;  ///< a house farther from every street of its name stands in another one
constexpr double kNamelessHouse_m = 80;
constexpr double kSamePlace_m = 250;

std::string key_of(const std::string& name) {
  std::string key;
  for (const std::string& word : fold_words(name)) key += word + ' ';
  return key;
}

double gap_m(const geo::Box& a, const geo::Box& b) {
  const double lat = std::max({0.0, a.south - b.north, b.south - a.north});
  const double lon = std::max({0.0, a.west - b.east, b.west - a.east});
  return std::hypot(lat * 111'195, lon * 111'195 * std::cos(a.south * std::acos(-1.0) / 180));
}

/// Which pieces of one name are one street: numbers of groups, from 0.
std::vector<std::size_t> groups_of(const std::vector<const StreetPiece*>& pieces) {
  std::vector<geo::Box> boxes;
  for (const StreetPiece* piece : pieces) boxes.push_back(geo::bounds(geo::Polygon{piece->line}));
  std::vector<std::size_t> parent(pieces.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (gap_m(boxes[i], boxes[j]) <= kSameStreet_m) parent[root(i)] = root(j);
  std::map<std::size_t, std::size_t> numbers;
  std::vector<std::size_t> groups;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    groups.push_back(numbers.emplace(root(i), numbers.size()).first->second);
  return groups;
}

/// The point of the street nearest to its centre of gravity; and its length.
std::pair<geo::Position, double> middle_of(const std::vector<const StreetPiece*>& pieces) {
  const Plane plane(pieces.front()->line.front());
  double length = 0, east = 0, north = 0;
  for (const StreetPiece* piece : pieces)
    for (std::size_t i = 1; i < piece->line.size(); ++i) {
      const geo::Position &a = piece->line[i - 1], &b = piece->line[i];
      const double metres = std::hypot(plane.x(b) - plane.x(a), plane.y(b) - plane.y(a));
      length += metres;
      east += metres * (plane.x(a) + plane.x(b)) / 2;
      north += metres * (plane.y(a) + plane.y(b)) / 2;
    }
  const geo::Position first = pieces.front()->line.front();
  if (length == 0) return {first, 0};
  const geo::Position centre = geo::offset(first, east / length, north / length);
  const bool area =
      pieces.size() == 1 && pieces.front()->square && pieces.front()->line.front() == pieces.front()->line.back();
  if (area) return {centre, length};
  const Plane around(centre);
  geo::Position best = first;
  for (const StreetPiece* piece : pieces)
    for (const geo::Position& p : piece->line)
      if (around.distance_m(p) < around.distance_m(best)) best = p;
  return {best, length};
}

class Builder {
 public:
  explicit Builder(const std::vector<District>& districts) : districts_(districts) {}

  void streets(const std::vector<StreetPiece>& pieces) {
    std::map<std::string, std::vector<const StreetPiece*>> by_name;
    for (const StreetPiece& piece : pieces) by_name[key_of(piece.name)].push_back(&piece);
    for (const auto& [key, same] : by_name) {
      const std::vector<std::size_t> groups = groups_of(same);
      const std::size_t count = *std::max_element(groups.begin(), groups.end()) + 1;
      for (std::size_t group = 0; group < count; ++group) {
        std::vector<const StreetPiece*> street;
        for (std::size_t i = 0; i < same.size(); ++i)
          if (groups[i] == group) street.push_back(same[i]);
        add_street(key, street);
      }
    }
  }

  void places(const std::vector<FoundPlace>& found) {
    std::map<std::string, std::vector<std::uint32_t>> known;
    for (const FoundPlace& place : found) {
      auto& same = known[key_of(place.name)];
      const bool there = std::any_of(same.begin(), same.end(), [&](std::uint32_t id) {
        const NamedPlace& other = data.places[id];
        return other.kind == place.kind && geo::distance_m(other.position, place.position) < kSamePlace_m;
      });
      if (there) continue;
      same.push_back(static_cast<std::uint32_t>(data.places.size()));
      data.places.push_back({place.name, place.kind, district_of(place.position), place.position, place.extent_m});
      ++counts.places;
    }
  }

  void districts() {
    if (districts_.size() < 2) return;
    for (const District& district : districts_) {
      if (district.rings.empty() || district.rings.front().size() < 3) continue;
      const geo::Box box = geo::bounds(geo::Polygon{district.rings.front()});
      const auto centre = geo::Position::checked({(box.south + box.north) / 2}, {(box.west + box.east) / 2});
      const bool there = std::any_of(data.places.begin(), data.places.end(), [&](const NamedPlace& place) {
        return place.kind == PlaceKind::District && key_of(place.label) == key_of(district.name);
      });
      if (there || !centre) continue;
      data.places.push_back({district.name, PlaceKind::District, "", *centre, 2000});
      ++counts.places;
    }
  }

  void houses(const std::vector<FoundHouse>& found) {
    const NearestGrid grid(data);
    for (const FoundHouse& house : found) {
      if (const auto street = street_of(house, grid)) {
        data.houses.push_back({*street, house.number, house.position});
        ++counts.addresses;
      }
    }
  }

  GazetteerData data;
  GazetteerCounts counts;

 private:
  std::string district_of(const geo::Position& place) const {
    if (districts_.size() < 2) return {};  // one district tells nothing apart
    const auto in =
        std::find_if(districts_.begin(), districts_.end(), [&](const District& d) { return contains(d, place); });
    return in == districts_.end() ? std::string() : in->name;
  }

  void add_street(const std::string& key, const std::vector<const StreetPiece*>& pieces) {
    const auto id = static_cast<std::uint32_t>(data.places.size());
    const auto [position, length_m] = middle_of(pieces);
    const bool square =
        std::any_of(pieces.begin(), pieces.end(), [](const StreetPiece* piece) { return piece->square; });
    data.places.push_back({pieces.front()->name, square ? PlaceKind::Square : PlaceKind::Street, district_of(position),
                           position, static_cast<std::int32_t>(length_m)});
    for (const StreetPiece* piece : pieces)
      for (std::size_t i = 1; i < piece->line.size(); ++i)
        data.lines.push_back({id, piece->line[i - 1], piece->line[i]});
    streets_[key].push_back(id);
    ++counts.streets;
  }

  /// The street of that name nearest to the house; a new one where the map has the name on houses only.
  std::optional<std::uint32_t> street_of(const FoundHouse& house, const NearestGrid& grid) {
    if (house.street.empty()) {
      const auto line = grid.line(house.position, kNamelessHouse_m);
      return line ? std::optional(data.lines[line->index].street) : std::nullopt;
    }
    const std::string key = key_of(house.street);
    auto& same = streets_[key];
    std::optional<std::pair<double, std::uint32_t>> best;
    for (const std::uint32_t id : same) {
      const double away = geo::distance_m(data.places[id].position, house.position) - data.places[id].extent_m;
      if (away <= kHouseOfStreet_m && (!best || away < best->first)) best = std::pair(away, id);
    }
    if (best) return best->second;
    const auto id = static_cast<std::uint32_t>(data.places.size());
    data.places.push_back({house.street, PlaceKind::Street, district_of(house.position), house.position, 0});
    same.push_back(id);
    ++counts.streets;
    return id;
  }

  const std::vector<District>& districts_;
  std::map<std::string, std::vector<std::uint32_t>> streets_;
};

}  // namespace

Result<GazetteerCounts> build_gazetteer(const std::string& osm_file, const std::string& out_file,
                                        const Progress& progress, const std::vector<District>& districts) {
  progress.stage("names");
  const auto findings = collect_names(osm_file, progress);
  if (!findings) return findings.error();
  Builder builder(districts);
  builder.streets(findings->pieces);
  builder.places(findings->places);
  builder.districts();
  builder.houses(findings->houses);
  if (auto saved = save(builder.data, out_file); !saved) return saved.error();
  return builder.counts;
}

}  // namespace vigie::city
