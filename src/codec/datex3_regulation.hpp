// SPDX-License-Identifier: Apache-2.0
// DATEX II v3 TrafficRegulationPublication: orders and their regulations as road changes.
#pragma once

#include <string_view>

#include "codec/road_feed_builder.hpp"

namespace vigie::codec {

/// The elements whose regulations are read; each is a record.
bool is_regulation_record(std::string_view name);

/// A trafficRegulationOrder, an activatedRegulation or an adHocTrafficRegulation: one statement for each type of regulation.
void read_regulations(const XmlNode& order, RoadFeedBuilder& to);

}  // namespace vigie::codec
