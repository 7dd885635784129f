// SPDX-License-Identifier: Apache-2.0
// A look each second; sums at the end.
#include "pedestrians/walk_report.hpp"

#include <algorithm>

namespace vigie::pedestrians {
namespace {

constexpr double kEvery_s = 1;
constexpr double kPeakOver_s = 10;
constexpr std::size_t kMostPaths = 150;

WalkReport::Passage passage(const std::vector<Crossing>& crossings) {
  WalkReport::Passage out;
  out.people = crossings.size();
  if (crossings.empty()) return out;
  out.first_s = crossings.front().at_s;
  out.last_s = crossings.back().at_s;
  if (out.last_s > out.first_s) out.flow_per_s = static_cast<double>(out.people - 1) / (out.last_s - out.first_s);
  std::size_t from = 0;
  for (std::size_t to = 0; to < crossings.size(); ++to) {
    while (crossings[to].at_s - crossings[from].at_s >= kPeakOver_s) ++from;
    out.peak_flow_per_s = std::max(out.peak_flow_per_s, static_cast<double>(to - from + 1) / kPeakOver_s);
    out.to_left += crossings[to].side > 0 ? 1u : 0u;
  }
  return out;
}

}  // namespace

WalkObserver::WalkObserver(const Scenario& scenario, const Simulation& simulation, std::size_t expected)
    : scenario_(scenario), follow_every_(static_cast<std::uint32_t>(expected / kMostPaths + 1)) {
  report_.boxes.resize(scenario.boxes.size());
  const Vec low = simulation.ground().low(), size = simulation.ground().high() - low;
  WalkReport::Map& map = report_.map;
  map.low = low;
  map.cell_m = std::max(1.0, std::sqrt(size.x * size.y / 250'000));
  map.columns = static_cast<std::size_t>(size.x / map.cell_m) + 1;
  map.rows = static_cast<std::size_t>(size.y / map.cell_m) + 1;
  map.peak_per_m2.assign(map.columns * map.rows, 0);
}

void WalkObserver::look(Simulation& simulation) {
  if (simulation.now_s() < next_s_ - 1e-9) return;
  next_s_ += kEvery_s;
  const People& people = simulation.people();
  const std::vector<float> density_per_m2 = simulation.personal_densities_per_m2();
  look_at_boxes(people, density_per_m2);
  double speed = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people.is_out(i)) continue;
    speed += length(people.velocity(i));
    if (people.id[i] % follow_every_ != 0) continue;
    const std::size_t path = people.id[i] / follow_every_;
    if (report_.paths.size() <= path) report_.paths.resize(path + 1, Track{0, 0, {}});
    report_.paths[path].person = people.id[i];
    report_.paths[path].places.push_back(people.place(i));
  }
  const double before = report_.densest_per_m2, densest = draw_map(people, density_per_m2, simulation.now_s());
  if (report_.densest_per_m2 > before) report_.densest = {simulation.now_s(), people, density_per_m2};
  const double count = static_cast<double>(std::max<std::size_t>(1, simulation.inside()));
  report_.moments.push_back({simulation.now_s(), simulation.inside(), speed / count, densest});
}

void WalkObserver::look_at_boxes(const People& people, const std::vector<float>& density_per_m2) {
  for (std::size_t b = 0; b < report_.boxes.size(); ++b) {
    const MeasuringBox& box = scenario_.boxes[b].box;
    std::size_t inside = 0;
    double sum = 0;
    for (std::size_t i = 0; i < people.size(); ++i)
      if (!people.is_out(i) && box.contains(people.place(i))) {
        ++inside;
        sum += density_per_m2[i];
      }
    if (inside == 0) continue;
    WalkReport::Box& out = report_.boxes[b];
    const double mean = sum / static_cast<double>(inside);
    out.peak_count_per_m2 = std::max(out.peak_count_per_m2, static_cast<double>(inside) / box.area_m2());
    out.peak_voronoi_per_m2 = std::max(out.peak_voronoi_per_m2, mean);
    for (std::size_t t = 0; t < 3; ++t) out.above_s[t] += mean > kThresholds_per_m2[t] ? kEvery_s : 0;
  }
}

double WalkObserver::draw_map(const People& people, const std::vector<float>& density_per_m2, double now_s) {
  struct Sum {
    std::size_t cell;
    float density;
  };
  WalkReport::Map& map = report_.map;
  std::vector<Sum> sums;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people.is_out(i)) continue;
    const auto column = static_cast<std::size_t>(std::max(0.0, (people.x[i] - map.low.x) / map.cell_m));
    const auto row = static_cast<std::size_t>(std::max(0.0, (people.y[i] - map.low.y) / map.cell_m));
    sums.push_back({std::min(row, map.rows - 1) * map.columns + std::min(column, map.columns - 1), density_per_m2[i]});
  }
  std::ranges::sort(
      sums, [](const Sum& a, const Sum& b) { return a.cell != b.cell ? a.cell < b.cell : a.density < b.density; });
  double densest = 0;
  for (std::size_t first = 0, last = 0; first < sums.size(); first = last) {
    float sum = 0;
    while (last < sums.size() && sums[last].cell == sums[first].cell) sum += sums[last++].density;
    if (last - first < 2) continue;
    const std::size_t cell = sums[first].cell;
    const float mean = sum / static_cast<float>(last - first);
    map.peak_per_m2[cell] = std::max(map.peak_per_m2[cell], mean);
    densest = std::max<double>(densest, mean);
    if (mean > report_.densest_per_m2) {
      report_.densest_per_m2 = mean;
      report_.densest_s = now_s;
      report_.densest_at =
          map.low + Vec{static_cast<double>(cell % map.columns) + 0.5, static_cast<double>(cell / map.columns) + 0.5} *
                        map.cell_m;
    }
  }
  return densest;
}

WalkReport WalkObserver::finish(const Simulation& simulation) {
  report_.people = simulation.ever_added();
  std::vector<double> left_s;
  for (std::size_t exit = 0; exit < scenario_.ground.exits.size(); ++exit) {
    report_.exits.push_back(passage(simulation.left_by(exit)));
    for (const Crossing& crossing : simulation.left_by(exit)) left_s.push_back(crossing.at_s);
  }
  for (std::size_t line = 0; line < scenario_.lines.size(); ++line)
    report_.lines.push_back(passage(simulation.crossings(line)));
  std::ranges::sort(left_s);
  report_.left = left_s.size();
  const auto when = [&](double share) {
    const auto needed = static_cast<std::size_t>(std::ceil(share * static_cast<double>(report_.people)));
    return needed > 0 && needed <= left_s.size() ? left_s[needed - 1] : 0.0;
  };
  report_.half_left_s = when(0.5);
  report_.most_left_s = when(0.95);
  if (report_.left == report_.people) report_.all_left_s = left_s.back();
  report_.person_steps = simulation.person_steps();
  return std::move(report_);
}

}  // namespace vigie::pedestrians
