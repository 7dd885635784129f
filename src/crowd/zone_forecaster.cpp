// SPDX-License-Identifier: Apache-2.0
// Judge, look, forecast, keep: one call after the other.
#include "crowd/zone_forecaster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/check.hpp"
#include "crowd/byte_stream.hpp"
#include "crowd/forecast_reasons.hpp"
#include "crowd/zone_learning.hpp"
#include "crowd/zone_look.hpp"
#include "crowd/zone_model.hpp"

namespace vigie::crowd {
namespace {

constexpr double kFewDays = 3;             // of counts: less is only told as what is usual
constexpr double kDriftedMemoryDays = 7;   // a zone that drifted forgets so fast
constexpr std::size_t kKeptLag = 2;        // slots: a forecast from an older count does not judge the model
constexpr std::size_t kReasonHorizon = 5;  // an hour: drivers are those of this point
constexpr std::chrono::hours kOld{28 * 24};
constexpr std::string_view kRecordMagic = "vigie zones record\n";
constexpr std::size_t kChecksumDigits = 64;

static_assert(horizon_min(kReasonHorizon) == 60);

double squared(double root) { return root * root; }

/// A point around √people, by a track in units; ends in order.
ForecastPoint point_of(Time at, double root, double unit, const IntervalTrack& track, bool skilled) {
  const auto end = [&](std::size_t i) { return squared(std::max(root + track.ends[i] * unit, 0.0)); };
  ForecastPoint point{at, std::llround(squared(root)), 0, 0, 0, 0, skilled};
  point.low80 = std::min<std::int64_t>(std::llround(std::floor(end(1))), point.people);
  point.high80 = std::max<std::int64_t>(std::llround(std::ceil(end(2))), point.people);
  point.low95 = std::min<std::int64_t>(std::llround(std::floor(end(0))), point.low80);
  point.high95 = std::max<std::int64_t>(std::llround(std::ceil(end(3))), point.high80);
  return point;
}

std::string days_text(double days) {
  const auto whole = static_cast<int>(days);
  return std::to_string(whole) + (whole == 1 ? " day" : " days");
}

}  // namespace

struct ZoneForecaster::State {
  ZoneModel model;
  std::string name;
  ForecastRecord record{0};
  std::unique_ptr<ZoneNow> look;
  std::vector<DistrictForecast> districts;
  bool strangers = false;  // zones are counted that the model does not know
  bool old = false;

