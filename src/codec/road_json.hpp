// SPDX-License-Identifier: Apache-2.0
// Road changes and measured speeds in records and checkpoints; road changes as the API takes them.
#pragma once

#include "codec/json_members.hpp"
#include "codec/json_writer.hpp"
#include "model/road_change.hpp"
#include "model/street_speed.hpp"

namespace vigie::codec {

void write_record(JsonWriter& json, const RoadChange& change);
/// What is wrong goes to the fault.
RoadChange read_road_change(simdjson::dom::element element, Fault& fault);

void write_record(JsonWriter& json, const StreetSpeed& speed);
StreetSpeed read_street_speed(simdjson::dom::element element, Fault& fault);

/// The members of a command `change_road`: title, effect, lines as [[[lon, lat], …], …] in degrees, and what narrows it.
RoadChange read_road_order(Members& members);

/// [[[lon, lat], …], …] in degrees; at most kMostRoadLines, kMostRoadPoints and kMostRoadLength_m, at least one point in each.
std::vector<RoadLine> read_lines(Members& members, std::string_view name);
/// The same, written.
void write_lines(JsonWriter& json, std::string_view name, const std::vector<RoadLine>& lines);
void write_line(JsonWriter& json, std::string_view name, const RoadLine& line);

}  // namespace vigie::codec
