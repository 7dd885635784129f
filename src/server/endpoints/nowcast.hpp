// SPDX-License-Identifier: Apache-2.0
// /api/v1/crowd/nowcasts/{event}/streets: what the densities on the stream are of.
#pragma once

#include "engine/nowcast_desk.hpp"
#include "server/request.hpp"
#include "server/work_pool.hpp"

namespace vigie::server::endpoints {

/// Written on the pool: some hundred kilobytes.
struct ReadNowcastStreets {
  const engine::NowcastDesk* desk;
  WorkPool& slow;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
