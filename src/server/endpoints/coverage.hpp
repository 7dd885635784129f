// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/coverage: what the free units reach now.
#pragma once

#include <memory>

#include "engine/street_desk.hpp"
#include "server/looks.hpp"
#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

/// Computed on the pool; a screen that shows the layer is one look in the audit.
struct ReadCoverage {
  const engine::StreetDesk* streets;
  std::shared_ptr<audit::Audit> audit;
  std::shared_ptr<Looks> looks;
  WorkPool& slow;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
