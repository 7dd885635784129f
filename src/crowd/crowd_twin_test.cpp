// SPDX-License-Identifier: Apache-2.0
// Twin experiments: a made-up crowd whose truth is known, sensors that err, and the estimate held against it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <string>

#include "core/random.hpp"
#include "crowd/crowd_tracker.hpp"

namespace vigie::crowd {
namespace {

using namespace std::chrono_literals;

const Time kNoon = parse_rfc3339("2026-06-20T12:00:00Z").value();
constexpr double kArea_m2 = 10'000;

geo::Position at(double east_m, double north_m) {
  return geo::offset(geo::Position::from_e7(430'000'000, 50'000'000).value(), east_m, north_m);
}

struct Sensor {
  const char* source;
  Quantity quantity;
  std::int32_t share_permille;
  double bias;
  double noise;
  std::chrono::seconds every;
};

/// A square that fills for a concert and empties after it, in which people come and go all the time.
class Crowd {
 public:
  explicit Crowd(std::uint64_t seed)
      : chance_(seed),
        starts_min_(chance_.between(60, 90)),
        size_(chance_.between(3000, 6000)),
        base_(chance_.between(300, 900)) {}
  /// One minute later.
  double step(double minute) {
    drift_ = 0.9 * drift_ + 0.004 * size_ * chance_.normal() * 0.3;
    wander_ += drift_;
    wander_ *= 0.99;
    const auto ramp = [](double x) { return 1 / (1 + std::exp(-x)); };
    const double filled = ramp((minute - starts_min_) / 12) - ramp((minute - starts_min_ - 130) / 8);
    return std::max(0.0, base_ + size_ * filled + wander_);
  }

