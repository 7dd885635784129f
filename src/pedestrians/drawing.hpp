// SPDX-License-Identifier: Apache-2.0
// Drawings of a walk as SVG: the map of highest densities with some people's paths, and single moments; axes in metres.
#pragma once

#include <string>

#include "pedestrians/walk_report.hpp"

namespace vigie::pedestrians {

/// Walls, exits, lines and boxes with their names; each square metre's highest density; up to 150 paths; legend.
std::string draw_walk(const Scenario& scenario, const WalkReport& report);

/// Everybody at one moment: a dot of the body's size, its colour by personal density, a stroke for the velocity.
std::string draw_scene(const Scenario& scenario, const Scene& scene, const std::string& title);
/// The same of a simulation now.
std::string draw_moment(const Scenario& scenario, Simulation& simulation);

}  // namespace vigie::pedestrians
