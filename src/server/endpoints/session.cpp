// SPDX-License-Identifier: Apache-2.0
// Coming in, going out, and who I am.
#include "server/endpoints/session.hpp"

#include "codec/json_writer.hpp"
#include "codec/words.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

std::string me(const auth::Session& session) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("name", session.subject.name);
  writer.member("role", codec::word(session.subject.role));
  writer.member("csrf", session.csrf);
  if (session.subject.unit) writer.member("unit", session.subject.unit->text());
  writer.key("may");
  writer.begin_array();
  access::Subject anywhere = session.subject;
  anywhere.local = false;
  for (const std::string& action : access::may(anywhere)) writer.value(action);
  writer.end_array();
  writer.end_object();
  return body;
}

std::string cookie(const std::string& token, bool tls, std::chrono::seconds life) {
  return "vigie_session=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(life.count()) +
         (tls ? "; Secure" : "");
}

Response answer(const auth::LoginAnswer& made, bool tls) {
  if (const auto* refused = std::get_if<auth::Refused>(&made)) {
    const bool locked = refused->why == auth::Refusal::Locked;
    Response response = locked ? refuse(429, refused->error) : refuse(refused->error);
    if (locked) response.headers.emplace_back("Retry-After", "300");
    return response;
  }
  const auto& [token, session] = std::get<auth::NewSession>(made);
  Response response = json(me(session));
  response.headers.emplace_back("Set-Cookie", cookie(token, tls, auth::kSessionLife));
  return response;
}

}  // namespace

void LogIn::operator()(const Request& request, Reply reply) const {
  const Result<Strings> said = read_strings(request.body, {"name", "password"}, {"code"});
  if (!said) return reply(refuse(said.error()));
  auth::LoginAttempt attempt{said->at("name"), said->at("password"), std::nullopt, request.address, request.client};
  if (const auto code = said->find("code"); code != said->end()) attempt.code = code->second;
  if (attempt.password.size() > 200 || attempt.name.size() > 200)
    return reply(refuse({ErrorKind::OutOfRange, "name and password have 200 bytes at most"}));
  desk.login(std::move(attempt), [reply = std::move(reply), tls = request.client.tls](const auth::LoginAnswer& made) {
    reply(answer(made, tls));
  });
}

void Enrol::operator()(const Request& request, Reply reply) const {
  const Result<Strings> said = read_strings(request.body, {"token", "name", "password"}, {});
  if (!said) return reply(refuse(said.error()));
  desk.enrol({said->at("token"), said->at("name"), said->at("password"), request.client},
             [reply = std::move(reply), tls = request.client.tls](const auth::LoginAnswer& made) {
               reply(answer(made, tls));
             });
}

Response LogOut::operator()(const Request& request) const {
  if (const Result<void> closed = sessions.close(request.session->id); !closed) return refuse(closed.error());
  audit.write({.who = actor_of(request.subject), .what = "session:logout", .why = "", .whom = "", .outcome = "done"},
              [](const Result<std::uint64_t>&) {});
  Response response = json("{}");
  response.headers.emplace_back("Set-Cookie", cookie("", request.client.tls, std::chrono::seconds(0)));
  return response;
}

Response Me::operator()(const Request& request) const { return json(me(*request.session)); }

}  // namespace vigie::server::endpoints