 private:
  Random chance_;
  double starts_min_, size_, base_, drift_ = 0, wander_ = 0;
};

struct Verdict {
  double error = 0;                   ///< of the estimate, root mean square, people
  std::array<double, 3> alone{};      ///< of each sensor
  double inside80 = 0, inside95 = 0;  ///< share of minutes
};

/// Four hours; biases drawn with a spread of 10 %. The first half hour is not judged.
Verdict twin(std::uint64_t seed, std::chrono::minutes silent_from = 1000min) {
  Random chance(seed * 977 + 5);
  const std::array<Sensor, 3> sensors{{{"counter", Quantity::People, 1000, 0.1 * chance.normal(), 0.05, 30s},
                                       {"camera", Quantity::Density, 300, 0.1 * chance.normal(), 0.10, 15s},
                                       {"phones", Quantity::People, 400, 0.1 * chance.normal(), 0.08, 60s}}};
  Zone zone;
  zone.id = ZoneId("square");
  zone.outline.ring = {at(0, 0), at(100, 0), at(100, 100), at(0, 100)};
  zone.area_m2 = kArea_m2;
  zone.capacity = 12'000;
  for (const Sensor& sensor : sensors)
    zone.sensors.push_back({SourceId(sensor.source), "", sensor.quantity, "", sensor.share_permille});
  CrowdTracker tracker({zone});
  Crowd crowd(seed);
  Verdict verdict;
  double before = crowd.step(0);
  int judged = 0;
  std::array<double, 3> latest{};
  for (int minute = 1; minute <= 240; ++minute) {
    const double after = crowd.step(minute);
    for (auto second = 0s; second < 60s; second += 15s) {
      const double people = before + (after - before) * static_cast<double>(second.count()) / 60;
      const Time now = kNoon + std::chrono::minutes(minute - 1) + second;
      for (std::size_t i = 0; i < sensors.size(); ++i) {
        const Sensor& sensor = sensors[i];
        if (second % sensor.every != 0s || (i == 0 && now - kNoon >= silent_from)) continue;
        const double seen = people * (1 + sensor.bias) * (1 + sensor.noise * chance.normal());
        const double gain = sensor.quantity == Quantity::Density ? 1000 / kArea_m2 : sensor.share_permille / 1000.0;
        Measurement said;
        said.source = SourceId(sensor.source);
        said.quantity = sensor.quantity;
        said.from = said.until = now;
        said.value = std::max<std::int64_t>(0, std::llround(seen * gain));
        latest[i] = static_cast<double>(said.value) / gain;
        tracker.take(said);
      }
      tracker.advance(now + 1ms);
      if (minute <= 30 || second != 45s) continue;
      const CrowdState state = tracker.states().at(0);
      const double off = static_cast<double>(state.people) - people;
      verdict.error += off * off;
      for (std::size_t i = 0; i < sensors.size(); ++i) verdict.alone[i] += (latest[i] - people) * (latest[i] - people);
      verdict.inside80 += std::abs(off) <= 1.2816 * static_cast<double>(state.deviation);
      verdict.inside95 += std::abs(off) <= 1.96 * static_cast<double>(state.deviation);
      ++judged;
    }
    before = after;
  }
  verdict.error = std::sqrt(verdict.error / judged);
  for (double& alone : verdict.alone) alone = std::sqrt(alone / judged);
  verdict.inside80 /= judged;
  verdict.inside95 /= judged;
  return verdict;
}

constexpr int kTwins = 60;

TEST(CrowdTwin, IsNearerToTheTruthThanEachOfItsSensors) {
  double error = 0;
  std::array<double, 3> alone{};
  for (std::uint64_t seed = 1; seed <= kTwins; ++seed) {
    const Verdict verdict = twin(seed);
    error += verdict.error / kTwins;
    for (std::size_t i = 0; i < 3; ++i) alone[i] += verdict.alone[i] / kTwins;
  }
  RecordProperty("error", std::to_string(error));
  std::cout << "error " << error << " people; sensors alone " << alone[0] << ", " << alone[1] << ", " << alone[2]
            << '\n';
  for (const double one : alone) EXPECT_LT(error, 0.8 * one);
}

TEST(CrowdTwin, ItsIntervalsHoldTheTruthAsOftenAsTheySay) {
  double inside80 = 0, inside95 = 0;
  for (std::uint64_t seed = 1; seed <= kTwins; ++seed) {
    const Verdict verdict = twin(seed);
    inside80 += verdict.inside80 / kTwins;
    inside95 += verdict.inside95 / kTwins;
  }
  std::cout << "inside 80 %: " << inside80 << ", inside 95 %: " << inside95 << '\n';
  EXPECT_GE(inside80, 0.72);
  EXPECT_LE(inside80, 0.90);
  EXPECT_GE(inside95, 0.90);
}

TEST(CrowdTwin, ACounterThatGoesSilentMidEventCostsLittle) {
  double whole = 0, without = 0, inside95 = 0;
  for (std::uint64_t seed = 1; seed <= kTwins; ++seed) {
    whole += twin(seed).error / kTwins;
    const Verdict verdict = twin(seed, 100min);
    without += verdict.error / kTwins;
    inside95 += verdict.inside95 / kTwins;
  }
  std::cout << "error " << whole << " with, " << without << " without the counter; inside 95 %: " << inside95 << '\n';
  EXPECT_LT(without, 1.6 * whole);
  EXPECT_GE(inside95, 0.88);
}

/// The cost of a city: 200 zones in chains of ten, 1,000 measurements a second over two minutes.
TEST(CrowdTwin, AThousandMeasurementsASecondOver200ZonesCostLittle) {
  std::vector<Zone> zones;
  for (int i = 0; i < 200; ++i) {
    Zone zone;
    zone.id = ZoneId("z" + std::to_string(i));
    const double east = 110.0 * i;
    zone.outline.ring = {at(east, 0), at(east + 100, 0), at(east + 100, 100), at(east, 100)};
    zone.area_m2 = kArea_m2;
    zone.capacity = 10'000;
    const std::string next = i % 10 == 9 ? "" : "z" + std::to_string(i + 1);
    zone.gates = {{"on", "", at(east + 100, 50), 600, GateGround::Level, ZoneId(next)}};
    const std::string name = "s" + std::to_string(i);
    zone.sensors = {{SourceId(name), "", Quantity::People, "", 1000},
                    {SourceId(name), "", Quantity::Density, "", 300},
                    {SourceId(name), "", Quantity::Entered, "on", 1000},
                    {SourceId(name), "", Quantity::Left, "on", 1000}};
    zones.push_back(std::move(zone));
  }
  CrowdTracker tracker(zones);
  Random chance(5);
  const std::clock_t began = std::clock();  // of the processor: other programs do not count
  for (int second = 0; second < 120; ++second) {
    const Time now = kNoon + std::chrono::seconds(second);
    for (int i = 0; i < 1000; ++i) {
      Measurement said;
      said.source = SourceId("s" + std::to_string(i % 200));
      const int what = i / 200;
      said.quantity = what < 2   ? Quantity::People
                      : what < 3 ? Quantity::Density
                      : what < 4 ? Quantity::Entered
                                 : Quantity::Left;
      said.until = now;
      said.from = what < 3 ? now : now - 1s;
      said.value =
          what < 3 ? 300 + static_cast<std::int64_t>(chance.below(30)) : static_cast<std::int64_t>(chance.below(3));
      tracker.take(said);
    }
    if (second % 15 == 0) tracker.advance(now);
  }
  const double seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  std::cout << "120 s of 1,000/s on 200 zones: " << seconds << " s\n";
  EXPECT_LT(seconds, 12) << "a tenth of one core, sanitizers included";
}

}  // namespace
}  // namespace vigie::crowd
