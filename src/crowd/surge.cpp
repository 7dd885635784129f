// SPDX-License-Identifier: Apache-2.0
// Chances from intervals, joined over the next hour; then raise, retell or end.
#include "crowd/surge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

namespace vigie::crowd {
namespace {

constexpr double kZ80 = 1.2816, kZ95 = 1.96;
constexpr double kFarAway = 3.9;    // deviations: nothing to add up beyond
constexpr double kNarrowest = 0.5;  // people: ends of an interval are at least so far apart

/// How many deviations above the median `limit` lies, by straight lines through the interval's ends.
double score_of(const ForecastPoint& point, double limit) {
  std::array<double, 5> people = {static_cast<double>(point.low95), static_cast<double>(point.low80),
                                  static_cast<double>(point.people), static_cast<double>(point.high80),
                                  static_cast<double>(point.high95)};
  constexpr std::array<double, 5> kScores = {-kZ95, -kZ80, 0, kZ80, kZ95};
  for (std::size_t i = 3; i < people.size(); ++i) people[i] = std::max(people[i], people[i - 1] + kNarrowest);
  for (std::size_t i = 2; i-- > 0;) people[i] = std::min(people[i], people[i + 1] - kNarrowest);
  std::size_t upper = 1;
  while (upper + 1 < people.size() && limit > people[upper]) ++upper;
  // Beyond the ends: on as from the median to the end, which a short last piece cannot bend.
  if (limit > people[4]) return kZ95 + (limit - people[4]) * kZ95 / (people[4] - people[2]);
  if (limit < people[0]) return -kZ95 - (people[0] - limit) * kZ95 / (people[2] - people[0]);
  const double part = (limit - people[upper - 1]) / (people[upper] - people[upper - 1]);
  return kScores[upper - 1] + part * (kScores[upper] - kScores[upper - 1]);
}

double beyond(double score) { return 0.5 * std::erfc(score / std::sqrt(2.0)); }

/// One moment of the chain: below which score nothing happens, and how its error hangs on that of the moment before.
struct Link {
  double score;
  double correlation;
};

/// 1 − P(every moment of a normal chain stays below its score), summed on a grid.
double chance_of_any(const std::vector<Link>& links) {
  constexpr std::size_t kCells = 41;
  constexpr double kStep = 0.2, kEnd = kStep * (kCells - 1) / 2;
  const auto middle = [](std::size_t cell) { return kStep * static_cast<double>(cell) - kEnd; };
  const auto kept = [&](std::size_t cell, double score) {
    return std::clamp((score - middle(cell)) / kStep + 0.5, 0.0, 1.0);
  };
  const auto bell = [](double x) { return std::exp(-x * x / 2); };
  double lowest = kFarAway;
  for (const Link& link : links) lowest = std::min(lowest, link.score);
  if (lowest >= kFarAway) return beyond(lowest);
  std::array<double, kCells> mass{};
  for (std::size_t k = 0; k < links.size(); ++k) {
    std::array<double, kCells> next{};
    const double rho = links[k].correlation, spread = std::sqrt(1 - rho * rho);
    for (std::size_t from = 0; from < kCells; ++from) {
      if (k == 0) {
        next[from] = bell(middle(from));
        continue;
      }
      if (mass[from] <= 0) continue;
      std::array<double, kCells> moved{};
      double sum = 0;
      for (std::size_t to = 0; to < kCells; ++to) sum += moved[to] = bell((middle(to) - rho * middle(from)) / spread);
      for (std::size_t to = 0; to < kCells; ++to) next[to] += mass[from] * moved[to] / sum;
    }
    if (k == 0) {
      double sum = 0;
      for (const double value : next) sum += value;
      for (double& value : next) value /= sum;
    }
    for (std::size_t cell = 0; cell < kCells; ++cell) mass[cell] = next[cell] * kept(cell, links[k].score);
  }
  double stayed = 0;
  for (const double value : mass) stayed += value;
  return links.empty() ? 0 : std::clamp(1 - stayed, 0.0, 1.0);
}

/// When it passes, and how many people are there then: by the median, else by the upper end of the 80 % interval.
std::pair<Time, std::int64_t> first_passing(const CrowdState* state, const CrowdForecast& forecast, double limit,
                                            const SurgeOptions& options) {
  if (state != nullptr && static_cast<double>(state->people) > limit) return {state->at, state->people};
  const ForecastPoint* widest = nullptr;
  const ForecastPoint* likeliest = nullptr;
  for (const ForecastPoint& point : forecast.points) {
    if (point.at > forecast.made + options.within) break;
    if (static_cast<double>(point.people) > limit) return {point.at, point.people};
    if (widest == nullptr && static_cast<double>(point.high80) > limit) widest = &point;
    if (likeliest == nullptr || chance_above(point, limit) > chance_above(*likeliest, limit)) likeliest = &point;
  }
  const ForecastPoint* const told = widest != nullptr ? widest : likeliest;
  if (told == nullptr) return {forecast.made, state != nullptr ? state->people : 0};
  return {told->at, told->people};
}

template <class Item>
const Item* of_zone(std::span<const Item> items, const ZoneId& zone) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.zone == zone; });
  return found == items.end() ? nullptr : &*found;
}

