// SPDX-License-Identifier: Apache-2.0
// Gauge: a counter in the streets, what it would read in a simulation, and how wrong it may be.
#pragma once

#include <cstdint>
#include <vector>

#include "flow/simulation.hpp"

namespace vigie::flow {

enum class GaugeKind : std::uint8_t {
  Passing,      ///< people over the line across a section's middle since the last reading, both ways
  Forward,      ///< the same, those from `from` to `to`
  Backward,     ///< and those the other way
  Density,      ///< people/m² in a section
  AreaDensity,  ///< people/m² in a square
  Door,         ///< people who came out of a source's door since the last reading
  Entrance,     ///< people who got into a stop since the last reading; stops are counted over all destinations
};

struct Gauge {
  std::uint32_t place;  ///< the section; the square for AreaDensity, the source for Door, the stop for Entrance
  GaugeKind kind = GaugeKind::Passing;
  double relative_error = 0.1;  ///< one standard deviation, share of what is there
  double floor = 1;             ///< one standard deviation where nobody is: people, or people/m² for densities

  bool at_door() const { return kind == GaugeKind::Door || kind == GaugeKind::Entrance; }
  bool counts() const { return kind != GaugeKind::Density && kind != GaugeKind::AreaDensity; }
  /// Variance of a reading where `expected` would be right: the gauge's own error, and for counts that of chance (Poisson).
  double variance(double expected) const {
    const double own = relative_error * expected;
    return own * own + floor * floor + (counts() ? expected : 0.0);
  }
};

/// Errors: OutOfRange for a place that is not there, or errors that are not above 0.
Result<void> check(const Network& network, const Demand& demand, const std::vector<Gauge>& gauges);

/// Reads gauges off one simulation. Threads: one.
class Meter {
 public:
  explicit Meter(const std::vector<Gauge>& gauges) : before_(gauges.size(), 0) {}

  /// What each gauge reads now; counts since the last call (at first: since the simulation's start).
  std::vector<double> read(const std::vector<Gauge>& gauges, const Simulation& sim);

 private:
  std::vector<double> before_;
};

/// Walking distance in metres from the gauge's place to the middle of each section, then of each square, over the network;
/// kUnlimited where no way leads.
std::vector<double> distances_m(const Network& network, const Demand& demand, const Gauge& gauge);
/// The section, or sections + square, in which a gauge stands or which is the first behind its door.
std::size_t home_of(const Network& network, const Demand& demand, const Gauge& gauge);

}  // namespace vigie::flow
