// SPDX-License-Identifier: Apache-2.0
// All forecasts first; then spreads by zone and time of day, intervals, and errors beside the naive ones.
#include "crowd/zone_validation.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::crowd {
namespace {

constexpr std::size_t kEveryOrigin = 6;  // slots
/// What few cells are drawn to counts as many as these.
constexpr double kPartPrior = 60, kZonePrior = 100, kEventPrior = 30;
constexpr double kLeastOrigins = 48;
constexpr double kEventSpreadBefore = 1.5;
constexpr float kMostlyEvent = 0.3F;

struct Cell {
  std::size_t origin, target, zone;
  float root, base, truth, share;
};

/// Cells of one lead, all zones of an origin side by side.
std::vector<Cell> forecasts(const ZoneLook& look, const std::vector<OriginRow>& origins, std::size_t lead,
                            const ZoneModel& model) {
  std::vector<Cell> cells;
  for (const OriginRow& origin : origins) {
    const std::size_t target = target_of(origin.slot, lead);
    if (target >= look.past.known) continue;
    for (std::size_t zone = 0; zone < look.past.zones; ++zone) {
      const float truth = look.truth(zone, target);
      if (std::isnan(truth) || std::isnan(look.past.residual[look.past.cell(origin.slot, zone)])) continue;
      const BaseAt base = base_at(look.past, look.axis, look.plan, look.axis.day_of(origin.slot), zone, target,
                                  look.axis.time_of(origin.slot));
      if (std::isnan(base.root)) continue;
      const FeatureRow row = look.features.row(origin.zones[zone], zone, target, base.root, base.share);
      cells.push_back(
          {origin.slot, target, zone, root_of(model, lead, zone, row, base.root), base.root, truth, base.share});
    }
  }
  return cells;
}

double mean_size(const std::vector<Cell>& cells, const ZoneModel& model) {
  double sum = 1e-9;
  for (const Cell& cell : cells)
    sum += static_cast<double>(std::abs(cell.truth - cell.root) / model.structure.spread[cell.zone]);
  return sum / static_cast<double>(std::max<std::size_t>(cells.size(), 1));
}

void learn_spreads(const std::vector<std::vector<Cell>>& of_leads, const ZoneAxis& axis, ZoneModel& model) {
  std::vector<double> sums(model.zones.size() * kDayParts, kPartPrior), counts = sums;
  const auto each = [&](auto&& use) {
    for (const std::vector<Cell>& cells : of_leads) {
      const double mean = mean_size(cells, model);
      for (const Cell& cell : cells) {
        const std::size_t part = static_cast<std::size_t>(axis.slots[cell.target].minute) * kDayParts / 1440;
        const auto size = static_cast<double>(std::abs(cell.truth - cell.root) / model.structure.spread[cell.zone]);
        use(cell, cell.zone * kDayParts + part, size / mean);
      }
    }
  };
  each([&](const Cell& cell, std::size_t group, double size) {
    if (cell.share > kMostlyEvent) return;
    sums[group] += size;
    counts[group] += 1;
  });
  for (std::size_t group = 0; group < sums.size(); ++group)
    model.day_parts[group / kDayParts][group % kDayParts] =
        static_cast<float>(std::max(sums[group] / counts[group], 0.05));
  double event_sum = kEventPrior * kEventSpreadBefore, event_count = kEventPrior;
  each([&](const Cell& cell, std::size_t group, double size) {
    if (cell.share <= kMostlyEvent) return;
    event_sum += size / static_cast<double>(model.day_parts[group / kDayParts][group % kDayParts]);
    event_count += 1;
  });
  model.event_spread = static_cast<float>(std::clamp(event_sum / event_count - 1, 0.0, 4.0));
}

/// Of one series and lead.
struct Tally {
  std::vector<double> model, usual;
  SkillCell skill;

