// SPDX-License-Identifier: Apache-2.0
// Forecasts wait by due time; when judged, errors fade into means, intervals follow, and drift is summed.
#include "crowd/skill.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kWeekSlots = 2016;
constexpr std::size_t kLastSought = 12;  // slots: what there was within the hour is still what there is

/// Slots between the forecasts of a lead that are kept, and so many of them come due a day.
std::size_t kept_every(std::size_t lead) {
  const int minutes = lead_min(lead);
  return minutes <= 60 ? 1 : minutes <= 1440 ? 6 : 36;
}
double judged_a_day(std::size_t lead) {
  const std::size_t horizons = lead < kNearHorizonsMin.size() ? 1 : 8;
  const std::size_t kept = 288 / kept_every(lead);
  return static_cast<double>(kept * horizons);
}

/// Drift is looked for a day ahead, in departures from the usual value, cut so that one wild evening is not a drift.
constexpr std::size_t kDriftLead = kNearHorizonsMin.size() - 1;
constexpr double kDriftCut = 3, kDriftAllowance = 1, kDriftThreshold = 120;
/// Half of a normal's 80 % interval, for departures as deviations.
constexpr double kHalf80 = 1.2816;

constexpr std::uint64_t kRecordVersion = 1;

}  // namespace

std::array<double, kNaives> naive_forecasts(const CountedSeries& counted, std::size_t series, std::size_t made,
                                            std::size_t due) {
  std::array<double, kNaives> naive = {kUnknown, kUnknown, kUnknown};
  for (std::size_t back = 0; back < kLastSought && back <= made && std::isnan(naive[0]); ++back)
    naive[0] = counted.people(made - back, series);
  std::array<double, 4> weeks{};
  weeks.fill(std::numeric_limits<double>::infinity());
  std::size_t known = 0;
  for (std::size_t week = 1; week <= 4; ++week) {
    if (due < week * kWeekSlots || due - week * kWeekSlots > made) continue;
    const double people = counted.people(due - week * kWeekSlots, series);
    if (std::isnan(people)) continue;
    if (week == 1) naive[1] = people;
    weeks[known++] = people;
  }
  if (known == 0) return naive;
  std::sort(weeks.begin(), weeks.end());
  naive[2] = (weeks[known / 2] + weeks[(known - 1) / 2]) / 2;
  return naive;
}

double SkillCell::naive_error() const {
  double best = std::numeric_limits<double>::infinity();
  for (const double one : naive)
    if (one < best) best = one;  // not where it is unknown
  return best;
}

ForecastRecord::ForecastRecord(std::size_t series, RecordOptions options)
    : options_(options), cells_(series * kLeads), model_(series * kLeads), usual_(series * kLeads), drift_(series) {}

void ForecastRecord::start(std::size_t series, std::size_t lead, const SkillCell& cell, const IntervalTrack& model,
                           const IntervalTrack& usual) {
  cells_[series * kLeads + lead] = cell;
  model_[series * kLeads + lead] = model;
  usual_[series * kLeads + lead] = usual;
}

