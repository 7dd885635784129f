// SPDX-License-Identifier: Apache-2.0
// The coverage layer as JSON.
#include "server/endpoints/coverage.hpp"

#include <charconv>

#include "codec/json_writer.hpp"
#include "codec/road_json.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

constexpr std::size_t kMostBands = 5;
constexpr int kMostMinutes = 30;
const Error kWrong{ErrorKind::OutOfRange, "minutes: expected up to 5 rising numbers from 1 to 30, like 3,5,8"};

Result<std::vector<int>> read_minutes(const Request& request) {
  const auto given = request.query.find("minutes");
  if (given == request.query.end()) return std::vector{3, 5, 8};
  std::vector<int> minutes;
  const char* at = given->second.data();
  const char* const end = at + given->second.size();
  while (minutes.size() < kMostBands) {
    int number = 0;
    const auto [stop, fault] = std::from_chars(at, end, number);
    const bool rises = number > (minutes.empty() ? 0 : minutes.back());
    if (fault != std::errc{} || !rises || number > kMostMinutes) return kWrong;
    minutes.push_back(number);
    if (stop == end) return minutes;
    if (*stop != ',') return kWrong;
    at = stop + 1;
  }
  return kWrong;
}

/// GeoJSON's rings end where they began.
void write_ring(codec::JsonWriter& writer, const std::vector<geo::Position>& ring) {
  const auto corner = [&](const geo::Position& place) {
    writer.begin_array();
    writer.degrees(place.lon_e7() / 100 * 100);  // to a metre: it is a grid's contour
    writer.degrees(place.lat_e7() / 100 * 100);
    writer.end_array();
  };
  writer.begin_array();
  for (const geo::Position& place : ring) corner(place);
  if (!ring.empty()) corner(ring.front());
  writer.end_array();
}

void write_band(codec::JsonWriter& writer, const roads::Band& band) {
  writer.begin_object();
  writer.member("minutes", band.limit_ms / 60'000);
  writer.key("area_km2");
  writer.decimal(band.area_km2, 3);
  writer.key("polygons");
  writer.begin_array();
  for (const roads::AreaWithHoles& area : band.areas) {
    writer.begin_array();
    for (const auto& ring : area) write_ring(writer, ring);
    writer.end_array();
  }
  writer.end_array();
  writer.end_object();
}

Response layer_json(const engine::Coverage& layer) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("at", layer.at);
  writer.member("units", layer.units);
  writer.key("bands");
  writer.begin_array();
  for (const roads::Band& band : layer.bands) write_band(writer, band);
  writer.end_array();
  writer.key("districts");
  writer.begin_array();
  for (const auto& district : layer.districts) {
    writer.begin_object();
    writer.member("id", district.id.text());
    writer.member("name", district.name);
    writer.key("share");
    writer.begin_array();
    for (const double share : district.share) writer.decimal(share, 3);
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

}  // namespace

void ReadCoverage::operator()(const Request& request, Reply reply) const {
  if (streets == nullptr) return reply(refuse({ErrorKind::Unavailable, "no city is loaded"}));
  const auto minutes = read_minutes(request);
  if (!minutes) return reply(refuse(minutes.error()));
  const Actor who = actor_of(request.subject);
  const auto look = looks->look(who.name(), "coverage:read", "");
  if (!look) return reply(refuse(429, look.error()));
  const auto job = [this_ = *this, who, told = *look, minutes = *minutes, reply] {
    if (told == Looks::Audit::Write &&
        !this_.audit->write({.who = who, .what = "coverage:read", .why = "", .whom = "", .outcome = "done"}))
      return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
    reply(layer_json(*this_.streets->coverage(minutes)));
  };
  if (!slow.run(job)) reply(refuse({ErrorKind::Unavailable, "coverage is being computed for others; try again"}));
}

}  // namespace vigie::server::endpoints
