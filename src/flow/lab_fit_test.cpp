// SPDX-License-Identifier: Apache-2.0
// The density-speed relation against the laboratory's corridor runs: fitted again, and judged on runs kept out.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "flow/diagram.hpp"

namespace vigie::flow {
namespace {

struct Sample {
  double density;      ///< all together, people/m²
  double speed[2];     ///< of those who walk to either end, m/s
  double people_s[2];  ///< person-seconds seen in the box; the weight
};

struct Run {
  const char* name;
  double width_m;
};
constexpr std::array kFitted = {Run{"uo-050-180-180", 1.8}, Run{"uo-145-180-180", 1.8}, Run{"uo-095-240-240", 2.4},
                                Run{"uo-240-240-160", 2.4}, Run{"uo-100-300-300", 3.0}};
constexpr std::array kKeptOut = {Run{"uo-070-180-180", 1.8}, Run{"uo-180-180-120", 1.8}, Run{"uo-065-240-240", 2.4},
                                 Run{"uo-300-300-200", 3.0}};
constexpr Run kTwoWayFitted{"bot-360-160-160", 3.6}, kTwoWayKeptOut{"bot-360-075-075", 3.6};

std::string folder() {
  const char* data = std::getenv("VIGIE_TEST_DATA");
  return std::string(data != nullptr ? data : "../shared/data") + "/crowd/pedestrian/";
}

struct Frame {
  double time_s, along_m;
};

std::map<int, std::vector<Frame>> read(const std::string& file) {
  std::ifstream in(file);
  std::map<int, std::vector<Frame>> people;
  double id = 0, frame = 0, x = 0, y = 0, z = 0;  // 16 frames a second, centimetres
  while (in >> id >> frame >> x >> y >> z) people[static_cast<int>(id)].push_back({frame / 16, y / 100});
  return people;
}

/// Density and speed by Edie's definitions (1963) over the 4 m in the corridor's middle, second by second, in the steady
/// part: after the tenth person has left the box and before the tenth last has come into it.
std::vector<Sample> samples(const Run& run) {
  constexpr double kHalf = 2;
  std::vector<double> came, left;
  std::map<int, std::array<double, 4>> seconds;  // time and way of those who walk up, then of those who walk down
  for (const auto& [id, frames] : read(folder() + run.name + ".txt")) {
    const bool up = frames.back().along_m > frames.front().along_m;
    double first = -1, last = -1;
    for (std::size_t i = 1; i < frames.size(); ++i) {
      const double dt = frames[i].time_s - frames[i - 1].time_s;
      const double way = frames[i].along_m - frames[i - 1].along_m;
      if (dt > 0.2 || std::abs(frames[i].along_m + frames[i - 1].along_m) / 2 > kHalf) continue;
      if (first < 0) first = frames[i - 1].time_s;
      last = frames[i].time_s;
      auto& second = seconds[static_cast<int>(std::floor(frames[i - 1].time_s))];
      second[up ? 0 : 2] += dt;
      second[up ? 1 : 3] += up ? way : -way;
    }
    if (first >= 0) {
      came.push_back(first);
      left.push_back(last);
    }
  }
  std::sort(came.begin(), came.end());
  std::sort(left.begin(), left.end());
  std::vector<Sample> out;
  for (const auto& [second, s] : seconds) {
    if (second < left[9] || second + 1 > came[came.size() - 10] || s[0] + s[2] <= 0) continue;
    out.push_back({(s[0] + s[2]) / (run.width_m * 2 * kHalf),
                   {s[0] > 0 ? s[1] / s[0] : 0, s[2] > 0 ? s[3] / s[2] : 0},
                   {s[0], s[2]}});
  }
  return out;
}

template <std::size_t N>
std::vector<Sample> all_of(const std::array<Run, N>& runs) {
  std::vector<Sample> out;
  for (const Run& run : runs)
    for (const Sample& sample : samples(run)) out.push_back(sample);
  return out;
}

double rmse(const std::vector<Sample>& samples, const std::function<double(double)>& speed) {
  double sum = 0;
  for (const Sample& s : samples) {
    const double seen = (s.speed[0] * s.people_s[0] + s.speed[1] * s.people_s[1]) / (s.people_s[0] + s.people_s[1]);
    sum += std::pow(seen - speed(s.density), 2);
  }
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

/// Each direction for itself, weighted by how many were seen.
double two_way_rmse(const std::vector<Sample>& samples, const DiagramShape& shape) {
  double sum = 0, weight = 0;
  for (const Sample& s : samples)
    for (int way : {0, 1}) {
      const double others = s.people_s[1 - way] / (s.people_s[0] + s.people_s[1]);
      const double expected = speed_mps(shape, s.density) * (1 - shape.counter_flow_loss * others);
      sum += s.people_s[way] * std::pow(s.speed[way] - expected, 2);
      weight += s.people_s[way];
    }
  return std::sqrt(sum / weight);
}

/// Pattern search: a step in each parameter, halved where no step helps.
DiagramShape best(DiagramShape shape, const std::vector<double DiagramShape::*>& free,
                  const std::function<double(const DiagramShape&)>& cost) {
  double least = cost(shape);
  for (double step = 0.2; step > 1e-6;) {
    bool better = false;
    for (auto parameter : free)
      for (const double by : {1 - step, 1 + step}) {
        DiagramShape tried = shape;
        tried.*parameter *= by;
        if (const double c = cost(tried); c < least) {
          least = c;
          shape = tried;
          better = true;
        }
      }
    if (!better) step /= 2;
  }
  return shape;
}

class LabRuns : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::ifstream(folder() + kFitted[0].name + ".txt"))
      GTEST_SKIP() << "no laboratory trajectories in " << folder();
  }
};

