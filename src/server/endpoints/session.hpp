// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/login, /enrol, /logout and GET /api/v1/me.
#pragma once

#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

struct LogIn {
  auth::Login& desk;
  void operator()(const Request& request, Reply reply) const;
};

struct Enrol {
  auth::Login& desk;
  void operator()(const Request& request, Reply reply) const;
};

struct LogOut {
  auth::Sessions& sessions;
  audit::Audit& audit;
  Response operator()(const Request& request) const;
};

struct Me {
  Response operator()(const Request& request) const;
};

}  // namespace vigie::server::endpoints
