// SPDX-License-Identifier: Apache-2.0
// Extended Kalman filter in Schmidt's form: biases that nobody can check are allowed for, not learnt.
// Sources: Kalman 1960; Schmidt 1966 ("consider" states); Singer 1970 (trend that dies away).
#include "crowd/zone_filter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/check.hpp"
#include "crowd/zone_flows.hpp"

namespace vigie::crowd {
namespace {

// Assumed, then checked on simulated crowds (crowd_tracker_test.cpp): no data set has both truth and sensors of a zone.
constexpr double kTrend_min = 12;        // a trend lasts about so long
constexpr double kReturn_min = 120;      // so long until an uncounted zone is as usual again
constexpr double kTrendSpread = 0.008;   // of the level, per minute
constexpr double kTurnover = 0.06;       // people who come or go unforeseen, per person and minute
constexpr double kUnknownSpread = 0.25;  // of the capacity, where nothing usual is known
constexpr double kBias = 0.12;           // standard deviation of sensors' biases: counters err by 2 to 15 percent
constexpr double kFlowBias = 0.05;       // the same of counters at gates, which see one after the other
constexpr double kFarBias = 0.2;         // so far from the others a source is the one that errs
constexpr double kBiasMemory_min = 2 * 24 * 60;
constexpr double kForget_min = 2, kForgotten_min = 30;  // without input, what was known of today's level fades between
constexpr std::int64_t kLive_steps = 40;
constexpr std::int64_t kAgreement_steps = 20;
constexpr double kOutlier = 9;  // three deviations
constexpr double kMostAgility = 20;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min() / 2;

/// Variance of a sensor's bias before anything is known of it.
double prior(const FilterShape::Sensor& sensor) { return sensor.flow() ? kFlowBias * kFlowBias : kBias * kBias; }

class Stepper {
 public:
  Stepper(FilterState& state, const FilterShape& shape, double minutes)
      : s_(state), shape_(shape), n_(shape.zones.size()), size_(shape.size()), minutes_(minutes) {}

  void predict(const ZoneFlows& flows, std::span<const FilterUsual> usual);
  void observe_trend(const ZoneFlows& flows);
  void observe(const FilterInput& input);
  void find_learnable();
  void settle();

 private:
  double* row(std::size_t i) { return s_.covariance.data() + i * size_; }
  double level(std::size_t zone, const FilterUsual& usual) const {
    return std::max({s_.mean[zone], usual.known ? usual.after : 0.0, 0.02 * shape_.zones[zone].capacity, 20.0});
  }
  double forgotten(std::size_t zone) const;
  bool live(std::size_t sensor) const { return s_.step - s_.heard[sensor] <= kLive_steps; }
  std::size_t witnesses(std::size_t zone) const;
  void update(std::span<const std::pair<std::size_t, double>> slope, double innovation, double noise);
  double agreement(std::size_t zone) const;
  std::vector<double> trust(const std::vector<std::size_t>& biases) const;