std::int64_t people_of(const Zone& zone, SurgeThreshold threshold, const SurgeOptions& options) {
  return threshold == SurgeThreshold::Limit ? zone.limit() : std::llround(options.density_per_m2 * zone.area_m2);
}

}  // namespace

double chance_above(const ForecastPoint& point, double limit) { return beyond(score_of(point, limit)); }

double chance_within(const CrowdState* state, const CrowdForecast& forecast, double limit,
                     const SurgeOptions& options) {
  std::vector<Link> links;
  Time before = forecast.made;
  if (state != nullptr && state->counted) {
    const double deviation = std::max(static_cast<double>(state->deviation), kNarrowest);
    links.push_back({(limit - static_cast<double>(state->people)) / deviation, 0});
    before = state->at;
  }
  for (const ForecastPoint& point : forecast.points) {
    if (point.at > forecast.made + options.within) break;
    const auto minutes = std::chrono::duration<double, std::ratio<60>>(point.at - before).count();
    const auto lasting = static_cast<double>(options.errors_last.count());
    links.push_back({score_of(point, limit), std::min(std::exp(-std::max(minutes, 1.0) / lasting), 0.99)});
    before = point.at;
  }
  return chance_of_any(links);
}

std::vector<SurgeChange> SurgeWatch::update(std::span<const CrowdState> states,
                                            std::span<const CrowdForecast> forecasts, std::span<const Zone> zones,
                                            Time now) {
  std::vector<SurgeChange> changes;
  std::set<std::string> present;
  for (const Zone& zone : zones) {
    present.insert(zone.id.text());
    const CrowdForecast* const forecast = of_zone(forecasts, zone.id);
    if (forecast == nullptr || forecast->points.empty()) continue;
    const CrowdState* const state = of_zone(states, zone.id);
    for (const SurgeThreshold threshold : {SurgeThreshold::Limit, SurgeThreshold::Density}) {
      const std::int64_t limit = people_of(zone, threshold, options_);
      if (limit <= 0) continue;
      const double chance = chance_within(state, *forecast, static_cast<double>(limit), options_);
      const auto open = open_.find({zone.id.text(), threshold});
      if (open == open_.end() && chance < options_.raise_at) continue;
      const auto [expected, people] = first_passing(state, *forecast, static_cast<double>(limit), options_);
      const auto percent = static_cast<std::int32_t>(std::lround(100 * chance));
      const CrowdSurge surge{zone.id, threshold, limit, percent, expected, people, now, forecast->drivers, {}, 0};
      if (open == open_.end()) {
        open_.emplace(Key{zone.id.text(), threshold}, Open{surge, {}});
        changes.push_back({SurgeStep::Raised, surge});
        continue;
      }
      Open& told = open->second;
      if (chance >= options_.end_below) told.low_since.reset();
      else if (!told.low_since) told.low_since = now;
      if (told.low_since && now - *told.low_since >= options_.end_after) {
        told.surge.ended = now;
        told.surge.probability_percent = percent;
        changes.push_back({SurgeStep::Ended, told.surge});
        open_.erase(open);
        continue;
      }
      const auto shift = std::chrono::abs(expected - told.surge.expected);
      if (std::abs(percent - told.surge.probability_percent) < 100 * options_.retold_after &&
          shift < options_.retold_shift)
        continue;
      const Time made = told.surge.made;
      told.surge = surge;
      told.surge.made = made;
      changes.push_back({SurgeStep::Retold, told.surge});
    }
  }
  for (auto open = open_.begin(); open != open_.end();) {
    if (present.contains(open->first.first)) {
      ++open;
      continue;
    }
    open->second.surge.ended = now;
    changes.push_back({SurgeStep::Ended, open->second.surge});
    open = open_.erase(open);
  }
  return changes;
}

void SurgeWatch::restore(std::span<const CrowdSurge> surges) {
  open_.clear();
  for (const CrowdSurge& surge : surges)
    if (!surge.ended) open_.emplace(Key{surge.zone.text(), surge.threshold}, Open{surge, {}});
}

std::vector<CrowdSurge> SurgeWatch::open() const {
  std::vector<CrowdSurge> surges;
  for (const auto& [key, open] : open_) surges.push_back(open.surge);
  return surges;
}

}  // namespace vigie::crowd
