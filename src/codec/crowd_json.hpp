// SPDX-License-Identifier: Apache-2.0
// Measurements, events, bulletins, crowd states, forecasts and surges in records and checkpoints.
#pragma once

#include "codec/json_members.hpp"
#include "codec/json_writer.hpp"
#include "model/bulletin.hpp"
#include "model/city_event.hpp"
#include "model/crowd.hpp"
#include "model/measurement.hpp"

namespace vigie::codec {

void write_record(JsonWriter& json, const Measurement& measurement);
void write_record(JsonWriter& json, const CityEvent& event);
void write_record(JsonWriter& json, const Bulletin& bulletin);
void write_record(JsonWriter& json, const CrowdState& state);
void write_record(JsonWriter& json, const CrowdForecast& forecast);
void write_record(JsonWriter& json, const CrowdSurge& surge);

/// What is wrong goes to the fault.
Measurement read_measurement(simdjson::dom::element element, Fault& fault);
CityEvent read_city_event(simdjson::dom::element element, Fault& fault);
Bulletin read_bulletin(simdjson::dom::element element, Fault& fault);
CrowdState read_crowd_state(simdjson::dom::element element, Fault& fault);
CrowdForecast read_crowd_forecast(simdjson::dom::element element, Fault& fault);
CrowdSurge read_crowd_surge(simdjson::dom::element element, Fault& fault);

}  // namespace vigie::codec
