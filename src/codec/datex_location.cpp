// SPDX-License-Identifier: Apache-2.0
// Locations of DATEX II: coordinates are searched for where each way of writing puts them.
#include "codec/datex_location.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <string>
#include <utility>

#include "codec/road_feed_builder.hpp"

namespace vigie::codec {
namespace {

constexpr double kLongestStraight_m = 500;  // between two ends, with nothing said of the street between

enum class AxisOrder { LatLon, LonLat };

struct Reference {
  std::string_view name;  ///< lower case
  AxisOrder order;
};
/// Coordinate reference systems whose degrees are WGS-84's to within a metre. Source: EPSG's registry; DATEX II v3 for the last.
constexpr std::array kReferences{
    Reference{"epsg:4326", AxisOrder::LatLon},
    Reference{"urn:ogc:def:crs:epsg::4326", AxisOrder::LatLon},
    Reference{"epsg:4979", AxisOrder::LatLon},
    Reference{"urn:ogc:def:crs:epsg::4979", AxisOrder::LatLon},
    Reference{"epsg:4258", AxisOrder::LatLon},
    Reference{"urn:ogc:def:crs:epsg::4258", AxisOrder::LatLon},
    Reference{"epsg:4937", AxisOrder::LatLon},
    Reference{"urn:ogc:def:crs:epsg::4937", AxisOrder::LatLon},
    Reference{"http://www.opengis.net/def/crs/epsg/0/4326", AxisOrder::LatLon},
    Reference{"http://www.opengis.net/def/crs/epsg/0/4258", AxisOrder::LatLon},
    Reference{"crs84", AxisOrder::LonLat},
    Reference{"ogc:crs84", AxisOrder::LonLat},
    Reference{"urn:ogc:def:crs:ogc:1.3:crs84", AxisOrder::LonLat},
    Reference{"http://www.opengis.net/def/crs/ogc/1.3/crs84", AxisOrder::LonLat},
    Reference{"etrs89-latlonh", AxisOrder::LatLon},
};

Result<AxisOrder> order_of(std::string_view srs_name) {
  if (srs_name.empty()) return AxisOrder::LatLon;
  std::string lower(srs_name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const Reference& reference : kReferences)
    if (reference.name == lower) return reference.order;
  return Error{ErrorKind::Malformed, "srsName '" + one_line(srs_name, 60) + "' is none whose degrees are understood"};
}

Result<geo::Position> position(double lat, double lon) {
  const auto place = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
  if (!place)
    return Error{ErrorKind::OutOfRange, "a point is not on the globe"};  // its coordinates stay out of messages
  return *place;
}

Result<RoadLine> read_list(std::string_view text, std::size_t dimension, AxisOrder order) {
  constexpr std::string_view kBetween = " \t\r\n,";
  RoadLine line;
  std::array<double, 3> tuple{};
  std::size_t count = 0;
  for (std::size_t at = text.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    const auto number = read_decimal(text.substr(at, end - at));
    if (!number) return Error{ErrorKind::Malformed, "its list of coordinates holds something that is no number"};
    tuple[count++ % dimension] = *number;
    if (count % dimension == 0) {
      if (line.size() == kMostRoadPoints)
        return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostRoadPoints) + " points"};
      const bool lat_first = order == AxisOrder::LatLon;
      const auto point = position(tuple[lat_first ? 0 : 1], tuple[lat_first ? 1 : 0]);
      if (!point) return point.error();
      line.push_back(*point);
    }
    at = text.find_first_not_of(kBetween, end);
  }
  if (count % dimension != 0)
    return Error{ErrorKind::Malformed, "its list of " + std::to_string(count) + " coordinates does not divide by " +
                                           std::to_string(dimension)};
  if (line.size() < 2) return Error{ErrorKind::Malformed, "a line needs two points, its list has fewer"};
  if (!(length_m(line) <= kMostRoadLength_m)) return Error{ErrorKind::TooLarge, "longer than 500 km"};
  return line;
}

Result<RoadLine> read_line_string(const XmlNode& line_string) {
  const XmlNode* list = line_string.child("posList");
  if (!list) return Error{ErrorKind::Malformed, "gmlLineString has no posList"};
  const std::string_view own = list->attribute("srsName");
  const auto order = order_of(own.empty() ? line_string.attribute("srsName") : own);
  if (!order) return order.error();
  const std::string_view dimension = line_string.attribute("srsDimension");
  if (!dimension.empty() && dimension != "2" && dimension != "3")
    return Error{ErrorKind::Malformed, "srsDimension is neither 2 nor 3"};
  return read_list(list->text, dimension == "3" ? 3 : 2, *order);
}

Result<geo::Position> read_point(const XmlNode& coordinates) {
  const auto lat = read_decimal(coordinates.text_of("latitude"));
  const auto lon = read_decimal(coordinates.text_of("longitude"));
  if (!lat || !lon) return Error{ErrorKind::Malformed, "a point without latitude or longitude"};
  return position(*lat, *lon);
}

