// SPDX-License-Identifier: Apache-2.0
// The audit for the auditor.
#include "server/endpoints/read_audit.hpp"

#include "codec/json_writer.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

Response audit_json(const std::vector<audit::Entry>& entries, const audit::Verification& found) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.key("entries");
  writer.begin_array();
  for (const audit::Entry& entry : entries) {
    writer.begin_object();
    writer.member("index", entry.index);
    writer.member("at", entry.at);
    writer.member("who", entry.who);
    writer.member("what", entry.what);
    writer.member("why", entry.why);
    writer.member("whom", entry.whom);
    writer.member("outcome", entry.outcome);
    writer.end_object();
  }
  writer.end_array();
  writer.member("size", found.size);
  writer.member("verified", found.sound);
  if (!found.fault.empty()) writer.member("fault", found.fault);
  writer.member("head", found.head);
  writer.end_object();
  return json(std::move(body));
}

}  // namespace

void ReadAudit::operator()(const Request& request, Reply reply) const {
  const Result<int> limit = query_number(request, "limit", 1, 1000, 100);
  if (!limit) return reply(refuse(limit.error()));
  const auto job = [this_ = *this, who = actor_of(request.subject), limit = *limit, reply] {
    if (!this_.audit.write({.who = who, .what = "audit:read", .why = "", .whom = "", .outcome = "done"}))
      return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
    const auto found = audit::verify(this_.directory);
    const auto entries = this_.audit.newest(static_cast<std::size_t>(limit));
    if (!found || !entries) return reply(refuse(!found ? found.error() : entries.error()));
    reply(audit_json(*entries, *found));
  };
  if (!slow.run(job))
    reply(refuse({ErrorKind::Unavailable, "the audit is being read by others; try again in a moment"}));
}

}  // namespace vigie::server::endpoints
