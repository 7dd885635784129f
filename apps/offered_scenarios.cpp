// SPDX-License-Identifier: Apache-2.0
// Scenario files, in order of their names.
#include "offered_scenarios.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "flow_scenario.hpp"

namespace vigie::apps {

namespace fs = std::filesystem;

namespace {

/// Scenarios of single places (`vigie crowd walk`) may lie beside them: those have no event.
bool has_event(const fs::path& file) {
  std::ifstream text(file);
  for (std::string line; std::getline(text, line);)
    if (line.starts_with("[event]")) return true;
  return false;
}

}  // namespace

Result<std::vector<engine::OfferedScenario>> read_offered_scenarios(const std::string& directory,
                                                                    const geo::Box& city) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator each(directory, failed), end; !failed && each != end; each.increment(failed))
    if (each->path().extension() == ".toml" && has_event(each->path())) files.push_back(each->path());
  std::sort(files.begin(), files.end());
  std::vector<engine::OfferedScenario> offered;
  for (const fs::path& file : files) {
    auto scenario = read_flow_scenario(file.string());
    if (!scenario) return scenario.error();
    if (city.contains(scenario->place)) offered.push_back({file.stem().string(), std::move(*scenario)});
  }
  return offered;
}

}  // namespace vigie::apps
