// SPDX-License-Identifier: Apache-2.0
// Streets of a simulated crowd in the API's shape (api/openapi.yaml#SimulatedStreet): what-ifs and nowcasts tell them alike.
#pragma once

#include <string_view>
#include <vector>

#include "codec/json_writer.hpp"
#include "movement/street.hpp"

namespace vigie::server {

/// Null where it is not finite: where something never happens.
void write_number(codec::JsonWriter& json, std::string_view name, double number, int decimals = 0);
/// Members "lon" and "lat".
void write_place(codec::JsonWriter& json, const geo::Position& at);
/// Member "streets".
void write_streets(codec::JsonWriter& json, const std::vector<movement::Street>& streets);

}  // namespace vigie::server
