// SPDX-License-Identifier: Apache-2.0
// Recording: where everybody was, frame by frame, in a laboratory or in a simulation; speed and density read off it.
#pragma once

#include <cstdint>
#include <vector>

#include "pedestrians/vec.hpp"

namespace vigie::pedestrians {

/// One person's places in consecutive frames.
struct Track {
  std::uint32_t person;
  std::uint32_t first_frame;
  std::vector<Vec> places;
};

struct Recording {
  double frames_per_s = 16;
  std::vector<Track> tracks;
};

/// A rectangle along the axes, metres.
struct MeasuringBox {
  Vec low;
  Vec high;

  double area_m2() const { return (high.x - low.x) * (high.y - low.y); }
  bool contains(Vec p) const { return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y; }
};

/// Density and mean speed in a box at one moment.
struct SpeedAtDensity {
  double at_s;
  double density_per_m2;
  double speed_mps;
};

/// Once a second in the steady part, which is the middle 60 % of the time in which somebody is in the box. Density by the classic
/// count (people in the box over its area), speed as the mean of their displacements from half a second before to half a second
/// after. Moments without anybody are left out.
/// Source: Zhang, Klingsch, Schadschneider, Seyfried, J. Stat. Mech. 2011 P06004, methods A and C.
std::vector<SpeedAtDensity> speed_at_density(const Recording& recording, const MeasuringBox& box);

}  // namespace vigie::pedestrians
