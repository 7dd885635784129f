// SPDX-License-Identifier: Apache-2.0
// DATEX II v2.3 SituationPublication: situation records that close or slow a road, as road changes.
#pragma once

#include "codec/road_feed_builder.hpp"

namespace vigie::codec {

/// One `situation` with its records; each record is a statement.
void read_situation(const XmlNode& situation, RoadFeedBuilder& to);

}  // namespace vigie::codec