void ForecastRecord::keep(Time made, const std::vector<Said>& said) {
  if (millis(made) <= newest_ms_) return;
  newest_ms_ = millis(made);
  const std::int64_t slot = millis(made) / 300'000;
  for (const Said& one : said) {
    const int minutes = horizon_min(one.horizon);
    if (slot % static_cast<std::int64_t>(kept_every(lead_of(minutes))) != 0) continue;
    waiting_[millis(made) + std::int64_t{minutes} * 60'000].push_back({one, millis(made)});
  }
}

void ForecastRecord::judge(const CountedSeries& counted, Time now) {
  while (!waiting_.empty() && waiting_.begin()->first <= millis(now)) {
    const Time due = from_millis(waiting_.begin()->first);
    const auto due_slot = counted.history().slot_at(due);
    if (!due_slot && counted.slots() > 0 && due > counted.history().time_of(counted.slots() - 1) &&
        now - due < std::chrono::hours(1))
      return;  // not told yet
    if (due_slot)
      for (const Kept& kept : waiting_.begin()->second)
        if (const auto made = counted.history().slot_at(from_millis(kept.made_ms)))
          judge_one(kept, counted, *made, *due_slot);
    waiting_.erase(waiting_.begin());
  }
}

void ForecastRecord::judge_one(const Kept& kept, const CountedSeries& counted, std::size_t made, std::size_t due) {
  const Said& said = kept.said;
  const double people = counted.people(due, said.series);
  if (std::isnan(people)) return;
  const std::size_t lead = lead_of(horizon_min(said.horizon));
  const std::size_t index = said.series * kLeads + lead;
  const double root = std::sqrt(people);
  const double departure = (root - static_cast<double>(said.root)) / static_cast<double>(said.unit);
  const double from_usual = (root - static_cast<double>(said.usual_root)) / static_cast<double>(said.usual_unit);
  if (std::isfinite(departure)) model_[index].learn(departure, options_.track_rate);
  if (std::isfinite(from_usual)) {
    if (lead == kDriftLead) {
      // By the width at the start: the track itself would widen with the drift.
      const double deviation = std::max(usual_[index].width / (2 * kHalf80), 1e-3);
      drift_[said.series].add(std::clamp(from_usual / deviation, -kDriftCut, kDriftCut), kDriftAllowance,
                              kDriftThreshold);
    }
    usual_[index].learn(from_usual, options_.track_rate);
  }

  SkillCell& cell = cells_[index];
  const double most = judged_a_day(lead) * options_.memory_days;
  cell.weight = std::min(cell.weight + 1, most);
  const double fade = 1 / cell.weight;
  const auto fold = [&](double& mean, double value) {
    if (std::isfinite(value)) mean = std::isnan(mean) ? value : mean + fade * (value - mean);
  };
  const auto squared = [](float value) { return static_cast<double>(value) * static_cast<double>(value); };
  fold(cell.error, std::abs(squared(said.root) - people));
  fold(cell.usual_error, std::abs(squared(said.usual_root) - people));
  const std::array<double, kNaives> naive = naive_forecasts(counted, said.series, made, due);
  for (std::size_t i = 0; i < kNaives; ++i) fold(cell.naive[i], std::abs(naive[i] - people));
  fold(cell.inside80, people >= static_cast<double>(said.low80) && people <= static_cast<double>(said.high80) ? 1 : 0);
  cell.judged += 1;
  if (cell.weight < options_.least_judged) return;
  if (cell.on && cell.error > options_.off_above * cell.naive_error()) cell.on = false;
  else if (!cell.on && cell.error < options_.on_below * cell.naive_error()) cell.on = true;
}

ForecastSkill ForecastRecord::skill(std::size_t series, std::size_t lead) const {
  const SkillCell& cell = this->cell(series, lead);
  const double naive = cell.naive_error();
  return {lead_min(lead),
          std::llround(cell.error),
          std::isfinite(naive) ? std::llround(naive) : 0,
          static_cast<std::int32_t>(std::lround(1000 * cell.inside80)),
          static_cast<std::int32_t>(cell.judged),
          cell.on};
}

bool ForecastRecord::any_drift() const {
  return std::any_of(drift_.begin(), drift_.end(), [](const PageHinkley& one) { return one.raised(); });
}

std::size_t ForecastRecord::waiting() const {
  std::size_t count = 0;
  for (const auto& [due, kept] : waiting_) count += kept.size();
  return count;
}

void ForecastRecord::take_over(const ForecastRecord& older) {
  if (older.series() != series()) return;
  waiting_ = older.waiting_;
  newest_ms_ = older.newest_ms_;
  for (std::size_t index = 0; index < cells_.size(); ++index) {
    if (older.cells_[index].weight < options_.least_judged) continue;
    cells_[index] = older.cells_[index];
    // The newer one's ends are of its last week alone: those that were followed for longer count as much.
    for (const auto& [tracks, olds] : {std::pair{&model_, &older.model_}, std::pair{&usual_, &older.usual_}})
      for (std::size_t i = 0; i < kTrackLevels.size(); ++i)
        (*tracks)[index].ends[i] = ((*tracks)[index].ends[i] + (*olds)[index].ends[i]) / 2;
  }
}

void ForecastRecord::write(ByteWriter& out) const {
  out.u64(kRecordVersion);
  out.u64(series());
  out.i64(newest_ms_);
  for (const SkillCell& cell : cells_) {
    out.real(cell.error);
    for (const double naive : cell.naive) out.real(naive);
    out.real(cell.usual_error);
    out.real(cell.inside80);
    out.real(cell.weight);
    out.u64(cell.judged);
    out.u64(cell.on ? 1 : 0);
  }
  for (const std::vector<IntervalTrack>* tracks : {&model_, &usual_})
    for (const IntervalTrack& track : *tracks) {
      for (const double end : track.ends) out.real(end);
      out.real(track.width);
    }
  for (const PageHinkley& one : drift_) {
    out.real(one.up());
    out.real(one.down());
    out.u64(one.raised() ? 1 : 0);
  }
  out.u64(waiting());
  for (const auto& [due, all] : waiting_)
    for (const Kept& kept : all) {
      out.i64(due);
      out.i64(kept.made_ms);
      out.u64(std::uint64_t{kept.said.series} << 16 | kept.said.horizon);
      for (const float value : {kept.said.root, kept.said.usual_root, kept.said.unit, kept.said.usual_unit,
                                kept.said.low80, kept.said.high80})
        out.real32(value);
    }
}

Result<ForecastRecord> ForecastRecord::read(ByteReader& in) {
  const std::uint64_t version = in.u64();
  if (in.good() && version > kRecordVersion)
    return Error{ErrorKind::OutOfRange, "a record of forecasts of version " + std::to_string(version) +
                                            ", expected at most " + std::to_string(kRecordVersion)};
  const Error damaged{ErrorKind::Corrupt, "a damaged record of forecasts"};
  ForecastRecord record(in.count(kLeads * 8));
  record.newest_ms_ = in.i64();
  for (SkillCell& cell : record.cells_) {
    cell.error = in.real();
    for (double& naive : cell.naive) naive = in.real();
    cell.usual_error = in.real();
    cell.inside80 = in.real();
    cell.weight = in.real();
    cell.judged = static_cast<std::uint32_t>(in.u64());
    cell.on = in.u64() != 0;
  }
  for (std::vector<IntervalTrack>* tracks : {&record.model_, &record.usual_})
    for (IntervalTrack& track : *tracks) {
      for (double& end : track.ends) end = in.real();
      track.width = in.real();
    }
  for (PageHinkley& one : record.drift_) {
    const double up = in.real(), down = in.real();
    one.restore(up, down, in.u64() != 0);
  }
  const std::uint64_t count = in.count(48);
  for (std::uint64_t i = 0; i < count && in.good(); ++i) {
    const std::int64_t due = in.i64();
    Kept kept{{}, in.i64()};
    const std::uint64_t place = in.u64();
    kept.said.series = static_cast<std::uint32_t>(place >> 16);
    kept.said.horizon = static_cast<std::uint16_t>(place & 0xffff);
    for (float* value : {&kept.said.root, &kept.said.usual_root, &kept.said.unit, &kept.said.usual_unit,
                         &kept.said.low80, &kept.said.high80})
      *value = in.real32();
    if (kept.said.series >= record.series() || kept.said.horizon >= kHorizons || !(kept.said.unit > 0)) return damaged;
    record.waiting_[due].push_back(kept);
  }
  if (!in.good()) return damaged;
  return record;
}

}  // namespace vigie::crowd
