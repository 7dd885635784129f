// SPDX-License-Identifier: Apache-2.0
// DATEX II measured data, v2.3 and v3: vehicles and their speed at measurement sites (docs/formats/datex-measured.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// A MeasuredDataPublication; a MeasurementSiteTablePublication before it in the same document says what each value is, and where.
/// Errors: Malformed (no XML, another publication), TooLarge.
/// Source: CEN 16157-5 (v2.3); DATEX II v3, RoadTrafficData.
Result<FeedContent> read_datex_measured(std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
