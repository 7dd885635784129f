// SPDX-License-Identifier: Apache-2.0
// A what-if question out of JSON: which scenario, and what is changed in it (api/openapi.yaml#WhatIfQuestion).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "model/crowd_scenario.hpp"

namespace vigie::codec {

struct WhatIfRequest {
  std::string scenario;
  std::optional<double> people;
  std::vector<CrowdChange> changes;
  std::int64_t runs = 50;
  std::int64_t seed = 1;
};

/// Errors: Malformed, OutOfRange, TooLarge, naming the member.
Result<WhatIfRequest> decode_what_if(std::string_view json);

std::string_view word(CrowdChangeKind kind);  ///< "close", "hold", "open_exit", "lose_exit", "redirect", "shift_end"
std::string_view word(CrowdPlaceKind kind);   ///< "station", "parking", "on_foot"

}  // namespace vigie::codec