  std::vector<double> memories() const {
    std::vector<double> days;
    for (std::size_t zone = 0; zone < model.zones.size(); ++zone)
      days.push_back(record.drifted(zone) ? std::min(kDriftedMemoryDays, model.memory_days) : model.memory_days);
    return days;
  }
  CrowdForecast forecast_zone(std::size_t zone, std::vector<Said>& said) const;
  void forecast_districts(const std::vector<CrowdForecast>& zones, const std::vector<std::vector<Said>>& said_of_zone,
                          std::vector<Said>& said);
};

CrowdForecast ZoneForecaster::State::forecast_zone(std::size_t zone, std::vector<Said>& said) const {
  CrowdForecast forecast{model.zones[zone].id, look->now, name, {}, {}, {}, 0};
  const auto last = look->last_counted(zone);
  std::optional<OriginFeatures> origin;
  if (last) origin = look->features.origin(zone, *last);
  const std::size_t silent = last ? look->origin - *last : kSlotsAWeek;
  const bool few = look->past.days_counted[zone] < kFewDays;
  std::optional<FormulaPoint> reason;
  for (std::size_t horizon = 0; horizon < kHorizons; ++horizon) {
    const std::size_t target = look->origin + static_cast<std::size_t>(horizon_min(horizon)) / 5;
    const BaseAt base = look->base(zone, target);
    if (std::isnan(base.root)) return forecast;  // nothing is usual
    const std::size_t lead = lead_of(horizon_min(horizon) + 5 * static_cast<int>(silent));
    const float unit = unit_of(model, zone, look->axis.slots[target], base.share);
    float root = base.root;
    if (origin) {
      const FeatureRow row = look->features.row(*origin, zone, target, base.root, base.share);
      root = root_of(model, lead, zone, row, base.root);
      if (horizon == kReasonHorizon)
        reason = FormulaPoint{lead, target, row, base.root, root, !few && record.cell(zone, lead).on};
    }
    const bool skilled = origin && !few && record.cell(zone, lead).on;
    const IntervalTrack& track = skilled ? record.model_track(zone, lead) : record.usual_track(zone, lead);
    forecast.points.push_back(point_of(look->axis.time_of(target), static_cast<double>(skilled ? root : base.root),
                                       static_cast<double>(unit), track, skilled));
    const ForecastPoint& point = forecast.points.back();
    said.push_back({static_cast<std::uint32_t>(zone), static_cast<std::uint16_t>(horizon), root, base.root, unit, unit,
                    static_cast<float>(point.low80), static_cast<float>(point.high80)});
  }
  if (reason) forecast.drivers = drivers_of(model, *look, zone, *reason);
  for (std::size_t lead = 0; lead < kLeads; ++lead) forecast.skill.push_back(record.skill(zone, lead));
  return forecast;
}

void ZoneForecaster::State::forecast_districts(const std::vector<CrowdForecast>& zones,
                                               const std::vector<std::vector<Said>>& said_of_zone,
                                               std::vector<Said>& said) {
  districts.clear();
  for (std::size_t district = 0; district < model.districts.size(); ++district) {
    DistrictForecast sum{model.districts[district], look->now, {}, {}};
    std::vector<SumOfZones> model_sums(kHorizons), usual_sums(kHorizons);
    std::vector<std::int64_t> people(kHorizons, 0);
    for (const std::size_t zone : model.zones_of_district[district]) {
      if (zones[zone].points.empty()) continue;
      sum.zones.push_back(model.zones[zone].id);
      for (std::size_t horizon = 0; horizon < kHorizons; ++horizon) {
        const Said& one = said_of_zone[zone][horizon];
        model_sums[horizon].add(one.root, one.unit);
        usual_sums[horizon].add(one.usual_root, one.usual_unit);
        people[horizon] += zones[zone].points[horizon].people;
      }
    }
    if (sum.zones.empty()) continue;
    const auto series = static_cast<std::uint32_t>(model.zones.size() + district);
    for (std::size_t horizon = 0; horizon < kHorizons; ++horizon) {
      const std::size_t lead = lead_of(horizon_min(horizon));
      const SumOfZones &ours = model_sums[horizon], &usual = usual_sums[horizon];
      // The median is the zones' own sum; the interval is that of the sum's own errors.
      const double root = std::sqrt(static_cast<double>(people[horizon]));
      const auto unit = static_cast<double>(ours.unit());
      sum.points.push_back(
          point_of(look->now, root, unit, record.model_track(series, lead), record.cell(series, lead).on));
      ForecastPoint& point = sum.points.back();
      point.people = people[horizon];
      point.at = look->axis.time_of(look->origin + static_cast<std::size_t>(horizon_min(horizon)) / 5);
      if (sum.zones.size() == model.zones_of_district[district].size())
        said.push_back({series, static_cast<std::uint16_t>(horizon), ours.root(), usual.root(), ours.unit(),
                        usual.unit(), static_cast<float>(point.low80), static_cast<float>(point.high80)});
    }
    districts.push_back(std::move(sum));
  }
}

ZoneForecaster::ZoneForecaster(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZoneForecaster::ZoneForecaster(ZoneForecaster&&) noexcept = default;
ZoneForecaster& ZoneForecaster::operator=(ZoneForecaster&&) noexcept = default;
ZoneForecaster::~ZoneForecaster() = default;

Result<ZoneForecaster> ZoneForecaster::fit(const ZoneHistory& history, const CityCalendar& calendar,
                                           std::span<const Zone> zones, const ZoneForecasterOptions& options) {
  if (history.slots() == 0) return Error{ErrorKind::NotFound, "an empty history: nothing can be learnt"};
  const Time last = history.time_of(history.slots() - 1);
  const Time until = std::min(options.until.value_or(last), last);
  const auto slot = history.slot_at(until);
  if (!slot) return Error{ErrorKind::NotFound, "the history begins after " + to_rfc3339(until)};
  auto model = learn_zones(history, known_at(calendar, options.until.value_or(last)), zones,
                           {.known = *slot + 1,
                            .memory_days = options.memory_days,
                            .weekday_prior_days = options.weekday_prior_days,
                            .counted_every_slots = static_cast<std::size_t>(options.counted_every / kHistorySlot)});
  if (!model) return model.error();
  auto state = std::make_unique<State>();
  state->model = std::move(*model);
  state->record = state->model.start;
  const std::string bytes = state->model.save();
  state->name = "zones-1 " + bytes.substr(bytes.size() - kChecksumDigits, 12);
  auto look = ZoneNow::at(state->model, history, calendar, until, state->memories());
  if (!look) return look.error();
  state->look = std::move(*look);
  return ZoneForecaster(std::move(state));
}

Result<std::vector<CrowdForecast>> ZoneForecaster::forecast(const ZoneHistory& history, const CityCalendar& calendar,
                                                            Time now) {
  State& state = *state_;
  const std::vector<std::size_t> columns = columns_of(state.model.zones, history);
  state.record.judge(CountedSeries(history, columns, state.model.zones_of_district), now);
  auto look = ZoneNow::at(state.model, history, calendar, now, state.memories());
  if (!look) return look.error();
  state.look = std::move(*look);
  state.old = now - state.model.learnt_until > kOld;
  state.strangers = false;
  for (std::size_t column = 0; column < history.zones().size(); ++column)
    if (std::find(columns.begin(), columns.end(), column) == columns.end() &&
        !std::isnan(history.people(state.look->known - 1)[column]))
      state.strangers = true;

  std::vector<CrowdForecast> all;
  std::vector<std::vector<Said>> said_of_zone(state.model.zones.size());
  std::vector<Said> said;
  for (std::size_t zone = 0; zone < state.model.zones.size(); ++zone) {
    all.push_back(state.forecast_zone(zone, said_of_zone[zone]));
    const auto last = state.look->last_counted(zone);
    if (last && state.look->origin - *last <= kKeptLag)
      said.insert(said.end(), said_of_zone[zone].begin(), said_of_zone[zone].end());
  }
  state.forecast_districts(all, said_of_zone, said);
  state.record.keep(state.look->axis.time_of(state.look->origin), said);
  std::erase_if(all, [](const CrowdForecast& forecast) { return forecast.points.empty(); });
  return all;
}

std::vector<DistrictForecast> ZoneForecaster::districts() const { return state_->districts; }

std::optional<UsualCrowd> ZoneForecaster::usual(const ZoneId& zone, Time at) const {
  const State& state = *state_;
  if (!state.look || at < state.look->axis.first) return std::nullopt;
  const auto found =
      std::find_if(state.model.zones.begin(), state.model.zones.end(), [&](const Zone& one) { return one.id == zone; });
  if (found == state.model.zones.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - state.model.zones.begin());
  const std::size_t slot = state.look->axis.slot_near(at);
  if (at >= state.look->axis.time_of(slot) + kHistorySlot) return std::nullopt;  // beyond the axis
  const BaseAt base = state.look->base(index, slot);
  if (std::isnan(base.root)) return std::nullopt;
  const IntervalTrack& track = state.record.usual_track(index, kNearHorizonsMin.size() - 1);
  const auto root = static_cast<double>(base.root);
  const double stray = (track.ends[2] - track.ends[1]) / 2.56 *
                       static_cast<double>(unit_of(state.model, index, state.look->axis.slots[slot], base.share));
  // The half width of √people ± stray, in people; where next to nobody is, the stray's own square.
  return UsualCrowd{squared(root), 2 * root * stray + squared(stray) / 2};
}

std::vector<ZoneNote> ZoneForecaster::notes() const {
  std::vector<ZoneNote> notes;
  const State& state = *state_;
  for (std::size_t zone = 0; zone < state.model.zones.size(); ++zone) {
    const double days = state.look ? state.look->past.days_counted[zone] : state.model.days_counted[zone];
    const ZoneId& id = state.model.zones[zone].id;
    if (days < kFewDays) notes.push_back({id, days_text(days) + " of counts: only what is usual is told"});
    else if (days < 14) notes.push_back({id, days_text(days) + " of counts: its weekdays are not told apart well yet"});
    if (state.record.drifted(zone))
      notes.push_back({id, "its crowd has drifted from what was learnt: older days are forgotten faster"});
  }
  if (state.model.assumed) notes.push_back({ZoneId(), "too little was counted to learn how departures fade: assumed"});
  return notes;
}

const std::string& ZoneForecaster::name() const { return state_->name; }

bool ZoneForecaster::needs_refit() const { return state_->record.any_drift() || state_->strangers || state_->old; }

const ForecastRecord& ZoneForecaster::record() const { return state_->record; }

std::string ZoneForecaster::save() const { return state_->model.save(); }

Result<ZoneForecaster> ZoneForecaster::load(std::string_view bytes) {
  auto model = ZoneModel::load(bytes);
  if (!model) return model.error();
  auto state = std::make_unique<State>();
  state->model = std::move(*model);
  state->record = state->model.start;
  state->name = "zones-1 " + std::string(bytes.substr(bytes.size() - kChecksumDigits, 12));
  return ZoneForecaster(std::move(state));
}

std::string ZoneForecaster::save_record() const {
  ByteWriter out;
  out.text(kRecordMagic);
  for (const Zone& zone : state_->model.zones) out.text(zone.id.text());
  state_->record.write(out);
  return out.bytes() + checksum_of(out.bytes());
}

Result<void> ZoneForecaster::load_record(std::string_view bytes) {
  const Error damaged{ErrorKind::Corrupt, "a damaged record of forecasts: its checksum does not fit"};
  if (bytes.size() < kChecksumDigits) return damaged;
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksumDigits);
  if (checksum_of(body) != bytes.substr(body.size())) return damaged;
  ByteReader in(body);
  const Error others{ErrorKind::Corrupt, "a record of forecasts of other zones than the model's"};
  if (in.text() != kRecordMagic) return Error{ErrorKind::Corrupt, "not a record of forecasts"};
  for (const Zone& zone : state_->model.zones)
    if (in.text() != zone.id.text()) return others;
  auto record = ForecastRecord::read(in);
  if (!record) return record.error();
  if (record->series() != state_->record.series()) return others;
  state_->record = std::move(*record);
  return {};
}

void ZoneForecaster::take_over(const ZoneForecaster& older) {
  const auto same = [](const Zone& a, const Zone& b) { return a.id == b.id && a.district == b.district; };
  if (std::equal(state_->model.zones.begin(), state_->model.zones.end(), older.state_->model.zones.begin(),
                 older.state_->model.zones.end(), same))
    state_->record.take_over(older.state_->record);
}

}  // namespace vigie::crowd
