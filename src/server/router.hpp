// SPDX-License-Identifier: Apache-2.0
// Router: from a request to an answer: who asks, which route, may they, and only then the endpoint.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/action.hpp"
#include "server/request.hpp"
#include "server/services.hpp"
#include "server/web_files.hpp"

namespace vigie::server {

/// Most bytes a body may have.
enum class BodyLimit : std::size_t { None = 0, Small = 64 * 1024, Large = 9 * 1024 * 1024, Largest = 32 * 1024 * 1024 };

/// One line of the route table. All members have to be given: a route without a rule does not compile.
struct Route {
  constexpr Route(Method m, std::string_view p, access::Action a, BodyLimit l, Handler (*h)(const Services&))
      : method(m), pattern(p), action(a), limit(l), make(h) {}
  Method method;
  std::string_view pattern;  ///< "/api/v1/users/{name}"
  access::Action action;
  BodyLimit limit;
  Handler (*make)(const Services&);
};

/// The table. Defined in routes.cpp.
std::span<const Route> route_table();

/// Threads: the server's.
class Router {
 public:
  Router(const Services& services, const WebFiles& files);

  /// Who asks: fills in the session and the subject.
  void identify(Request& request) const;

  /// Why this request is refused before its body is read; nothing where it may go on.
  std::optional<Response> refusal(const Request& request) const;

  /// The body's limit for a request that may go on.
  std::size_t body_limit(Method method, std::string_view path) const;

  /// Answers a request that refusal() let through.
  void answer(Request request, Reply reply) const;

 private:
  struct Bound {
    const Route* route;
    std::vector<std::string_view> parts;
    Handler handler;
  };
  const Bound* find(Method method, std::string_view path) const;
  bool known_by_another_method(std::string_view path) const;
  bool own_origin(const Request& request) const;

  const Services& services_;
  const WebFiles& files_;
  std::vector<Bound> routes_;
};

/// True for paths that are never the console's: /api/…, /tiles/…, /metrics, /healthz.
bool is_service_path(std::string_view path);

}  // namespace vigie::server
