// SPDX-License-Identifier: Apache-2.0
// Observations as JSON, the way the HTTP API and the MQTT topics carry them (docs/formats/observations.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/observation.hpp"

namespace vigie::codec {

/// Who it comes from is not in the message: the caller knows (token, topic).
/// `received` decides the timeliness: seen more than 5 min before is Late, more than 5 s after is FutureDated.
/// Errors: Malformed, OutOfRange, TooLarge (beyond 8 KiB), naming the member.
Result<Observation> decode_observation(std::string_view json, const SourceId& source, Time received);

}  // namespace vigie::codec
