// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/audit: the newest entries, and whether the whole chain verifies.
#pragma once

#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

/// Reads everything, so it runs on the pool; the look itself is in the audit.
struct ReadAudit {
  audit::Audit& audit;
  WorkPool& slow;
  std::string directory;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
