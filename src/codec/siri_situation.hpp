// SPDX-License-Identifier: Apache-2.0
// SIRI-SX: one situation of public transport as bulletins.
#pragma once

#include "codec/feed_builder.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {

/// A PtSituationElement. One that is closed, or a draft, is left out.
void read_siri_situation(const XmlNode& situation, FeedBuilder& to);

}  // namespace vigie::codec
