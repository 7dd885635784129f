// SPDX-License-Identifier: Apache-2.0
// Between Beast's messages and ours: what a header means, and what every answer carries.
#pragma once

#include <string>

#include "core/result.hpp"
#include "server/beast.hpp"
#include "server/request.hpp"

namespace vigie::server {

/// Where it came from.
struct Peer {
  std::string address;  ///< numeric
  bool tls;
  bool loopback;
};

/// A request's head as ours. Errors: Malformed for what could be understood in two ways (two lengths, two hosts, "..", a
/// foreign Host on plain HTTP); NotFound for methods that nothing here has.
Result<Request> read_head(const http::request_header<>& head, const Peer& peer);

/// Ours as Beast's, with the headers that protect a browser. `head_only`: the body stays away, its length is told.
HttpResponse write_answer(Response response, bool tls, bool head_only);

}  // namespace vigie::server