TEST_F(LabRuns, TheConstantsAreWhatTheFitGives) {
  const std::vector<Sample> fitted = all_of(kFitted);
  DiagramShape start = kLabDiagram;
  start.free_speed_mps = 1.34;
  start.wave_speed_mps = 0.3;
  start.shoulder = 3;
  const DiagramShape found =
      best(start, {&DiagramShape::free_speed_mps, &DiagramShape::wave_speed_mps, &DiagramShape::shoulder},
           [&](const DiagramShape& shape) { return rmse(fitted, [&](double r) { return speed_mps(shape, r); }); });
  EXPECT_NEAR(found.free_speed_mps, kLabDiagram.free_speed_mps, 0.001);
  EXPECT_NEAR(found.wave_speed_mps, kLabDiagram.wave_speed_mps, 0.001);
  EXPECT_NEAR(found.shoulder, kLabDiagram.shoulder, 0.02);
  const std::vector<Sample> two_way = samples(kTwoWayFitted);
  const DiagramShape both = best(kLabDiagram, {&DiagramShape::counter_flow_loss},
                                 [&](const DiagramShape& shape) { return two_way_rmse(two_way, shape); });
  EXPECT_NEAR(both.counter_flow_loss, kLabDiagram.counter_flow_loss, 0.001);
}

TEST_F(LabRuns, BetterThanWeidmannOnRunsKeptOut) {
  const std::vector<Sample> kept_out = all_of(kKeptOut);
  const double ours = rmse(kept_out, [](double r) { return speed_mps(kLabDiagram, r); });
  const double weidmann = rmse(kept_out, weidmann_speed_mps);
  RecordProperty("rmse_kept_out", std::to_string(ours));
  RecordProperty("rmse_kept_out_weidmann", std::to_string(weidmann));
  RecordProperty("rmse_fitted",
                 std::to_string(rmse(all_of(kFitted), [](double r) { return speed_mps(kLabDiagram, r); })));
  EXPECT_LT(ours, 0.10);
  EXPECT_GT(weidmann, 1.5 * ours);
}

TEST_F(LabRuns, TheLossHelpsWhereTwoStreamsMeet) {
  DiagramShape without = kLabDiagram;
  without.counter_flow_loss = 0;
  const std::vector<Sample> fitted = samples(kTwoWayFitted), kept_out = samples(kTwoWayKeptOut);
  RecordProperty("two_way", std::to_string(two_way_rmse(fitted, kLabDiagram)));
  RecordProperty("two_way_without", std::to_string(two_way_rmse(fitted, without)));
  RecordProperty("kept_out", std::to_string(two_way_rmse(kept_out, kLabDiagram)));
  RecordProperty("kept_out_without", std::to_string(two_way_rmse(kept_out, without)));
  EXPECT_LT(two_way_rmse(fitted, kLabDiagram), two_way_rmse(fitted, without));
  EXPECT_LT(two_way_rmse(kept_out, kLabDiagram), 0.15);
}

TEST(Diagram, TheTableIsTheFormula) {
  const Diagram diagram(kLabDiagram);
  for (double density = 0.01; density < 6; density += 0.0137) {
    const double exact = density * speed_mps(kLabDiagram, density);
    EXPECT_NEAR(density * diagram.speed_mps(density), exact, 0.001 * diagram.capacity_per_mps()) << density;
    const bool free = density < diagram.critical_density_per_m2();
    EXPECT_NEAR(diagram.supply_per_mps(density), free ? diagram.capacity_per_mps() : exact, 0.003) << density;
  }
}

}  // namespace
}  // namespace vigie::flow
