// SPDX-License-Identifier: Apache-2.0
// Measurement sites of DATEX II: what each of their values measures, and where they stand.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "codec/feed_builder.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {

/// Of one value of a site, told by its index.
struct DatexChannel {
  std::string lane;
  std::optional<std::chrono::seconds> period;
  bool of_some = false;  ///< of vehicles of some kind only
};

struct DatexSite {
  std::optional<geo::Position> place;
  std::map<std::string, DatexChannel, std::less<>> channels;  ///< by index
};

using DatexSites = std::map<std::string, DatexSite, std::less<>>;

/// Adds a measurementSite (v3) or measurementSiteRecord (v2.3). Errors: Malformed, OutOfRange, TooLarge.
Result<void> add_datex_site(const XmlNode& record, DatexSites& to);

/// Of some kind of vehicle: has `characteristics` (nullptr: none) a vehicleType other than anyVehicle, or a length?
bool names_some_vehicles(const XmlNode* characteristics);

/// A period in seconds, 1 s to 24 h; nothing where it is absent or none.
std::optional<std::chrono::seconds> read_datex_period(std::string_view text);

}  // namespace vigie::codec
