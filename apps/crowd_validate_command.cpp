// SPDX-License-Identifier: Apache-2.0
// vigie crowd validate: the microscopic model against laboratories and RiMEA.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.hpp"
#include "crowd_commands.hpp"
#include "crowd_recordings.hpp"
#include "crowd_validation.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string data_dir;
  std::uint64_t seed = 1;
  double step_s = 0.05;
  bool json = false;
};

int run(const Arguments& arguments) {
  const Result<Recordings> recordings = read_recordings(arguments.data_dir);
  if (!recordings) {
    fail(recordings.error());
    return kUsage;
  }
  for (const std::string& line : recordings->left_out) std::fprintf(stderr, "left out: %s\n", line.c_str());
  const ValidationOptions options{arguments.seed, arguments.step_s};
  const std::clock_t start = std::clock();

  std::fprintf(stderr, "bottlenecks\n");
  const BottleneckReport bottlenecks = validate_bottlenecks(options);
  std::fprintf(stderr, "corridors\n");
  const DiagramReport diagram = validate_diagram(options, *recordings);
  std::fprintf(stderr, "RiMEA\n");
  const RimeaReport rimea = validate_rimea(options);
  std::fprintf(stderr, "speed\n");
  const double steps_per_cpu_s = person_steps_per_cpu_s();

  nlohmann::ordered_json json;
  bottlenecks.write(json);
  diagram.write(json);
  rimea.write(json);
  json["agent_steps_per_cpu_s"] = static_cast<std::int64_t>(steps_per_cpu_s);
  json["agent_steps_step_s"] = kTimedStep_s;
  json["left_out"] = recordings->left_out;
  json["cpu_s"] = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (arguments.json) {
    std::printf("%s\n", json.dump().c_str());
  } else {
    bottlenecks.print();
    diagram.print();
    rimea.print();
    std::printf("\n%.2f million agent-steps a CPU second at steps of %.2f s\n", steps_per_cpu_s / 1e6, kTimedStep_s);
  }
  return bottlenecks.jams == 0 && rimea.all_passed() ? kOk : kFailed;
}

}  // namespace

void add_crowd_validate(CLI::App& crowd, int& exit_code) {
  CLI::App* validate = crowd.add_subcommand("validate", "The walking model against laboratories and RiMEA");
  const auto arguments = std::make_shared<Arguments>();
  validate->add_option("--data", arguments->data_dir, "Folder of trajectories (uo-…, bot-….txt)")->required();
  validate->add_option("--seed", arguments->seed, "Of the simulations")->capture_default_str();
  validate->add_option("--step", arguments->step_s, "Seconds of a time step")
      ->check(CLI::Range(0.005, 0.1))
      ->capture_default_str();
  validate->add_flag("--json", arguments->json, "Print as one line of JSON");
  validate->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
