// SPDX-License-Identifier: Apache-2.0
// A map of how dense it gets in the streets, as SVG.
#pragma once

#include <string>

#include "movement/side_by_side.hpp"

namespace vigie::apps {

/// Every case beside the others, the base first: streets by their peak density, as wide as they are, with a legend and a scale.
std::string flow_svg(const movement::SideBySide& all, const std::string& title, const std::string& attribution);

}  // namespace vigie::apps
