// SPDX-License-Identifier: Apache-2.0
// CIFS v2: closure and incident feeds, `<incidents>`.
#pragma once

#include "codec/road_feed_builder.hpp"

namespace vigie::codec {

/// One `incident`. ROAD_CLOSED is a closure; the other types say nothing of whether a street can be driven.
void read_incident(const XmlNode& incident, RoadFeedBuilder& to);

}  // namespace vigie::codec
