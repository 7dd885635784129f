// SPDX-License-Identifier: Apache-2.0
// GET, POST and DELETE /api/v1/users.
#pragma once

#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

struct ListUsers {
  const auth::Accounts& accounts;
  Response operator()(const Request& request) const;
};

/// Audit first: both answer when the act is in it and done.
struct InviteUser {
  const auth::Accounts& accounts;
  audit::Audit& audit;
  const std::string& url;
  void operator()(const Request& request, Reply reply) const;
};

struct RevokeUser {
  const auth::Accounts& accounts;
  auth::Sessions& sessions;
  audit::Audit& audit;
  void operator()(const Request& request, Reply reply) const;
};

/// "http://127.0.0.1:8080/#/enrol/<token>": the token stands behind the '#', so that no server ever logs it.
std::string enrolment_link(const std::string& url, const std::string& token);

}  // namespace vigie::server::endpoints
