// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/picture: what the stream's first message says.
#pragma once

#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

/// Every look at positions is in the audit before it is answered.
struct ReadPicture {
  LiveView& view;
  audit::Audit& audit;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