std::vector<const XmlNode*> all_named(const XmlNode& in, std::string_view name) {
  std::vector<const XmlNode*> found;
  find_all(in, name, found);
  return found;
}

Result<RoadLine> read_points(const std::vector<const XmlNode*>& all) {
  RoadLine line;
  for (const XmlNode* each : all) {
    const auto point = read_point(*each);
    if (!point) return point.error();
    line.push_back(*point);
  }
  return line;
}

/// Two ends and nothing between: only where they are near enough for the street to be the straight one.
Result<RoadLine> read_ends(const XmlNode& tpeg) {
  std::vector<const XmlNode*> ends;
  for (const char* name : {"from", "to"})
    if (const XmlNode* end = tpeg.child(name)) find_all(*end, "pointCoordinates", ends);
  auto line = read_points(ends);
  if (!line) return line;
  if (line->size() == 2 && geo::distance_m(line->front(), line->back()) <= kLongestStraight_m) return line;
  return Error{ErrorKind::Malformed, "only its two ends are given, and they are more than 500 m apart"};
}

/// The direction that a linear element is meant in, where it says so.
Result<void> apply_direction(const XmlNode& location, DatexPlace& place) {
  for (const XmlNode* said : all_named(location, "directionRelativeOnLinearSection")) {
    if (said->text == "both" || said->text == "unknown") continue;
    if (said->text != "aligned" && said->text != "opposite")
      return Error{ErrorKind::Malformed,
                   "directionRelativeOnLinearSection '" + one_line(said->text, 40) + "' is unknown"};
    place.sense = RoadSense::Along;
    if (said->text == "opposite")
      for (RoadLine& line : place.lines) std::reverse(line.begin(), line.end());
    break;
  }
  return {};
}

/// One location that is no group.
Result<DatexPlace> read_single(const XmlNode& location) {
  DatexPlace place;
  const auto take = [&](Result<RoadLine> line) -> Result<void> {
    if (!line) return line.error();
    return add_place(place, {{std::move(*line)}, RoadSense::Both});
  };
  const auto strings = all_named(location, "gmlLineString");
  const auto elements = all_named(location, "linearElement");
  const auto tpeg = location.child("tpegLinearLocation");
  const auto points = all_named(location, "pointCoordinates");
  bool has_points = false;
  for (const XmlNode* element : elements) has_points = has_points || all_named(*element, "pointCoordinates").size() > 1;
  Result<void> taken;
  if (!strings.empty()) {
    for (const XmlNode* each : strings)
      if (taken.ok()) taken = take(read_line_string(*each));
  } else if (has_points) {
    for (const XmlNode* each : elements)
      if (taken.ok()) taken = take(read_points(all_named(*each, "pointCoordinates")));
  } else if (tpeg) {
    taken = take(read_ends(*tpeg));
  } else if (!points.empty()) {
    taken = take(read_points({points.front()}));
  } else {
    taken = Error{ErrorKind::Malformed, "its location has no coordinates that are understood"};
  }
  if (!taken) return taken.error();
  if (auto applied = apply_direction(location, place); !applied) return applied.error();
  return place;
}

}  // namespace

Result<RoadLine> read_coordinates(std::string_view text) { return read_list(text, 2, AxisOrder::LatLon); }

Result<void> add_place(DatexPlace& to, DatexPlace more) {
  std::size_t points = 0;
  double all_m = 0;
  for (const auto* lines : {&to.lines, &more.lines})
    for (const RoadLine& line : *lines) {
      points += line.size();
      all_m += length_m(line);
    }
  if (!(all_m <= kMostRoadLength_m)) return Error{ErrorKind::TooLarge, "longer than 500 km"};
  if (to.lines.size() + more.lines.size() > kMostRoadLines || points > kMostRoadPoints)
    return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostRoadLines) + " lines or " +
                                          std::to_string(kMostRoadPoints) + " points"};
  if (!to.lines.empty() && to.sense != more.sense)
    return Error{ErrorKind::Malformed, "its locations mean one direction here and both there"};
  to.sense = more.sense;
  std::move(more.lines.begin(), more.lines.end(), std::back_inserter(to.lines));
  return {};
}

Result<DatexPlace> read_place(const XmlNode& location) {
  DatexPlace place;
  bool group = false;
  for (const XmlNode& each : location.children) {
    const bool listed = each.name == "locationContainedInGroup";
    const bool indexed = each.name == "locationContainedInItinerary";
    if (!listed && !indexed) continue;
    group = true;
    const XmlNode* inner = indexed ? each.child("location") : &each;
    auto one = read_single(inner ? *inner : each);
    if (!one) return one;
    if (auto added = add_place(place, std::move(*one)); !added) return added.error();
  }
  if (group) return place;
  return read_single(location);
}

}  // namespace vigie::codec
