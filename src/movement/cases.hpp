// SPDX-License-Identifier: Apache-2.0
// Cases: a scenario, or one of its what-ifs, as people and closures on the street network.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "flow/simulation.hpp"
#include "movement/street_network.hpp"
#include "movement/what_if.hpp"

namespace vigie::movement {

/// A queue of the answer, and what of the simulation it is made of.
struct QueueParts {
  Queue::Kind kind;
  std::string name;
  std::vector<std::size_t> sources;  ///< people behind these doors
  std::vector<std::size_t> stops;    ///< people waiting inside these, counted over all destinations
};

/// Destinations are those of leaving first, then at most one, the venue, of arriving.
struct Case {
  std::string name;
  std::shared_ptr<const flow::Network> network;
  flow::Demand demand;
  flow::SimulationOptions options;
  double people = 0;                ///< who leave
  std::size_t leaving_sources = 0;  ///< the first sources; the others are those who arrive
  std::size_t leaving_destinations = 0;
  double until_s = 0;
  double end_s = 0;  ///< when the event ends
  std::vector<QueueParts> queues;
};

/// Errors: OutOfRange with file and line: what check() refuses, a line that crosses no street, a gate without a street, people without
/// a way out.
Result<Case> make_case(const CrowdScenario& scenario, std::span<const CrowdChange> changes, std::string name,
                       const StreetNetwork& streets);

/// The same without those who arrive.
Case leaving_only(Case one);

/// And only those, on their way to the venue. Needs a scenario with arrivals.
Case coming_only(Case one);

/// The same with attendance ± 5 %, times of leaving ± 10 %, walking speed ± 5 %, shares, gates and service ± 10 %, informed people
/// 30 to 70 % (one standard deviation, log-normal; assumed). The same seed gives the same factors in every case, so that what-ifs are
/// compared in pairs.
Case perturbed(const Case& sound, std::uint64_t seed);

}  // namespace vigie::movement
