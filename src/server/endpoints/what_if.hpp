// SPDX-License-Identifier: Apache-2.0
// /api/v1/crowd/scenarios and /api/v1/crowd/what-ifs: how a crowd would leave, and how it would otherwise.
#pragma once

#include "engine/what_if_desk.hpp"
#include "server/request.hpp"
#include "server/work_pool.hpp"

namespace vigie::server::endpoints {

struct ReadScenarios {
  const engine::WhatIfDesk* desk;
  Response operator()(const Request& request) const;
};

struct AskWhatIf {
  engine::WhatIfDesk* desk;
  Response operator()(const Request& request) const;
};

/// Written on the pool: an answer is some hundred kilobytes.
struct ReadWhatIf {
  const engine::WhatIfDesk* desk;
  WorkPool& slow;
  void operator()(const Request& request, Reply reply) const;
};

struct CancelWhatIf {
  engine::WhatIfDesk* desk;
  Response operator()(const Request& request) const;
};

}  // namespace vigie::server::endpoints
