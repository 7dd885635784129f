// SPDX-License-Identifier: Apache-2.0
// One ridge formula a lead over all zones; then what it misses on days that it did not see.
#include "crowd/zone_learning.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.hpp"
#include "crowd/counted_series.hpp"
#include "crowd/ridge.hpp"
#include "crowd/zone_validation.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kEveryOrigin = 6;  // slots
/// Prices on weights, for each row: of each lead the best on days that were not learnt from. Soon, what is there now must count
/// in full; days ahead nearly nothing of it is left, and neighbouring origins say the same thing over and over.
constexpr std::array<double, 5> kPenalties = {0.0005, 0.005, 0.05, 0.25, 1};
constexpr double kPenaltyUnknown = 0.05;
constexpr double kNearlyAsGood = 1.01;
constexpr std::size_t kWarmUpDays = 7;  // before them too little is usual to learn from what strays from it
constexpr std::size_t kLeastRows = 40 * kFeatures;
constexpr std::size_t kLeastDaysValidated = 6;
constexpr float kMostDeparture = 8;  // spreads: a departure beyond teaches as this one

/// Where too little was counted: a departure fades with a time constant of two hours, a day's with one of two days. Assumed.
FeatureRow assumed_weights(std::size_t lead) {
  FeatureRow weights{};
  const double hours = lead_min(lead) / 60.0;
  weights[static_cast<std::size_t>(Feature::Quarter)] = static_cast<float>(0.9 * std::exp(-hours / 2));
  weights[static_cast<std::size_t>(Feature::Day)] =
      static_cast<float>(0.5 * std::exp(-hours / 48) * (1 - std::exp(-hours / 2)));
  return weights;
}

struct Examples {
  Rows rows{kFeatures, {}};
  std::vector<float> targets;  // departures from the base, in spreads
};

/// What origins say of targets of a lead before slot `to`.
Examples examples(const ZoneLook& look, const std::vector<OriginRow>& origins, std::size_t lead, std::size_t to) {
  Examples all;
  for (const OriginRow& origin : origins) {
    const std::size_t target = target_of(origin.slot, lead);
    if (target >= to) continue;
    for (std::size_t zone = 0; zone < look.past.zones; ++zone) {
      const float root = look.truth(zone, target);
      if (std::isnan(root) || std::isnan(look.past.residual[look.past.cell(origin.slot, zone)])) continue;
      const BaseAt base = base_at(look.past, look.axis, look.plan, look.axis.day_of(origin.slot), zone, target,
                                  look.axis.time_of(origin.slot));
      if (std::isnan(base.root)) continue;
      const FeatureRow row = look.features.row(origin.zones[zone], zone, target, base.root, base.share);
      all.rows.values.insert(all.rows.values.end(), row.begin(), row.end());
      all.targets.push_back(
          std::clamp((root - base.root) / look.structure.spread[zone], -kMostDeparture, kMostDeparture));
    }
  }
  return all;
}

std::vector<OriginRow> origins_between(const ZoneLook& look, std::size_t from, std::size_t to,
                                       const LearningOptions& options) {
  std::vector<OriginRow> origins;
  for (const std::size_t slot : origin_slots(look.axis, from, to, options.counted_every_slots))
    origins.push_back(look.origin(slot));
  return origins;
}

FeatureRow formula(const Examples& seen, double penalty) {
  const std::vector<float> learnt = ridge(seen.rows, seen.targets, penalty * static_cast<double>(seen.targets.size()));
  FeatureRow weights{};
  std::copy(learnt.begin(), learnt.end(), weights.begin());
  return weights;
}

double absolute_error(const Examples& cells, const FeatureRow& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < cells.targets.size(); ++i)
    sum += static_cast<double>(std::abs(cells.targets[i] - dot(cells.rows.row(i), weights)));
  return sum;
}

/// Formulas from targets before `to`, and of each lead the penalty that errs least on the days from `to` on.
std::vector<FeatureRow> choose_penalties(const ZoneLook& look, std::size_t from, std::size_t to,
                                         const LearningOptions& options, std::vector<double>& penalties) {
  const std::vector<OriginRow> origins = origins_between(look, from, to, options);
  const std::vector<OriginRow> unseen = origins_between(look, to, look.past.known, options);
  std::vector<FeatureRow> weights;
  for (std::size_t lead = 0; lead < kLeads; ++lead) {
    weights.push_back(assumed_weights(lead));
    const Examples seen = examples(look, origins, lead, to);
    if (seen.targets.size() < kLeastRows) continue;
    const Examples judged = examples(look, unseen, lead, look.past.known);
    std::vector<FeatureRow> tried;
    std::vector<double> errors;
    for (const double penalty : kPenalties) {
      tried.push_back(formula(seen, penalty));
      errors.push_back(absolute_error(judged, tried.back()));
    }
    // A few days are a small sample: of those that are nearly as good as the best, the simplest.
    const double good = kNearlyAsGood * *std::min_element(errors.begin(), errors.end());
    std::size_t chosen = kPenalties.size() - 1;
    while (chosen > 0 && errors[chosen] > good) --chosen;
    weights.back() = tried[chosen];
    penalties[lead] = kPenalties[chosen];
  }
  return weights;
}

