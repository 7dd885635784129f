// SPDX-License-Identifier: Apache-2.0
// From feeds.toml to links that run.
#include "feed_links.hpp"

#include <utility>

#include "feeds_file.hpp"

namespace vigie::apps {
namespace {

/// The mean of the corners: inside or near, which is all that is asked of it.
geo::Position middle_of(const geo::Polygon& outline) {
  std::int64_t lat_e7 = 0, lon_e7 = 0;
  for (const geo::Position& corner : outline.ring) {
    lat_e7 += corner.lat_e7();
    lon_e7 += corner.lon_e7();
  }
  const auto count = static_cast<std::int64_t>(outline.ring.size());
  return geo::Position::from_e7(lat_e7 / count, lon_e7 / count).value();
}

std::vector<geo::Position> watched(const std::vector<Zone>& zones) {
  std::vector<geo::Position> places;
  for (const Zone& zone : zones) {
    places.insert(places.end(), zone.outline.ring.begin(), zone.outline.ring.end());
    if (!zone.outline.ring.empty()) places.push_back(middle_of(zone.outline));
    for (const ZoneGate& gate : zone.gates) places.push_back(gate.place);
  }
  return places;
}

}  // namespace

Result<std::unique_ptr<FeedLinks>> FeedLinks::create(const std::string& data, links::FeedDependencies on,
                                                     const TimeZone& zone, const std::vector<Zone>& zones) {
  auto feeds = read_feeds(data + "/feeds.toml");
  if (!feeds) return feeds.error();
  std::unique_ptr<FeedLinks> all(new FeedLinks(on, {.zone = zone, .watched = watched(zones)}));
  for (auto& [name, format] : feeds->pushed) all->entrance_.formats.emplace(std::move(name), std::move(format));
  for (links::FeedOptions& feed : feeds->polled) {
    all->entrance_.polled.insert(feed.name);
    auto link = links::FeedLink::create(all->desk_, std::move(feed));
    if (!link) return Error{link.error().kind, data + "/feeds.toml: " + link.error().what};
    all->links_.push_back(std::move(*link));
  }
  return all;
}

void FeedLinks::start() {
  for (const auto& link : links_) link->start();
}

void FeedLinks::stop() {
  for (const auto& link : links_) link->stop();
}

}  // namespace vigie::apps
