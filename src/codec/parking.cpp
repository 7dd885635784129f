// SPDX-License-Identifier: Apache-2.0
// A car park is a name, a time and a number.
#include "codec/parking.hpp"

#include <string>
#include <utility>

#include "codec/clock_reading.hpp"
#include "codec/feed_rows.hpp"
#include "codec/json_tree.hpp"

namespace vigie::codec {

Result<void> take_parking(const ParkingWords& said, FeedBuilder& to) {
  auto name = read_feature_name(said.parking, "parking");
  if (!name) return name.error();
  Measurement made;
  made.feature = std::move(*name);
  made.quantity = Quantity::FreeSpaces;
  const auto reading = read_clock(said.time);
  if (!reading) return Error{reading.error().kind, "time: " + reading.error().what};
  const auto time = instant_of(*reading, to.zone(), std::nullopt);
  if (!time) return Error{time.error().kind, "time: " + time.error().what};
  made.from = made.until = *time;
  const auto free = read_count(said.free, kMostFreeSpaces);
  if (!free) return Error{ErrorKind::OutOfRange, "free: expected a whole number from 0 to 100000"};
  made.value = *free;
  if (!said.lat.empty() || !said.lon.empty()) {
    const auto place = read_position(said.lat, said.lon);
    if (!place) return place.error();
    if (!to.is_near(*place)) return to.leave_out(), Result<void>();
    made.place = *place;
  }
  return to.measure_past(std::move(made));
}

Result<FeedContent> read_parking_csv(std::string_view bytes, const FeedContext& context) {
  auto rows = CsvRows::of(bytes, "parking");
  if (!rows) return rows.error();
  if (auto there = rows->require({"parking", "time", "free"}); !there) return there.error();
  const std::size_t parking = *rows->column("parking"), time = *rows->column("time"), free = *rows->column("free");
  const auto lat = rows->column("lat"), lon = rows->column("lon");
  FeedBuilder builder(context);
  const auto taken = take_rows(*rows, builder, [&] {
    return take_parking(
        {rows->field(parking), rows->field(time), rows->field(free), rows->field(lat), rows->field(lon)}, builder);
  });
  if (!taken) return taken.error();
  return std::move(builder).finish();
}

Result<FeedContent> read_parking_json(std::string_view bytes, const FeedContext& context) {
  const auto tree = read_json_tree(bytes, kMostParkingJson_bytes);
  if (!tree) return tree.error();
  if (!tree->child("parkings") && !(tree->children.empty() && tree->text.empty()))
    return Error{ErrorKind::Malformed, "a JSON document without a member parkings"};
  FeedBuilder builder(context);
  std::size_t number = 0;
  for (const XmlNode& each : tree->children) {
    if (each.name != "parkings") continue;
    ++number;
    const ParkingWords said{each.text_of("parking"), each.text_of("time"), each.text_of("free"), each.text_of("lat"),
                            each.text_of("lon")};
    if (auto taken = take_parking(said, builder); !taken)
      builder.refuse("parking " + std::to_string(number), taken.error().what);
  }
  return std::move(builder).finish();
}

}  // namespace vigie::codec