  void add(double departure, double from_usual, float root, float base, double people,
           const std::array<double, kNaives>& naive) {
    model.push_back(departure);
    usual.push_back(from_usual);
    skill.weight += 1;
    const auto fold = [&](double& mean, double value) {
      if (std::isfinite(value)) mean = std::isnan(mean) ? value : mean + (value - mean) / skill.weight;
    };
    fold(skill.error, std::abs(static_cast<double>(root * root) - people));
    fold(skill.usual_error, std::abs(static_cast<double>(base * base) - people));
    for (std::size_t i = 0; i < kNaives; ++i) fold(skill.naive[i], std::abs(naive[i] - people));
  }
};

double mean_absolute(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::abs(value);
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// Intervals of all series of a sort from their departures together, each wider or narrower as far as it has shown it.
void start_intervals(std::vector<Tally>& tallies, std::size_t begin, std::size_t end, std::size_t lead,
                     ForecastRecord& record, const RecordOptions& options) {
  std::vector<double> model, usual;
  double most = 0;
  for (std::size_t series = begin; series < end; ++series) most = std::max(most, tallies[series].skill.weight);
  if (most < kLeastOrigins && lead > 0) {  // days ahead, hardly any came due: as the lead before
    for (std::size_t series = begin; series < end; ++series)
      record.start(series, lead, tallies[series].skill, record.model_track(series, lead - 1),
                   record.usual_track(series, lead - 1));
    return;
  }
  for (std::size_t series = begin; series < end; ++series) {
    model.insert(model.end(), tallies[series].model.begin(), tallies[series].model.end());
    usual.insert(usual.end(), tallies[series].usual.begin(), tallies[series].usual.end());
  }
  const double model_mean = mean_absolute(model), usual_mean = mean_absolute(usual);
  const IntervalTrack model_track = IntervalTrack::of(model), usual_track = IntervalTrack::of(usual);
  for (std::size_t series = begin; series < end; ++series) {
    Tally& tally = tallies[series];
    const auto cells = static_cast<double>(tally.model.size());
    const auto own = [&](const std::vector<double>& departures, double mean) {
      return mean > 0 ? (cells * mean_absolute(departures) / mean + kZonePrior) / (cells + kZonePrior) : 1.0;
    };
    tally.skill.on = !(tally.skill.weight >= options.least_judged &&
                       tally.skill.error > options.off_above * tally.skill.naive_error());
    record.start(series, lead, tally.skill, model_track.scaled(own(tally.model, model_mean)),
                 usual_track.scaled(own(tally.usual, usual_mean)));
  }
}

}  // namespace

OriginRow ZoneLook::origin(std::size_t slot) const {
  OriginRow row{slot, {}};
  for (std::size_t zone = 0; zone < past.zones; ++zone) row.zones.push_back(features.origin(zone, slot));
  return row;
}

std::vector<std::size_t> origin_slots(const ZoneAxis& axis, std::size_t from, std::size_t to,
                                      std::size_t counted_every) {
  std::vector<std::size_t> slots;
  if (counted_every <= 1) {
    for (std::size_t slot = from, k = 0; slot < to; slot += kEveryOrigin, ++k)
      if (slot + k % kEveryOrigin < to) slots.push_back(slot + k % kEveryOrigin);
    return slots;
  }
  const std::size_t every = (kEveryOrigin + counted_every - 1) / counted_every * counted_every;
  const auto begins = static_cast<std::size_t>(millis(axis.first) / std::chrono::milliseconds(kHistorySlot).count());
  for (std::size_t slot = from; slot < to; ++slot)
    if ((begins + slot) % every == 0) slots.push_back(slot);
  return slots;
}

std::size_t target_of(std::size_t origin_slot, std::size_t lead) {
  if (lead < kNearHorizonsMin.size()) return origin_slot + static_cast<std::size_t>(lead_min(lead)) / 5;
  const std::size_t back = origin_slot / kEveryOrigin % 8;
  return origin_slot + (static_cast<std::size_t>(lead_min(lead)) - 180 * back) / 5;
}

void validate(const ZoneLook& look, const CountedSeries& counted, std::size_t from, std::size_t counted_every,
              ZoneModel& model) {
  std::vector<OriginRow> origins;
  for (const std::size_t slot : origin_slots(look.axis, from, look.past.known, counted_every))
    origins.push_back(look.origin(slot));
  std::vector<std::vector<Cell>> of_leads;
  for (std::size_t lead = 0; lead < kLeads; ++lead) of_leads.push_back(forecasts(look, origins, lead, model));
  learn_spreads(of_leads, look.axis, model);

  const std::size_t zones = model.zones.size(), districts = model.districts.size();
  const RecordOptions options;
  model.start = ForecastRecord(zones + districts, options);
  for (std::size_t lead = 0; lead < kLeads; ++lead) {
    std::vector<Tally> tallies(zones + districts);
    const std::vector<Cell>& cells = of_leads[lead];
    for (std::size_t begin = 0; begin < cells.size();) {
      std::size_t end = begin;
      std::vector<SumOfZones> sums(districts), usual_sums(districts);
      std::vector<std::size_t> in_sum(districts, 0);
      for (; end < cells.size() && cells[end].origin == cells[begin].origin; ++end) {
        const Cell& cell = cells[end];
        const float unit = unit_of(model, cell.zone, look.axis.slots[cell.target], cell.share);
        tallies[cell.zone].add(static_cast<double>((cell.truth - cell.root) / unit),
                               static_cast<double>((cell.truth - cell.base) / unit), cell.root, cell.base,
                               counted.people(cell.target, cell.zone),
                               naive_forecasts(counted, cell.zone, cell.origin, cell.target));
        for (std::size_t district = 0; district < districts; ++district) {
          const std::vector<std::size_t>& members = model.zones_of_district[district];
          if (std::find(members.begin(), members.end(), cell.zone) == members.end()) continue;
          sums[district].add(cell.root, unit);
          usual_sums[district].add(cell.base, unit);
          in_sum[district] += 1;
        }
      }
      for (std::size_t district = 0; district < districts; ++district) {
        if (in_sum[district] < model.zones_of_district[district].size()) continue;
        const std::size_t origin = cells[begin].origin, target = cells[begin].target;
        const double people = counted.people(target, zones + district);
        if (std::isnan(people)) continue;
        const SumOfZones &sum = sums[district], &usual = usual_sums[district];
        tallies[zones + district].add(
            (std::sqrt(people) - static_cast<double>(sum.root())) / static_cast<double>(sum.unit()),
            (std::sqrt(people) - static_cast<double>(usual.root())) / static_cast<double>(usual.unit()), sum.root(),
            usual.root(), people, naive_forecasts(counted, zones + district, origin, target));
      }
      begin = end;
    }
    start_intervals(tallies, 0, zones, lead, model.start, options);
    start_intervals(tallies, zones, zones + districts, lead, model.start, options);
  }
}

}  // namespace vigie::crowd