  FilterState& s_;
  const FilterShape& shape_;
  const std::size_t n_, size_;
  const double minutes_;
  std::vector<bool> learnable_;
  std::vector<std::vector<std::size_t>> checked_;  ///< by zone: places in the state of biases that check each other
};

/// 0 just after an input, 1 when nothing was heard for long.
double Stepper::forgotten(std::size_t zone) const {
  std::int64_t newest = s_.closed[zone];
  for (std::size_t i = 0; i < shape_.sensors.size(); ++i)
    if (shape_.sensors[i].zone == zone && !shape_.sensors[i].flow()) newest = std::max(newest, s_.heard[i]);
  if (newest == kNever) return 1;
  const double age_min = static_cast<double>(s_.step - newest) * shape_.step_min;
  return std::clamp((age_min - kForget_min) / (kForgotten_min - kForget_min), 0.0, 1.0);
}

void Stepper::predict(const ZoneFlows& flows, std::span<const FilterUsual> usual) {
  const double trend_left = std::exp(-minutes_ / kTrend_min);
  const double trend_run = kTrend_min * (1 - trend_left);
  const double bias_left = std::exp(-minutes_ / kBiasMemory_min);
  std::vector<double> stays(n_), runs(n_);
  std::vector<double>& mean = s_.mean;
  for (std::size_t z = 0; z < n_; ++z) {
    const double open = 1 - flows.zones[z].covered;
    const double back = usual[z].known ? open * (1 - std::exp(-minutes_ / kReturn_min)) : 0;
    stays[z] = 1 - back;
    runs[z] = open * trend_run;
    double people = mean[z] + runs[z] * mean[n_ + z] + flows.zones[z].people;
    if (usual[z].known) people += open * (usual[z].after - usual[z].before) - back * (mean[z] - usual[z].before);
    mean[z] = people;
    mean[n_ + z] *= trend_left;
  }
  for (std::size_t i = 0; i < shape_.sensors.size(); ++i) mean[2 * n_ + i] *= bias_left;

  // P = A P A': rows, then columns. A row of people takes from its trend and from the biases of who counted its flows.
  const auto mix = [&](auto&& entry) {
    for (std::size_t c = 0; c < size_; ++c) {
      for (std::size_t z = 0; z < n_; ++z) {
        double value = stays[z] * entry(z, c) + runs[z] * entry(n_ + z, c);
        for (const auto& [sensor, slope] : flows.zones[z].slopes) value += slope * entry(2 * n_ + sensor, c);
        entry(z, c) = value;
      }
      for (std::size_t z = 0; z < n_; ++z) entry(n_ + z, c) *= trend_left;
      for (std::size_t i = 2 * n_; i < size_; ++i) entry(i, c) *= bias_left;
    }
  };
  mix([this](std::size_t r, std::size_t c) -> double& { return row(r)[c]; });
  mix([this](std::size_t r, std::size_t c) -> double& { return row(c)[r]; });

  for (std::size_t z = 0; z < n_; ++z) {
    const double open = 1 - flows.zones[z].covered;
    const double fade = forgotten(z);
    const double spread = usual[z].known ? usual[z].deviation : kUnknownSpread * shape_.zones[z].capacity;
    const double people = level(z, usual[z]);
    const double trend = kTrendSpread * people * s_.agility[z] * (1 - 0.9 * fade);
    const double back = 1 - std::exp(-2 * minutes_ / kReturn_min);
    // Who comes and goes unforeseen adds up, yet not for ever: what is usual bounds it.
    const double turnover = kTurnover * people * back * kReturn_min / 2;
    const double widening = usual[z].known ? back * spread * spread : back * std::max(0.0, spread * spread - row(z)[z]);
    row(z)[z] += flows.zones[z].variance + open * ((1 - fade) * turnover + fade * widening);
    row(n_ + z)[n_ + z] += (1 - trend_left * trend_left) * trend * trend;
  }
  for (const auto& [from, to, variance] : flows.shared) {
    row(from)[to] -= variance;
    row(to)[from] -= variance;
  }
  for (std::size_t i = 2 * n_; i < size_; ++i)
    row(i)[i] += (1 - bias_left * bias_left) * prior(shape_.sensors[i - 2 * n_]);
}

/// Where all gates are counted the flow is the trend: it is what goes on when counts come late.
void Stepper::observe_trend(const ZoneFlows& flows) {
  for (std::size_t z = 0; z < n_; ++z) {
    const ZoneFlow& flow = flows.zones[z];
    if (flow.covered < 0.5) continue;
    if (flow.covered > 0.99) s_.closed[z] = s_.step;
    const double seen = flow.people / (flow.covered * minutes_);
    const double noise = flow.variance / (minutes_ * minutes_) + 0.1 * seen * seen + 1;
    const std::array<std::pair<std::size_t, double>, 1> slope{{{n_ + z, 1.0}}};
    update(slope, seen - s_.mean[n_ + z], noise);
  }
}

/// Sources of a zone that err independently: counters that were heard lately, and its gates where all are counted.
std::size_t Stepper::witnesses(std::size_t zone) const {
  std::size_t count = s_.step - s_.closed[zone] <= kLive_steps ? 1 : 0;
  for (std::size_t i = 0; i < shape_.sensors.size(); ++i)
    if (shape_.sensors[i].zone == zone && !shape_.sensors[i].flow() && live(i)) ++count;
  return count;
}

void Stepper::find_learnable() {
  std::vector<bool> checked(n_);
  for (std::size_t z = 0; z < n_; ++z) checked[z] = witnesses(z) >= 2;
  learnable_.assign(size_, true);
  checked_.assign(n_, {});
  for (std::size_t i = 0; i < shape_.sensors.size(); ++i) {
    const FilterShape::Sensor& sensor = shape_.sensors[i];
    bool learn = checked[sensor.zone];
    if (sensor.flow()) learn = (sensor.from && checked[*sensor.from]) || (sensor.to && checked[*sensor.to]);
    learnable_[2 * n_ + i] = learn && live(i);
    if (learnable_[2 * n_ + i] && !sensor.flow()) checked_[sensor.zone].push_back(2 * n_ + i);
  }
}

/// How much each of them says of what they have in common, summing to 1: one far from the others says nothing of it.
std::vector<double> Stepper::trust(const std::vector<std::size_t>& biases) const {
  std::vector<double> sorted;
  sorted.reserve(biases.size());
  for (const std::size_t bias : biases) sorted.push_back(s_.mean[bias]);
  std::sort(sorted.begin(), sorted.end());
  const double middle = sorted.empty() ? 0 : 0.5 * (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]);
  std::vector<double> weights;
  double sum = 0;
  for (const std::size_t bias : biases) {
    const double off = (s_.mean[bias] - middle) / kFarBias;
    weights.push_back(1 / (1 + off * off * off * off));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

void Stepper::update(std::span<const std::pair<std::size_t, double>> slope, double innovation, double noise) {
  std::vector<double> seen(size_, 0.0);
  for (const auto& [index, weight] : slope)
    for (std::size_t c = 0; c < size_; ++c) seen[c] += weight * row(index)[c];
  double variance = noise;
  for (const auto& [index, weight] : slope) variance += weight * seen[index];
  if (!(variance > 0)) return;
  std::vector<double> gain(size_);
  for (std::size_t c = 0; c < size_; ++c) gain[c] = learnable_[c] ? seen[c] / variance : 0;
  // Sources that check each other tell how they differ, never by how much all of them are wrong: what the biases of those who
  // say how many are there have in common is allowed for and not learnt; flows are learnt against them. (Left in,
  // linearisation would make it seem known: Huang, Mourikis, Roumeliotis 2010.)
  for (const std::vector<std::size_t>& biases : checked_) {
    const std::vector<double> weights = trust(biases);
    double common = 0;
    for (std::size_t i = 0; i < biases.size(); ++i) common += weights[i] * gain[biases[i]];
    for (const std::size_t bias : biases) gain[bias] -= common;
  }
  for (std::size_t c = 0; c < size_; ++c) s_.mean[c] += gain[c] * innovation;
  // P = P - K h'P - P h K' + K S K', which holds for any gain.
  for (std::size_t r = 0; r < size_; ++r) {
    double* const entries = row(r);
    const double mine = gain[r], also = seen[r] - variance * gain[r];
    for (std::size_t c = 0; c < size_; ++c) entries[c] -= mine * seen[c] + also * gain[c];
  }
}

/// By how many deviations all sources of a zone that were heard lately are surprised in the same direction.
double Stepper::agreement(std::size_t zone) const {
  double least = std::numeric_limits<double>::infinity(), sign = 0;
  for (std::size_t i = 0; i < shape_.sensors.size(); ++i) {
    const FilterShape::Sensor& sensor = shape_.sensors[i];
    if (sensor.zone != zone || sensor.flow() || s_.step - s_.heard[i] > kAgreement_steps) continue;
    const double surprise = s_.surprise[i];
    if (sign != 0 && surprise * sign <= 0) return 0;
    sign = surprise;
    least = std::min(least, std::abs(surprise));
  }
  return sign == 0 ? 0 : least;
}

void Stepper::observe(const FilterInput& input) {
  const FilterShape::Sensor& sensor = shape_.sensors[input.sensor];
  const std::size_t bias = 2 * n_ + input.sensor, zone = sensor.zone;
  const double per_person = sensor.gain * std::exp(s_.mean[bias]);
  const double foreseen = per_person * s_.mean[zone];
  const std::array<std::pair<std::size_t, double>, 2> slope{{{zone, per_person}, {bias, foreseen}}};
  // What is between what was foreseen and what was said: neither alone may set how much it is trusted.
  const double about = std::max(0.5 * (foreseen + input.value), 0.0);
  // Who sees a part errs in what it takes the rest to be: whole people, and a crowd that is not even.
  const double unseen = (1 - sensor.share) / sensor.share;
  double noise = input.noise * input.noise * about * about + unseen * 0.0025 * about * about +
                 sensor.gain * about * (1 + unseen) * 0.5 + 0.3 * std::max(1.0, sensor.gain * sensor.gain);
  double variance = noise + per_person * per_person * row(zone)[zone] + foreseen * foreseen * row(bias)[bias] +
                    2 * per_person * foreseen * row(zone)[bias];
  const double innovation = input.value - foreseen;
  const double square = innovation * innovation / variance;
  const double before = s_.surprise[input.sensor];
  s_.surprise[input.sensor] = innovation / std::sqrt(variance);
  s_.heard[input.sensor] = s_.step;

  const double agreed = std::min(agreement(zone), before * innovation > 0 ? std::abs(before) : 0.0);
  // All sources are surprised, and were before: it is the crowd that jumped.
  if (agreed > 3) {
    const double jump = innovation / per_person;
    row(zone)[zone] += 0.5 * jump * jump;
    variance += 0.5 * innovation * innovation;
  }
  const double push = std::clamp(agreed * agreed - 1, -1.0, 6.0);
  s_.agility[zone] = std::clamp(s_.agility[zone] * std::exp(0.1 * push), 1.0, kMostAgility);
  // One against others: it counts less the farther off it is (Huber 1964).
  if (square > kOutlier && agreed < 3 && witnesses(zone) >= 2) noise += variance * (square / kOutlier - 1);
  update(slope, innovation, noise);
}

void Stepper::settle() {
  for (std::size_t z = 0; z < n_; ++z) {
    if (s_.mean[z] < 0) {
      s_.mean[z] = 0;
      s_.mean[n_ + z] = std::max(s_.mean[n_ + z], 0.0);
    }
    for (const std::size_t i : {z, n_ + z}) row(i)[i] = std::max(row(i)[i], 1e-6);
  }
  for (std::size_t i = 2 * n_; i < size_; ++i) s_.mean[i] = std::clamp(s_.mean[i], -2.0, 2.0);
}

}  // namespace

FilterState begin(const FilterShape& shape, std::int64_t step, std::span<const double> people,
                  std::span<const double> deviation, std::span<const double> bias) {
  const std::size_t n = shape.zones.size(), size = shape.size();
  VIGIE_CHECK(people.size() == n && deviation.size() == n && bias.size() == shape.sensors.size());
  FilterState state;
  state.step = step;
  state.mean.assign(size, 0.0);
  state.covariance.assign(size * size, 0.0);
  state.agility.assign(n, 1.0);
  state.surprise.assign(shape.sensors.size(), 0.0);
  state.heard.assign(shape.sensors.size(), kNever);
  state.closed.assign(n, kNever);
  for (std::size_t z = 0; z < n; ++z) {
    state.mean[z] = people[z];
    state.covariance[z * size + z] = std::max(1.0, deviation[z] * deviation[z]);
    const double trend = kTrendSpread * std::max(people[z], 0.02 * shape.zones[z].capacity);
    state.covariance[(n + z) * size + n + z] = trend * trend;
  }
  for (std::size_t i = 0; i < bias.size(); ++i) {
    state.mean[2 * n + i] = bias[i];
    state.covariance[(2 * n + i) * size + 2 * n + i] = prior(shape.sensors[i]);
  }
  return state;
}

double disagreement(const FilterState& state, const FilterShape& shape, std::size_t zone) {
  const std::size_t n = shape.zones.size();
  std::vector<double> biases;
  double mean = 0;
  for (std::size_t i = 0; i < shape.sensors.size(); ++i)
    if (shape.sensors[i].zone == zone && !shape.sensors[i].flow() && state.step - state.heard[i] <= kLive_steps) {
      biases.push_back(state.mean[2 * n + i]);
      mean += biases.back();
    }
  if (biases.size() < 2) return 0;
  const auto count = static_cast<double>(biases.size());
  double spread = 0;
  for (const double bias : biases) spread += (bias - mean / count) * (bias - mean / count) / (count - 1);
  const double people = state.people(zone);
  return people * people * std::max(0.0, spread - kBias * kBias) / count;
}

void add_sensor(FilterState& state) {
  const std::size_t size = state.mean.size();
  std::vector<double> wider((size + 1) * (size + 1), 0.0);
  for (std::size_t r = 0; r < size; ++r)
    std::copy_n(state.covariance.begin() + static_cast<std::ptrdiff_t>(r * size), size,
                wider.begin() + static_cast<std::ptrdiff_t>(r * (size + 1)));
  wider.back() = kBias * kBias;  // sources found by their place say how many are there
  state.covariance = std::move(wider);
  state.mean.push_back(0);
  state.surprise.push_back(0);
  state.heard.push_back(kNever);
}

void advance(FilterState& state, const FilterShape& shape, std::int64_t step, double minutes,
             std::span<const FilterInput> inputs, std::span<const FilterUsual> usual) {
  VIGIE_CHECK(usual.size() == shape.zones.size() && step > state.step);
  Stepper stepper(state, shape, minutes);
  const ZoneFlows flows = flows_of(shape, inputs, state.mean);
  state.step = step;
  for (const FilterInput& input : inputs)
    if (shape.sensors[input.sensor].flow()) state.heard[input.sensor] = step;
  stepper.find_learnable();
  stepper.predict(flows, usual);
  stepper.observe_trend(flows);
  for (const FilterInput& input : inputs)
    if (!shape.sensors[input.sensor].flow()) stepper.observe(input);
  stepper.settle();
}

}  // namespace vigie::crowd
