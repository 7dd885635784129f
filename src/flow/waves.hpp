// SPDX-License-Identifier: Apache-2.0
// Waves: does the density along a street travel, and which way? Stop-and-go runs backwards through a crowd before it presses.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace vigie::flow {

/// Densities of places in a row, all seen at the same moments, evenly apart in time.
struct DensityRow {
  std::vector<double> at_m;                 ///< along the way people walk, rising
  std::vector<std::vector<double>> series;  ///< by place, then time; people/m²
  double every_s;
};

struct Wave {
  double speed_mps;     ///< below 0: upstream, against the way people walk
  double swing_per_m2;  ///< half of what it rises and falls, as of a sine of the same variance
  double coherence;     ///< 0: as chance would have it; 1: every place sees the same, only later
  bool upstream() const { return speed_mps < 0; }
};

struct WaveLimits {
  double least_swing_per_m2 = 0.15;
  double least_coherence = 0.5;
  double slowest_mps = 0.15, fastest_mps = 2.5;
};

/// The wave that explains the row best; nothing where there is none. Means are taken out of each place first, so that a density that is
/// higher everywhere is no wave; nor is one that rises everywhere at once.
/// Semblance over speeds (Neidell, Taner, Geophysics 36, 1971), chance (1 over the number of places) taken off. Places must stand
/// nearer than half a wavelength: of two speeds that explain it alike the faster is told.
/// Asks for three places and eight moments at least, else nothing. Errors of the caller: places that do not rise.
std::optional<Wave> find_wave(const DensityRow& row, const WaveLimits& limits = {});

}  // namespace vigie::flow
