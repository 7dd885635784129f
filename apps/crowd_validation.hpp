// SPDX-License-Identifier: Apache-2.0
// What `vigie crowd validate` measures: three reports, each with its table and its part of the JSON line.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "crowd_recordings.hpp"
#include "pedestrians/bottleneck.hpp"
#include "pedestrians/rimea.hpp"
#include "pedestrians/speed_curve.hpp"

namespace vigie::apps {

struct ValidationOptions {
  std::uint64_t seed = 1;
  double step_s = 0.05;
};

/// Flow through passages of the laboratories' widths; mean of a few seeds.
struct BottleneckReport {
  struct Row {
    pedestrians::LabFlow lab;
    double flow_per_s = 0;
    double error_pct = 0;  ///< against the middle of the laboratories' range
    int jams = 0;          ///< runs in which not everybody came through
  };
  std::vector<Row> rows;
  double mean_error_pct = 0;  ///< of the absolute errors, 0.9 to 2.0 m
  int jams = 0;

  void write(nlohmann::ordered_json& json) const;
  void print() const;
};
BottleneckReport validate_bottlenecks(const ValidationOptions& options);

/// Speed at equal density, for the corridor runs of the folder. The runs that were fitted are named in the source, all others
/// count as kept out.
struct DiagramReport {
  struct Run {
    std::string name;
    bool fitted = false;
    double lab_density_per_m2 = 0, lab_speed_mps = 0;
    double density_per_m2 = 0, speed_mps = 0;  ///< simulated
    bool all_left = false;
  };
  struct Set {
    std::vector<pedestrians::SpeedAtDensity> lab;
    pedestrians::SpeedError ours, weidmann;
  };
  std::vector<Run> runs;
  Set kept_out, fitted, all;
  std::vector<pedestrians::DensityClass> kept_out_classes;
  std::vector<double> simulated_mps;  ///< at those classes

  void write(nlohmann::ordered_json& json) const;
  void print() const;
};
DiagramReport validate_diagram(const ValidationOptions& options, const Recordings& recordings);

struct RimeaReport {
  struct Row {
    pedestrians::RimeaCase scene;
    pedestrians::RimeaResult result;
  };
  std::vector<Row> rows;

  bool all_passed() const;
  void write(nlohmann::ordered_json& json) const;
  void print() const;
};
RimeaReport validate_rimea(const ValidationOptions& options);

/// The step at which speed is measured: JuPedSim's.
inline constexpr double kTimedStep_s = 0.01;
/// A thousand people who leave a room by four doors, ten seconds of it; CPU time of this thread's process.
double person_steps_per_cpu_s();

}  // namespace vigie::apps
