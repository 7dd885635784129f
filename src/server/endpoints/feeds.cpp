// SPDX-License-Identifier: Apache-2.0
// From a pushed document's bytes to what became of it.
#include "server/endpoints/feeds.hpp"

#include <memory>
#include <string>
#include <utility>

#include "codec/json_writer.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

std::string written(const links::FeedOutcome& outcome) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("measurements", outcome.measurements);
  writer.member("events", outcome.events);
  writer.member("bulletins", outcome.bulletins);
  writer.member("taken", outcome.receipt.taken);
  writer.member("unchanged", outcome.receipt.unchanged);
  writer.member("revoked", outcome.receipt.revoked);
  writer.member("refused", outcome.refused);
  writer.member("left_out", outcome.left_out);
  writer.key("faults");
  writer.begin_array();
  for (const std::string& fault : outcome.faults) writer.value(fault);
  writer.end_array();
  writer.end_object();
  return body;
}

/// In which format it is. Errors: Conflict (a feed that is asked for), Malformed (nobody says the format).
Result<std::string> format_of(const Request& request, const links::FeedEntrance& feeds, const std::string& name) {
  if (feeds.polled.contains(name))
    return Error{ErrorKind::Conflict, "the feed '" + name + "' is asked for by this server: it is not pushed"};
  if (const auto said = request.query.find("format"); said != request.query.end()) return said->second;
  if (const auto known = feeds.formats.find(name); known != feeds.formats.end()) return known->second;
  return Error{ErrorKind::Malformed, "the feed '" + name + "' is not in feeds.toml: say ?format=…"};
}

}  // namespace

void PushFeed::operator()(const Request& request, const Reply& reply) const {
  if (feeds == nullptr) return reply(refuse({ErrorKind::Unavailable, "no feeds are taken here"}));
  const std::string name = request.subject.name;
  if (request.arguments.at("name") != name)
    return reply(refuse({ErrorKind::Forbidden, "this token is for the feed '" + name + "'"}));
  auto format = format_of(request, *feeds, name);
  if (!format) return reply(refuse(format.error()));
  const auto body = std::make_shared<const std::string>(request.body);
  const auto job = [on = *this, body, actor = actor_of(request.subject), name, format = std::move(*format), reply] {
    const std::string whom = "feed/" + name;
    if (!on.audit.write({.who = actor, .what = "feeds:write", .why = "", .whom = whom, .outcome = "asked"}))
      return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
    const Result<links::FeedOutcome> outcome = on.feeds->desk.take(actor, name, format, *body);
    on.feeds->desk.tell(actor, name, outcome.ok(), outcome ? links::in_words(*outcome) : outcome.error().what);
    reply(outcome ? json(written(*outcome)) : refuse(outcome.error()));
  };
  if (!slow.run(job)) reply(refuse({ErrorKind::Unavailable, "other documents are being read; try again in a moment"}));
}

}  // namespace vigie::server::endpoints
