// SPDX-License-Identifier: Apache-2.0
// Nowcasts of an event's streets in records and checkpoints; in the API's shape: view_json.hpp.
#pragma once

#include "codec/json_members.hpp"
#include "codec/json_writer.hpp"
#include "model/crowd_nowcast.hpp"

namespace vigie::codec {

void write_record(JsonWriter& json, const CrowdNowcast& nowcast);

/// What is wrong goes to the fault.
CrowdNowcast read_crowd_nowcast(simdjson::dom::element element, Fault& fault);

}  // namespace vigie::codec
