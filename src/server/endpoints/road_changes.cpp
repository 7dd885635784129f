// SPDX-License-Identifier: Apache-2.0
// From a publication's bytes to what became of it.
#include "server/endpoints/road_changes.hpp"

#include <memory>
#include <string>
#include <utility>

#include "codec/json_writer.hpp"
#include "codec/road_feed.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

/// Counts and lines of both who read it and who took it.
struct Became {
  codec::RoadFeed feed;
  links::RoadPublication publication;

  int refused() const { return feed.unusable + feed.left_out + publication.refused; }
  int known() const { return publication.taken + publication.unchanged; }
};

std::string written(const Became& became) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("read", became.feed.read);
  writer.member("taken", became.publication.taken);
  writer.member("unchanged", became.publication.unchanged);
  writer.member("revoked", became.publication.revoked);
  writer.member("refused", became.refused());
  writer.member("over", became.publication.over);
  writer.member("not_concerning", became.feed.not_concerning);
  writer.key("faults");
  writer.begin_array();
  std::size_t told = 0;
  for (const auto* lines : {&became.feed.faults, &became.publication.faults})
    for (const std::string& line : *lines)
      if (told++ < links::kMostRoadFaults) writer.value(line);
  writer.end_array();
  writer.end_object();
  return body;
}

Result<Became> publish(const PublishRoadChanges& on, const std::string& body, const Actor& actor,
                       const std::string& name) {
  Result<codec::RoadFeed> feed = codec::decode_road_feed(body, {.zone = on.zone});
  if (!feed) return feed.error();
  links::RoadStatement statement{std::move(feed->changes), std::move(feed->unreadable)};
  Result<links::RoadPublication> publication =
      on.roads->publish_roads(actor, SourceId("feed/" + name), std::move(statement));
  if (!publication) return publication.error();
  return Became{std::move(*feed), std::move(*publication)};
}

void count(Metrics& metrics, const std::string& name, const Result<Became>& became) {
  const auto add = [&](const char* result, int by) {
    metrics
        .counter("vigie_road_changes_total", "Road changes published, by source and what became of them",
                 {{"source", "feed/" + name}, {"result", result}})
        .add(by);
  };
  if (!became) return add("publication_refused", 1);
  add("taken", became->publication.taken);
  add("revoked", became->publication.revoked);
  add("refused", became->refused());
}

/// How the feed is, for the console: its age is the link's.
LinkChanged health(const std::string& name, const Result<Became>& became) {
  if (!became) return {"roads/" + name, LinkState::Down, became.error().what};
  return {"roads/" + name, LinkState::Up,
          std::to_string(became->known()) + " road changes, " + std::to_string(became->refused()) + " refused"};
}

}  // namespace

void PublishRoadChanges::operator()(const Request& request, const Reply& reply) const {
  if (roads == nullptr) return reply(refuse({ErrorKind::Unavailable, "there are no streets here"}));
  const auto body = std::make_shared<const std::string>(request.body);
  const auto job = [on = *this, body, actor = actor_of(request.subject), name = request.subject.name, reply] {
    if (!on.audit.write(
            {.who = actor, .what = "road_changes:write", .why = "", .whom = "feed/" + name, .outcome = "asked"}))
      return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
    const Result<Became> became = publish(on, *body, actor, name);
    count(on.metrics, name, became);
    on.intake.note(actor, health(name, became));
    reply(became ? json(written(*became)) : refuse(became.error()));
  };
  if (!slow.run(job))
    reply(refuse({ErrorKind::Unavailable, "other publications are being read; try again in a moment"}));
}

}  // namespace vigie::server::endpoints
