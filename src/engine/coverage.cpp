// SPDX-License-Identifier: Apache-2.0
// Three ways of moving, one search each; then areas and shares.
#include "engine/coverage.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "dispatch/response_time.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;
using roads::kClosed;

constexpr auto kOldestPosition = 5min;
constexpr dispatch::Travel kOneKilometre{.seconds = 0, .distance_m = 1000, .p90_seconds = 0};
constexpr double kGrid_m = 50;  // a map layer of a whole city, sent every few seconds

enum class Way : std::uint8_t { Driving, Cycling, Walking };
constexpr std::size_t kWays = 3;

Way way_of(UnitKind kind) {
  if (kind == UnitKind::Foot || kind == UnitKind::Dog) return Way::Walking;
  return kind == UnitKind::Bicycle ? Way::Cycling : Way::Driving;
}

/// Streets driven at a vehicle's speed, or walked and ridden by one's own force: a rider is never faster than a driver.
roads::Metric metric_for(Way way, const roads::RoadGraph& graph, const roads::Metric& now) {
  roads::Metric metric = now;
  if (way == Way::Driving) return metric;
  const UnitKind kind = way == Way::Walking ? UnitKind::Foot : UnitKind::Bicycle;
  const auto ms_per_km =
      std::uint64_t{1000} * static_cast<std::uint64_t>(dispatch::way_time(kind, kOneKilometre).p50_s);
  for (roads::ArcId arc = 0; arc < metric.duration_ms.size(); ++arc) {
    std::uint32_t& duration = metric.duration_ms[arc];
    if (duration == kClosed) continue;
    const auto own = static_cast<std::uint32_t>(graph.length_cm(arc) * ms_per_km / 100'000);
    duration = way == Way::Walking ? std::max(own, 1U) : std::max(own, duration);
  }
  return metric;
}

geo::Position half_way(const geo::Position& a, const geo::Position& b) {
  return geo::Position::from_e7((std::int64_t{a.lat_e7()} + b.lat_e7()) / 2,
                                (std::int64_t{a.lon_e7()} + b.lon_e7()) / 2)
      .value();
}

/// A street of a district: when its middle is reached, and how long it is.
struct Street {
  std::int64_t ms;
  double length_cm;
};

/// When so much of the streets, the earliest first, is reached.
std::optional<std::int32_t> reached_s(const std::vector<Street>& streets, double length_cm) {
  double so_far = 0;
  for (const Street& street : streets) {
    so_far += street.length_cm;
    if (so_far < length_cm) continue;
    if (street.ms == roads::ArrivalGrid::kNotReached) return std::nullopt;
    return static_cast<std::int32_t>((street.ms + 500) / 1000);
  }
  return std::nullopt;
}

struct Starts {
  std::array<std::vector<roads::ReachStart>, kWays> by_way;
  std::int32_t units = 0;
};

Starts starts_of(const roads::RoadGraph& graph, const roads::Metric& now, const Picture& picture,
                 const Positions& positions, Time at) {
  Starts starts;
  const dispatch::Mobilisation mobilisation;
  for (const auto& [id, unit] : picture.units) {
    const UnitPosition* position = positions.find(id);
    if (unit->status != UnitStatus::Free || !position || at - position->seen > kOldestPosition) continue;
    const auto snap = roads::snap(graph, position->place, now);
    if (!snap) continue;
    ++starts.units;
    const std::int64_t delay_ms = std::int64_t{1000} * mobilisation.of(unit->kind).p50_s;
    starts.by_way[static_cast<std::size_t>(way_of(unit->kind))].push_back({*snap, delay_ms});
  }
  return starts;
}

}  // namespace

StreetsByDistrict::StreetsByDistrict(const roads::RoadGraph& graph, std::span<const city::District> districts)
    : districts_(districts), district_of_(graph.data().edges.size(), kNowhere), length_cm_(districts.size(), 0) {
  for (roads::EdgeId edge = 0; edge < district_of_.size(); ++edge) {
    if (graph.data().edges[edge].road_class == roads::RoadClass::Barrier) continue;
    const auto shape = graph.shape(edge);
    const geo::Position middle = half_way(shape[(shape.size() - 1) / 2], shape[shape.size() / 2]);
    const auto found = std::find_if(districts.begin(), districts.end(),
                                    [&](const city::District& district) { return city::contains(district, middle); });
    if (found == districts.end()) continue;
    const auto number = static_cast<std::size_t>(found - districts.begin());
    district_of_[edge] = static_cast<std::uint16_t>(number);
    length_cm_[number] += graph.data().edges[edge].length_cm;
  }
}

