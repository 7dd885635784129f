// SPDX-License-Identifier: Apache-2.0
// Statuses, refusals, small JSON.
#include "server/answers.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "codec/json_writer.hpp"

namespace vigie::server {

const char* word(Method method) {
  switch (method) {
    case Method::Get: return "GET";
    case Method::Post: return "POST";
    case Method::Delete: return "DELETE";
  }
  return "";
}

Actor actor_of(const access::Subject& subject) {
  switch (subject.party) {
    case access::Party::Person: return Actor::user(UserId(subject.name));
    case access::Party::Source: return Actor::source(SourceId("api/" + subject.name));
    case access::Party::Anonymous: break;
  }
  return Actor::user(UserId("unknown"));
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Malformed:
    case ErrorKind::OutOfRange: return 400;
    case ErrorKind::Unauthorised: return 401;
    case ErrorKind::Forbidden: return 403;
    case ErrorKind::NotFound: return 404;
    case ErrorKind::Conflict: return 409;
    case ErrorKind::TooLarge: return 413;
    case ErrorKind::Unavailable: return 503;
    case ErrorKind::Corrupt:
    case ErrorKind::Io: return 500;
  }
  return 500;
}

Response refuse(int status, const Error& error) {
  Response response;
  response.status = status;
  codec::JsonWriter writer(response.body);
  writer.begin_object();
  writer.key("error");
  writer.begin_object();
  writer.member("kind", std::string_view(name(error.kind)));
  writer.member("message", std::string_view(error.what));
  writer.end_object();
  writer.end_object();
  return response;
}

Response refuse(const Error& error) { return refuse(status_of(error.kind), error); }

Response json(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

Result<Strings> read_strings(std::string_view body, std::initializer_list<std::string_view> required,
                             std::initializer_list<std::string_view> optional) {
  // Of a member that is there twice, one reader takes the first and another the last.
  std::set<std::string> seen;
  bool twice = false;
  const auto watch = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& key) {
    if (event == nlohmann::json::parse_event_t::key && !seen.insert(key.get<std::string>()).second) twice = true;
    return true;
  };
  const auto parsed = nlohmann::json::parse(body, watch, false);
  if (twice) return Error{ErrorKind::Malformed, "a member is there twice"};
  if (!parsed.is_object()) return Error{ErrorKind::Malformed, "expected a JSON object"};
  Strings strings;
  for (const auto& [name, value] : parsed.items()) {
    const auto is = [&name = name](std::string_view known) { return known == name; };
    if (std::none_of(required.begin(), required.end(), is) && std::none_of(optional.begin(), optional.end(), is))
      return Error{ErrorKind::Malformed, "a member that is not known here"};  // its name may be a typed secret
    if (!value.is_string()) return Error{ErrorKind::Malformed, name + ": expected a string"};
    strings.emplace(name, value.get<std::string>());
  }
  for (const std::string_view name : required)
    if (!strings.contains(std::string(name))) return Error{ErrorKind::Malformed, std::string(name) + " is missing"};
  return strings;
}

Result<int> query_number(const Request& request, const std::string& name, int least, int most, int absent) {
  const auto found = request.query.find(name);
  if (found == request.query.end()) return absent;
  const std::string& text = found->second;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
    return Error{ErrorKind::OutOfRange,
                 name + ": expected a whole number from " + std::to_string(least) + " to " + std::to_string(most)};
  return number;
}

}  // namespace vigie::server
