// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/commands: one decision of a person.
#pragma once

#include "links/intake.hpp"
#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

/// Read, allowed for this object, audited, and only then handed to the engine; answered when it is durable and applied.
struct DoCommand {
  links::Intake& intake;
  const PictureSource& pictures;
  std::shared_ptr<audit::Audit> audit;  ///< the engine may answer after the server is gone
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
