// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/observations: what a source with a token has seen.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "links/intake.hpp"
#include "server/request.hpp"
#include "server/services.hpp"

namespace vigie::server::endpoints {

inline constexpr std::size_t kMostObservations = 1000;

/// Each observation is taken, marked or refused by itself; answered in order, when all are durable or turned away.
struct Observe {
  links::Intake& intake;
  Metrics& metrics;
  const WallClock& clock;
  void operator()(const Request& request, Reply reply) const;
};

/// The elements of a JSON array as they stand in the text, or the text itself where it is no array. Their own syntax is not
/// looked at beyond strings and brackets: whoever reads them does. Errors: Malformed; TooLarge beyond `most`.
Result<std::vector<std::string_view>> elements(std::string_view json, std::size_t most);

}  // namespace vigie::server::endpoints
