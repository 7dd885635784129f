// SPDX-License-Identifier: Apache-2.0
// Flows by passage and direction first, then by zone.
#include "crowd/zone_flows.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace vigie::crowd {
namespace {

constexpr double kMissed = 0.1;  // variance of a count, per person: who is missed and who is counted twice

struct Stream {
  const FilterShape::Sensor* sensor = nullptr;
  double people = 0;
  double variance = 0;
  double covered = 0;
  std::vector<std::pair<std::size_t, double>> slopes;
};

void average(Stream& stream, std::size_t sensors) {
  const double share = 1.0 / static_cast<double>(sensors);
  stream.people *= share;
  stream.variance *= share * share;
  for (auto& slope : stream.slopes) slope.second *= share;
}

void add(ZoneFlow& zone, const Stream& stream, double sign) {
  zone.people += sign * stream.people;
  zone.variance += stream.variance;
  for (const auto& [sensor, slope] : stream.slopes) zone.slopes.emplace_back(sensor, sign * slope);
}

}  // namespace

ZoneFlows flows_of(const FilterShape& shape, std::span<const FilterInput> inputs, std::span<const double> mean) {
  const std::size_t n = shape.zones.size();
  ZoneFlows flows;
  flows.zones.resize(n);
  std::map<std::size_t, Stream> streams;
  std::map<std::size_t, std::size_t> count;
  for (const FilterInput& input : inputs) {
    const FilterShape::Sensor& sensor = shape.sensors[input.sensor];
    if (!sensor.flow() || input.covered <= 0) continue;
    Stream& stream = streams[sensor.direction_key];
    const double people = std::exp(-mean[2 * n + input.sensor]) * input.value;
    stream.sensor = &sensor;
    stream.people += people;
    stream.variance += kMissed * people + input.noise * input.noise * people * people;
    stream.covered = std::max(stream.covered, std::min(input.covered, 1.0));
    stream.slopes.emplace_back(input.sensor, -people);
    ++count[sensor.direction_key];
  }
  std::vector<double> in(n, 0.0), out(n, 0.0);
  for (auto& [key, stream] : streams) {
    average(stream, count[key]);
    const FilterShape::Sensor& sensor = *stream.sensor;
    if (sensor.all_gates) continue;
    const double covered = stream.covered;
    const auto part = [&shape, &sensor, covered](std::size_t zone) {
      const double width_m = shape.zones[zone].gates_m;
      return width_m > 0 ? covered * sensor.width_m / width_m : 0;
    };
    if (sensor.to) in[*sensor.to] += part(*sensor.to);
    if (sensor.from) out[*sensor.from] += part(*sensor.from);
  }
  // Who counts all gates together fills in where gates are not counted one by one.
  std::vector<bool> in_whole(n, false), out_whole(n, false);
  for (const auto& [key, stream] : streams) {
    if (!stream.sensor->all_gates || (!stream.sensor->to && !stream.sensor->from)) continue;
    const std::size_t zone = stream.sensor->zone;
    const bool inward = stream.sensor->to.has_value();
    std::vector<double>& covered = inward ? in : out;
    if (covered[zone] > 0.99) continue;
    covered[zone] = stream.covered;
    (inward ? in_whole : out_whole)[zone] = true;
    add(flows.zones[zone], stream, inward ? 1 : -1);
  }
  for (const auto& [key, stream] : streams) {
    const FilterShape::Sensor& sensor = *stream.sensor;
    if (sensor.all_gates) continue;
    const bool into = sensor.to && !in_whole[*sensor.to], from = sensor.from && !out_whole[*sensor.from];
    if (into) add(flows.zones[*sensor.to], stream, 1);
    if (from) add(flows.zones[*sensor.from], stream, -1);
    if (into && from) flows.shared.emplace_back(*sensor.from, *sensor.to, stream.variance);
  }
  for (std::size_t z = 0; z < n; ++z) flows.zones[z].covered = 0.5 * (std::min(in[z], 1.0) + std::min(out[z], 1.0));
  return flows;
}

}  // namespace vigie::crowd
