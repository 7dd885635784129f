// SPDX-License-Identifier: Apache-2.0
// Request and Response as endpoints see them: no sockets, no HTTP library.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/policy.hpp"
#include "model/actor.hpp"
#include "server/auth/sessions.hpp"

namespace vigie::server {

enum class Method : std::uint8_t { Get, Post, Delete };
const char* word(Method method);  ///< "GET" …

/// What came, after the door: who asks is known, and that they may.
struct Request {
  Method method = Method::Get;
  std::string path;                              ///< decoded, without the query
  std::map<std::string, std::string> query;      ///< decoded
  std::map<std::string, std::string> arguments;  ///< of the route's pattern: {name}
  std::string body;
  std::string address;  ///< numeric
  std::string origin;   ///< empty where not sent
  std::string host;
  std::string csrf;
  std::string cookie;  ///< vigie_session's value
  std::string bearer;  ///< token of "Authorization: Bearer …"
  std::string if_none_match;
  bool accepts_gzip = false;
  auth::Client client;
  std::optional<auth::Session> session;  ///< of a person
  access::Subject subject;
};

/// The person or source that asks; there is one behind every rule but the open ones.
Actor actor_of(const access::Subject& subject);

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};
};

/// Called once. Threads: any.
using Reply = std::function<void(Response)>;

/// The request is borrowed for the length of the call: what is answered later copies what it needs.
using Handler = std::function<void(const Request&, Reply)>;

/// An endpoint that answers at once.
template <class Endpoint>
Handler at_once(Endpoint endpoint) {
  return [endpoint = std::move(endpoint)](const Request& request, const Reply& reply) { reply(endpoint(request)); };
}

}  // namespace vigie::server
