// SPDX-License-Identifier: Apache-2.0
// The nouns as the API shows them (api/openapi.yaml): degrees, RFC 3339, absent instead of null.
#pragma once

#include <string>
#include <string_view>

#include "model/picture.hpp"
#include "model/zone.hpp"

namespace vigie::codec {

/// Each appends one JSON object to `out`. Written with to_chars, not a tree: the stream's hot path.
void write(std::string& out, const Alarm& alarm);
void write(std::string& out, const Incident& incident);
void write(std::string& out, const Mission& mission);
void write(std::string& out, const Unit& unit);
void write(std::string& out, const Recommendation& recommendation);  ///< without sealed_inputs
void write(std::string& out, const LinkHealth& link);
void write(std::string& out, const PeopleCount& count);
void write(std::string& out, const RoadChange& change);
void write(std::string& out, const CrowdState& state);
void write(std::string& out, const CrowdForecast& forecast);
void write(std::string& out, const CrowdSurge& surge);
void write(std::string& out, const CrowdNowcast& nowcast);
void write(std::string& out, const CityEvent& event);
void write(std::string& out, const Bulletin& bulletin);
void write(std::string& out, const Zone& zone);  ///< without its sensors

enum class Precision { Exact, Cell };
/// The place as it is given: coarsening is access's business, before this.
void write(std::string& out, const UnitPosition& position, Precision precision);

/// Appends `text` as a JSON string, quotes included; invalid UTF-8 becomes U+FFFD.
void write_string(std::string& out, std::string_view text);

}  // namespace vigie::codec
