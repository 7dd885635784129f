// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/crowd/…: the zones, the city's crowd over time, one zone's past.
#pragma once

#include "engine/crowd_desk.hpp"
#include "server/picture_source.hpp"
#include "server/request.hpp"
#include "server/work_pool.hpp"

namespace vigie::server::endpoints {

struct ReadZones {
  const engine::CrowdDesk* crowd;
  Response operator()(const Request& request) const;
};

/// Computed on the pool.
struct ReadCrowdTimeline {
  const engine::CrowdDesk* crowd;
  PictureSource& pictures;
  const WallClock& clock;
  WorkPool& slow;
  void operator()(const Request& request, Reply reply) const;
};

struct ReadCrowdHistory {
  const engine::CrowdDesk* crowd;
  WorkPool& slow;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