std::vector<std::int64_t> StreetsByDistrict::middles_ms(const roads::RoadGraph& graph,
                                                        std::span<const roads::ReachedStreets> streets) const {
  std::vector<std::int64_t> all(district_of_.size(), roads::ArrivalGrid::kNotReached);
  for (const roads::ReachedStreets& each : streets)
    for (const roads::ReachedPiece& piece : each.pieces) {
      const std::uint32_t middle_cm = std::max(graph.length_cm(piece.arc) / 2, piece.from_cm);
      std::int64_t& known = all[graph.arc(piece.arc).edge];
      known = std::min(known, roads::passes_ms(graph, *each.metric, piece, middle_cm));
    }
  return all;
}

std::vector<DistrictTimes> StreetsByDistrict::times(const roads::RoadGraph& graph,
                                                    std::span<const roads::ReachedStreets> by_post) const {
  std::vector<DistrictTimes> all;
  for (std::size_t i = 0; i < districts_.size(); ++i) all.push_back({districts_[i].id, districts_[i].name, {}, {}});
  for (const roads::ReachedStreets& post : by_post) {
    const std::vector<std::int64_t> middles = middles_ms(graph, std::span(&post, 1));
    std::vector<std::vector<Street>> streets(districts_.size());
    for (roads::EdgeId edge = 0; edge < district_of_.size(); ++edge)
      if (district_of_[edge] != kNowhere)
        streets[district_of_[edge]].push_back({middles[edge], double{1} * graph.data().edges[edge].length_cm});
    for (std::size_t i = 0; i < districts_.size(); ++i) {
      std::sort(streets[i].begin(), streets[i].end(), [](const Street& a, const Street& b) { return a.ms < b.ms; });
      all[i].median_s.push_back(reached_s(streets[i], length_cm_[i] * 0.5));
      all[i].p90_s.push_back(reached_s(streets[i], length_cm_[i] * 0.9));
    }
  }
  std::size_t i = 0;
  std::erase_if(all, [&](const DistrictTimes&) { return length_cm_[i++] <= 0; });
  return all;
}

std::vector<Coverage::OfDistrict> StreetsByDistrict::shares(const roads::RoadGraph& graph,
                                                            std::span<const roads::ReachedStreets> streets,
                                                            std::span<const std::int64_t> limits_ms) const {
  const std::vector<std::int64_t> middle_ms = middles_ms(graph, streets);
  std::vector<std::vector<double>> covered(districts_.size(), std::vector<double>(limits_ms.size(), 0));
  for (roads::EdgeId edge = 0; edge < district_of_.size(); ++edge) {
    if (district_of_[edge] == kNowhere) continue;
    for (std::size_t band = 0; band < limits_ms.size(); ++band)
      if (middle_ms[edge] <= limits_ms[band]) covered[district_of_[edge]][band] += graph.data().edges[edge].length_cm;
  }
  std::vector<Coverage::OfDistrict> all;
  for (std::size_t i = 0; i < districts_.size(); ++i) {
    if (length_cm_[i] <= 0) continue;
    for (double& share : covered[i]) share /= length_cm_[i];
    all.push_back({districts_[i].id, districts_[i].name, std::move(covered[i])});
  }
  return all;
}

Coverage coverage(const roads::RoadGraph& graph, const roads::Metric& now, const StreetsByDistrict& by_district,
                  const Picture& picture, const Positions& positions, std::span<const int> minutes, Time at) {
  Coverage layer;
  layer.at = at;
  std::vector<std::int64_t> limits;
  for (const int each : minutes) limits.push_back(each * std::int64_t{60'000});
  if (limits.empty()) return layer;
  const Starts starts = starts_of(graph, now, picture, positions, at);
  layer.units = starts.units;
  std::vector<roads::Metric> metrics;
  metrics.reserve(kWays);
  std::vector<roads::ReachedStreets> streets;
  for (std::size_t way = 0; way < kWays; ++way) {
    if (starts.by_way[way].empty()) continue;
    metrics.push_back(metric_for(static_cast<Way>(way), graph, now));
    streets.push_back({&metrics.back(), roads::reach(graph, metrics.back(), starts.by_way[way], limits.back())});
  }
  layer.bands = roads::isochrones(graph, streets, limits, {.grid_m = kGrid_m});
  layer.districts = by_district.shares(graph, streets, limits);
  return layer;
}

}  // namespace vigie::engine
