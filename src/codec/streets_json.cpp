// SPDX-License-Identifier: Apache-2.0
// Questions about the streets, member by member.
#include "codec/streets_json.hpp"

#include <string>

#include "codec/json_members.hpp"
#include "codec/road_json.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;
constexpr std::size_t kMostPlaces = 100;

std::vector<geo::Position> read_places(Members& m, std::string_view name) {
  std::vector<geo::Position> places;
  m.array(name, [&](simdjson::dom::element each) {
    if (places.size() == kMostPlaces) return m.wrong(name, "has more than 100 places", ErrorKind::OutOfRange);
    Members place(each, name, m.fault());
    const auto at = place.place();
    place.finish();
    if (at) places.push_back(*at);
    else m.wrong(name, "holds a place without lat and lon in degrees");
  });
  if (places.empty()) m.wrong(name, "holds no place");
  return places;
}

template <class Request, class Read>
Result<Request> decode(std::string_view json, std::string_view what, Read read) {
  const auto root = parse_json(json, kMostBytes);
  if (!root.ok()) return Error{root.error().kind, std::string(what) + ": " + root.error().what};
  Fault fault;
  Members members(*root, what, fault);
  Request request;
  read(members, request);
  members.finish();
  if (!fault.none()) return fault.error();
  return request;
}

}  // namespace

Result<RoadPreviewRequest> decode_road_preview(std::string_view json) {
  return decode<RoadPreviewRequest>(json, "preview", [](Members& m, RoadPreviewRequest& request) {
    request.lines = read_lines(m, "lines");
    if (m.has("sense")) request.sense = m.word<RoadSense>("sense");
  });
}

Result<TravelTimesRequest> decode_travel_times(std::string_view json) {
  return decode<TravelTimesRequest>(json, "travel times", [](Members& m, TravelTimesRequest& request) {
    request.from = read_places(m, "from");
    request.to = read_places(m, "to");
    if (m.has("at")) request.at = m.time("at");
  });
}

}  // namespace vigie::codec
