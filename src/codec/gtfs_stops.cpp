// SPDX-License-Identifier: Apache-2.0
// A station is of interest where it, or one of its platforms, is near a watched place.
#include "codec/gtfs_stops.hpp"

#include <utility>

#include "codec/feed_rows.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostStops = 1'000'000;
constexpr std::string_view kFile = "stops.txt";

struct Stop {
  std::uint32_t group = 0;  ///< the number of its station's id
  std::optional<geo::Position> place;
  bool is_station = false;
};

}  // namespace

Result<GtfsStops> GtfsStops::read(const NamedFiles& files, FeedBuilder& builder) {
  auto piece = files.open(kFile);
  if (!piece) return piece.error();
  auto rows = CsvRows::open(std::move(*piece), std::string(kFile));
  if (!rows) return rows.error();
  if (auto there = rows->require({"stop_id"}); !there) return there.error();
  const std::size_t id = *rows->column("stop_id");
  const auto lat = rows->column("stop_lat"), lon = rows->column("stop_lon");
  const auto parent = rows->column("parent_station");

  GtfsStops stops;
  TextIndex groups;
  std::vector<std::string> group_ids;
  std::vector<Stop> all;
  const auto take = [&]() -> Result<void> {
    const auto name = read_feature_name(rows->field(id), "stop_id");
    if (!name) return name.error();
    if (stops.stops_.find(*name)) return Error{ErrorKind::Conflict, "a stop_id that was there before"};
    if (all.size() == kMostStops)
      return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostStops) + " stops"};
    Stop stop;
    auto station = std::string(*name);
    if (const std::string_view above = rows->field(parent); !above.empty()) {
      if (auto checked = read_feature_name(above, "parent_station")) station = std::move(*checked);
      else builder.refuse(rows->where(), checked.error().what + ": taken as a stop of its own");
    } else {
      stop.is_station = true;
    }
    stop.group = groups.add(station);
    if (stop.group == group_ids.size()) group_ids.push_back(std::move(station));
    if (!rows->field(lat).empty() || !rows->field(lon).empty()) {
      if (auto place = read_position(rows->field(lat), rows->field(lon))) stop.place = *place;
      else builder.refuse(rows->where(), place.error().what);
    }
    stops.stops_.add(*name);
    all.push_back(stop);
    return {};
  };
  if (auto taken = take_rows(*rows, builder, take); !taken) return taken.error();

  struct Group {
    bool near = false;
    std::optional<geo::Position> place;
    std::uint32_t station = kFar;
  };
  std::vector<Group> group_of(group_ids.size());
  for (const Stop& stop : all) {
    Group& group = group_of[stop.group];
    if (!stop.place) continue;
    group.near = group.near || builder.is_near(*stop.place);
    if (stop.is_station || !group.place) group.place = stop.place;
  }
  for (std::size_t i = 0; i < group_of.size(); ++i) {
    if (!group_of[i].near && !builder.context().watched.empty()) continue;
    group_of[i].station = static_cast<std::uint32_t>(stops.stations_.size());
    stops.stations_.push_back({group_ids[i], group_of[i].place});
  }
  for (const Stop& stop : all) stops.station_of_.push_back(group_of[stop.group].station);
  return stops;
}

std::optional<std::uint32_t> GtfsStops::station_of(std::string_view stop_id) const {
  const auto stop = stops_.find(stop_id);
  return stop ? std::optional(station_of_[*stop]) : std::nullopt;
}

}  // namespace vigie::codec
