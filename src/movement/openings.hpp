// SPDX-License-Identifier: Apache-2.0
// Openings: ways in cut into the edge of a square, each as wide as it is and none over another.
#pragma once

#include <vector>

#include "pedestrians/ring.hpp"

namespace vigie::movement {

/// A way in: somewhere near the ring, and how wide.
struct Opening {
  pedestrians::Vec at;
  double width_m;
};

struct OpenedRing {
  pedestrians::Ring ring;                   ///< each opening is one straight side of it
  std::vector<pedestrians::Segment> lines;  ///< by opening
};

/// Opens the ring at the point nearest to each opening. Those that would overlap move apart along the ring; where all together would
/// take more than four fifths of it, all are narrowed alike. Corners within an opening go. The ring must be sound; what comes out
/// may cross itself where it is narrower than an opening is wide: the ground's check says so.
OpenedRing open_ring(const pedestrians::Ring& ring, const std::vector<Opening>& openings);

}  // namespace vigie::movement
