// SPDX-License-Identifier: Apache-2.0
// Isochrones as a picture.
#pragma once

#include <span>
#include <string>

#include "roads/isochrone.hpp"

namespace vigie::apps {

/// The bands over the streets, the largest first, with a legend and a scale. SVG 1.1.
std::string isochrone_svg(const roads::RoadGraph& graph, std::span<const roads::Band> bands);

}  // namespace vigie::apps
