// SPDX-License-Identifier: Apache-2.0
// DATEX II parking status, v2.3 and v3: free spaces of car parks (docs/formats/parking.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// A ParkingStatusPublication, v3 or as v2.3's generic publication; or v2.3's older ParkingFacilityTableStatusPublication.
/// Errors: Malformed (no XML, another publication), TooLarge.
/// Source: CEN/TS 16157-6; DATEX II v3, Parking; DATEX II v2, level B extension "Parking Facilities".
Result<FeedContent> read_datex_parking(std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
