// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/road-changes: a publication of a road authority: DATEX II or CIFS.
#pragma once

#include "core/metrics.hpp"
#include "core/time_zone.hpp"
#include "links/intake.hpp"
#include "links/road_intake.hpp"
#include "server/audit/audit.hpp"
#include "server/request.hpp"
#include "server/work_pool.hpp"

namespace vigie::server::endpoints {

/// Reads the publication whole, hands it over, and answers when it is durable. The link "roads/NAME" tells the console how the
/// feed is and since when; a publication that is refused leaves the streets as they were.
struct PublishRoadChanges {
  links::Intake& intake;
  links::RoadIntake* roads;  ///< nullptr: 503
  audit::Audit& audit;
  WorkPool& slow;
  Metrics& metrics;
  TimeZone zone;
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace vigie::server::endpoints
