// SPDX-License-Identifier: Apache-2.0
// The gate in front of all endpoints.
#include "server/router.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "server/answers.hpp"
#include "server/auth/tokens.hpp"

namespace vigie::server {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/', 1);
    parts.push_back(path.substr(1, slash == std::string_view::npos ? slash : slash - 1));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
  }
  return parts;
}

bool is_argument(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }

bool matches(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                    [](std::string_view expected, std::string_view seen) {
                      return is_argument(expected) ? !seen.empty() : expected == seen;
                    });
}

}  // namespace

bool is_service_path(std::string_view path) {
  return path.starts_with("/api/") || path == "/api" || path.starts_with("/tiles/") || path == "/metrics" ||
         path == "/healthz";
}

Router::Router(const Services& services, const WebFiles& files) : services_(services), files_(files) {
  for (const Route& route : route_table()) {
    VIGIE_CHECK(route.make != nullptr);
    routes_.push_back({&route, split(route.pattern), route.make(services)});
  }
}

const Router::Bound* Router::find(Method method, std::string_view path) const {
  const auto parts = split(path);
  for (const Bound& bound : routes_)
    if (bound.route->method == method && matches(bound.parts, parts)) return &bound;
  return nullptr;
}

bool Router::known_by_another_method(std::string_view path) const {
  const auto parts = split(path);
  return std::any_of(routes_.begin(), routes_.end(), [&](const Bound& bound) { return matches(bound.parts, parts); });
}

void Router::identify(Request& request) const {
  request.subject = {};
  if (!request.bearer.empty()) {
    if (const auto source = services_.sources.owner(request.bearer)) {
      request.subject.party = access::Party::Source;
      request.subject.name = source->name;
      request.subject.source_may = source->may;
    }
  } else if (!request.cookie.empty()) {
    request.session = services_.sessions.use(request.cookie, request.client);
    if (request.session) request.subject = request.session->subject;
  }
  request.subject.local = request.client.loopback;
}

bool Router::own_origin(const Request& request) const {
  if (request.origin.empty()) return true;  // not a browser's cross-site request
  const std::string scheme = request.client.tls ? "https://" : "http://";
  return request.origin == scheme + request.host;
}

std::optional<Response> Router::refusal(const Request& request) const {
  const Bound* bound = find(request.method, request.path);
  access::Action action = access::Action::WebRead;
  if (bound != nullptr) {
    action = bound->route->action;
  } else if (is_service_path(request.path) || request.method != Method::Get) {
    if (known_by_another_method(request.path))
      return refuse(405, {ErrorKind::NotFound, "this path has no such method"});
    return refuse({ErrorKind::NotFound, "there is no such path"});
  }
  const access::Decision decision = access::decide(request.subject, action);
  if (!decision.allowed) {
    if (request.subject.party == access::Party::Anonymous) {
      Response response = refuse({ErrorKind::Unauthorised, "log in first"});
      if (action == access::Action::ObservationsWrite || action == access::Action::RoadChangesWrite ||
          action == access::Action::FeedsWrite)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
      return response;
    }
    services_.audit->write({.who = actor_of(request.subject),
                            .what = access::name(action),
                            .why = "",
                            .whom = "",
                            .outcome = std::string("refused: ") + decision.rule},
                           [](const Result<std::uint64_t>&) {});
    return refuse({ErrorKind::Forbidden, std::string("not allowed: ") + decision.rule});
  }
  if (request.method != Method::Get) {
    if (!own_origin(request)) return refuse({ErrorKind::Forbidden, "this comes from another site"});
    if (request.session && !auth::same_secret(request.csrf, request.session->csrf))
      return refuse({ErrorKind::Forbidden, "X-Vigie-Csrf is missing or wrong"});
  }
  if (action == access::Action::StreamRead && !own_origin(request))
    return refuse({ErrorKind::Forbidden, "this comes from another site"});
  return std::nullopt;
}

std::size_t Router::body_limit(Method method, std::string_view path) const {
  const Bound* bound = find(method, path);
  return static_cast<std::size_t>(bound == nullptr ? BodyLimit::None : bound->route->limit);
}

void Router::answer(Request request, Reply reply) const {
  const Bound* bound = find(request.method, request.path);
  if (bound == nullptr) return reply(files_.answer(request));
  const auto parts = split(request.path);
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (is_argument(bound->parts[i]))
      request.arguments.emplace(bound->parts[i].substr(1, bound->parts[i].size() - 2), parts[i]);
  bound->handler(request, std::move(reply));
}

}  // namespace vigie::server
