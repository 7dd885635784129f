// SPDX-License-Identifier: Apache-2.0
// What `vigie crowd simulate` says: differences first, then each case; as JSON, as text, as GeoJSON.
#pragma once

#include <string>

#include "model/crowd_scenario.hpp"
#include "movement/side_by_side.hpp"
#include "walked_report.hpp"

namespace vigie::apps {

struct FlowResults {
  const CrowdScenario* scenario;
  const movement::SideBySide* all;
  movement::WhatIfOptions options;
  double cpu_s;
  bool synthetic;                         ///< the city is made up
  const WalkedResults* walked = nullptr;  ///< of the base case, where a place was walked
};

/// One line.
std::string flow_json(const FlowResults& results);
/// For a person at a terminal.
std::string flow_text(const FlowResults& results);
/// Streets and squares of the base case where it got above 0.01 people/m².
std::string flow_geojson(const movement::SideBySide& all);

}  // namespace vigie::apps
