// SPDX-License-Identifier: Apache-2.0
// GET /healthz and GET /metrics.
#pragma once

#include <functional>
#include <string>

#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

struct Health {
  const PictureSource& pictures;
  const WallClock& clock;
  std::function<Result<void>()> healthy;
  std::string version;
  bool simulated;
  Response operator()(const Request& request) const;
};

struct ReadMetrics {
  const Metrics& metrics;
  Response operator()(const Request& request) const;
};

}  // namespace vigie::server::endpoints
