// SPDX-License-Identifier: Apache-2.0
// Accounts as the administrator manages them.
#include "server/endpoints/users.hpp"

#include "codec/json_writer.hpp"
#include "codec/words.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

std::string invited_json(const std::string& url, const auth::Invited& invited) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("link", enrolment_link(url, invited.token));
  writer.member("expires", invited.expires);
  writer.end_object();
  return body;
}

}  // namespace

std::string enrolment_link(const std::string& url, const std::string& token) { return url + "/#/enrol/" + token; }

Response ListUsers::operator()(const Request&) const {
  const Result<std::vector<auth::Account>> all = accounts.list();
  if (!all) return refuse(all.error());
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.key("users");
  writer.begin_array();
  for (const auth::Account& account : *all) {
    writer.begin_object();
    writer.member("name", account.name);
    writer.member("role", codec::word(account.role));
    writer.member("state", auth::word(account.state));
    if (account.unit) writer.member("unit", account.unit->text());
    writer.member("last_login", account.last_login);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

void InviteUser::operator()(const Request& request, Reply reply) const {
  const Result<Strings> said = read_strings(request.body, {"name", "role"}, {"unit"});
  if (!said) return reply(refuse(said.error()));
  const auto role = codec::from_word<Role>(said->at("role"));
  if (!role) return reply(refuse({ErrorKind::OutOfRange, "role: not one of the roles"}));
  if (!auth::is_account_name(said->at("name")))
    return reply(refuse({ErrorKind::OutOfRange, "name: 2 to 40 of a-z, 0-9, '.', '_' and '-'"}));
  std::optional<UnitId> unit;
  if (const auto found = said->find("unit"); found != said->end()) unit = UnitId(found->second);
  audit.write({.who = actor_of(request.subject),
               .what = "users:invite",
               .why = said->at("role"),
               .whom = said->at("name"),
               .outcome = "asked"},
              [this_ = *this, name = said->at("name"), role = *role, unit,
               reply = std::move(reply)](const Result<std::uint64_t>& written) {
                if (!written) return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
                const Result<auth::Invited> invited = this_.accounts.invite(name, role, unit);
                reply(invited ? json(invited_json(this_.url, *invited)) : refuse(invited.error()));
              });
}

void RevokeUser::operator()(const Request& request, Reply reply) const {
  const std::string name = request.arguments.at("name");
  audit.write({.who = actor_of(request.subject), .what = "users:revoke", .why = "", .whom = name, .outcome = "asked"},
              [this_ = *this, name, reply = std::move(reply)](const Result<std::uint64_t>& written) {
                if (!written) return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
                Result<void> revoked = this_.accounts.revoke(name);
                if (revoked) revoked = this_.sessions.reload();
                reply(revoked ? json("{}") : refuse(revoked.error()));
              });
}

}  // namespace vigie::server::endpoints
