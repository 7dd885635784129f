// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/roads/preview and /roads/travel-times, GET /api/v1/missions/{id}/route.
#pragma once

#include <memory>

#include "engine/street_desk.hpp"
#include "server/looks.hpp"
#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

struct PreviewRoadChange {
  const engine::StreetDesk* streets;
  Response operator()(const Request& request) const;
};

/// A moment ahead weighs every street anew: on the pool.
struct ReadTravelTimes {
  const engine::StreetDesk* streets;
  WorkPool& slow;
  const WallClock& clock;
  void operator()(const Request& request, Reply reply) const;
};

struct ReadMissionRoute {
  const engine::StreetDesk* streets;
  audit::Audit& audit;
  std::shared_ptr<Looks> looks;
  void operator()(const Request& request, Reply reply) const;
};

}  // namespace vigie::server::endpoints
