// SPDX-License-Identifier: Apache-2.0
// Runs a scenario: once as written, and many times with its inputs a little different.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "flow/risk.hpp"
#include "flow/simulation.hpp"
#include "flow_scenario.hpp"
#include "walk_network.hpp"

namespace vigie::roads {
class WalkGraph;
}

namespace vigie::apps {

/// The network and the demand of a scenario, or of one of its what-ifs.
struct FlowCase {
  std::string name;
  std::shared_ptr<const flow::Network> network;
  flow::Demand demand;
  flow::SimulationOptions options;
  double people = 0;
};

/// Errors: OutOfRange with file and line: a place that is not on the network, a line that crosses nothing, an exit that does
/// not exist, people without a way out. `change` may be null: the scenario as written.
Result<FlowCase> flow_case(const FlowScenario& scenario, const FlowWhatIf* change, const WalkNetwork& walk,
                           const roads::WalkGraph& graph);

/// The same with attendance ± 5 %, times of leaving ± 10 %, walking speed ± 5 %, shares and gates ± 10 % (one standard
/// deviation, log-normal). The same seed gives the same factors in every case, so that what-ifs are compared in pairs.
FlowCase perturbed(const FlowCase& sound, std::uint64_t seed);

struct FlowMinute {
  double at_s, on_streets, at_exits;
  std::vector<double> reached, served, waiting;  ///< by destination
};

struct FlowOutcome {
  double people = 0;
  double streets_clear_s = flow::kUnlimited;  ///< 99 % have reached their destination
  double served_s = flow::kUnlimited;         ///< and left from there
  double counter_share = 0;
  double peak_on_streets = 0;
  std::vector<double> peak_exit_queue;                ///< by source
  std::vector<double> peak_waiting, reached, served;  ///< by destination
  std::vector<flow::SectionRisk> sections, areas;
  std::vector<FlowMinute> minutes;
};

Result<FlowOutcome> run_case(const FlowCase& one, double until_s);

/// The value below which `share` of them lie; infinite values last.
double quantile(std::vector<double> values, double share);

}  // namespace vigie::apps
