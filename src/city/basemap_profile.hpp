// SPDX-License-Identifier: Apache-2.0
// Our tilemaker profile, inside the binary: data/basemap/vigie.json and vigie.lua as they were at build time.
#pragma once

#include <string_view>

namespace vigie::city {

extern const std::string_view kBasemapConfig;
extern const std::string_view kBasemapProfile;

}  // namespace vigie::city
