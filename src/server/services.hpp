// SPDX-License-Identifier: Apache-2.0
// Services: everything an endpoint may be made of. Each takes only what it needs.
#pragma once

#include "server/audit/audit.hpp"
#include "server/auth/login.hpp"
#include "server/auth/sources.hpp"
#include "server/live_view.hpp"
#include "server/looks.hpp"
#include "server/server.hpp"
#include "server/work_pool.hpp"

namespace vigie::server {

struct Services {
  const Options& options;
  const Dependencies& outside;
  const std::shared_ptr<audit::Audit>& audit;
  const auth::Accounts& accounts;
  auth::Sessions& sessions;
  auth::Sources& sources;
  auth::Login& login;
  WorkPool& slow;  ///< for what takes longer than the server's thread may wait
  LiveView& view;
  std::shared_ptr<Looks> looks;  ///< at what comes from units' positions
  const std::string& url;
};

}  // namespace vigie::server
