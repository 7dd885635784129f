// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/city, /api/v1/search and /tiles/{z}/{x}/{y}.
#pragma once

#include "core/time_zone.hpp"
#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

struct ReadCity {
  const city::City* city;
  TimeZone zone;
  bool simulated;
  Response operator()(const Request& request) const;
};

struct Search {
  const city::City* city;
  Response operator()(const Request& request) const;
};

struct ReadTile {
  const city::City* city;
  Response operator()(const Request& request) const;
};

}  // namespace vigie::server::endpoints