/// Formulas from all that is known; assumed ones where that is too little.
std::vector<FeatureRow> learn_weights(const ZoneLook& look, std::size_t from, const LearningOptions& options,
                                      const std::vector<double>& penalties, bool& assumed) {
  const std::vector<OriginRow> origins = origins_between(look, from, look.past.known, options);
  std::vector<FeatureRow> weights;
  assumed = false;
  for (std::size_t lead = 0; lead < kLeads; ++lead) {
    const Examples seen = examples(look, origins, lead, look.past.known);
    const bool few = seen.targets.size() < kLeastRows;
    assumed = assumed || few;
    weights.push_back(few ? assumed_weights(lead) : formula(seen, penalties[lead]));
  }
  return weights;
}

void sort_districts(ZoneModel& model) {
  for (std::size_t zone = 0; zone < model.zones.size(); ++zone) {
    const DistrictId& district = model.zones[zone].district;
    if (district.empty()) continue;
    const auto found = std::find(model.districts.begin(), model.districts.end(), district);
    const auto index = static_cast<std::size_t>(found - model.districts.begin());
    if (found == model.districts.end()) {
      model.districts.push_back(district);
      model.zones_of_district.emplace_back();
    }
    model.zones_of_district[index].push_back(zone);
  }
}

bool counted_ever(const ZoneHistory& history, std::size_t column, std::size_t known) {
  for (std::size_t slot = 0; slot < known; ++slot)
    if (!std::isnan(history.people(slot)[column]) && !history.imputed(slot, column)) return true;
  return false;
}

}  // namespace

Result<ZoneModel> learn_zones(const ZoneHistory& history, const CityCalendar& calendar, std::span<const Zone> zones,
                              const LearningOptions& options) {
  VIGIE_CHECK(options.known > 0 && options.known <= history.slots());
  ZoneModel model;
  std::vector<std::size_t> columns;
  for (const Zone& zone : zones) {
    const auto column = history.index_of(zone.id);
    if (!column || !counted_ever(history, *column, options.known)) continue;
    model.zones.push_back(zone);
    columns.push_back(*column);
  }
  if (model.zones.empty())
    return Error{ErrorKind::NotFound, "none of " + std::to_string(zones.size()) + " zones was ever counted"};
  sort_districts(model);
  model.learnt_until = history.time_of(options.known - 1);
  model.memory_days = options.memory_days;
  model.weekday_prior_days = options.weekday_prior_days;

  const ZoneAxis axis = zone_axis(calendar, history.time_of(0), options.known + 8 * kSlotsADay);
  const EventPlan plan(calendar, axis, model.zones);
  const ZonePast past = zone_past(history, columns, axis, plan, EventBook(),
                                  {.known = options.known,
                                   .memory_days = std::vector<double>(model.zones.size(), options.memory_days),
                                   .weekday_prior_days = options.weekday_prior_days,
                                   .learn_events = true});
  model.days_counted = past.days_counted;
  const std::size_t days = options.known / kSlotsADay;
  const std::size_t from = std::min(kWarmUpDays, days / 3) * kSlotsADay;
  model.day_parts.assign(model.zones.size(), {});
  for (auto& parts : model.day_parts) parts.fill(1);

  const CountedSeries counted(history, columns, model.zones_of_district);
  const auto look = [&](std::size_t to) {
    model.structure = zone_structure(past, model.zones, from, to);
    return ZoneLook(past, axis, plan, model.structure, model.zones, calendar.bulletins);
  };
  std::vector<double> penalties(kLeads, kPenaltyUnknown);
  if (days >= kLeastDaysValidated) {
    const std::size_t to = options.known - std::clamp<std::size_t>(days / 5, 1, 7) * kSlotsADay;
    const ZoneLook seen = look(to);
    model.weights = choose_penalties(seen, from, to, options, penalties);
    validate(seen, counted, to, options.counted_every_slots, model);
  } else {
    model.start = ForecastRecord(model.zones.size() + model.districts.size());
  }
  const ZoneLook all = look(options.known);
  model.weights = learn_weights(all, from, options, penalties, model.assumed);
  model.book = past.last_book;
  return model;
}

}  // namespace vigie::crowd
