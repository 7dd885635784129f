// SPDX-License-Identifier: Apache-2.0
// Two ensembles, one after the other, and what is told of them.
#include "movement/event_nowcast.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

#include "flow/lookahead.hpp"

namespace vigie::movement {
namespace {

using namespace std::chrono_literals;

constexpr double kHandOver_s = -900;    // seconds before the event's end: from then on it is those who leave
constexpr double kEarly_s = 900;        // the first may set out so much before the plan says
constexpr double kShortest_s = 60;      // of a time between begin and end of an event
constexpr double kEmpty_per_m2 = 0.01;  // a street that stays below is not told of
constexpr double kNewPlan_s = 5400;     // before the hand-over: then its crowd is planned from who has come
constexpr double kWarn = 0.2, kWarnLow = 0.5, kAlarm = 0.5;  // probabilities
constexpr double kAlarmWithin_s = 1800;
constexpr std::size_t kMostWarnings = 20;
constexpr std::size_t kSlow = 0, kContact = 1;  // of flow::kDensityThresholds: 2 and 3.57 people/m²

CrowdScenario at_event(CrowdScenario scenario, const CityEvent& event) {
  if (event.attendance > 0) scenario.people = static_cast<double>(event.attendance);
  const double lasts_s = std::chrono::duration<double>(event.end - event.start).count();
  if (scenario.arrival) scenario.arrival->begins_s = -std::max(kShortest_s, lasts_s);
  return scenario;
}

double first_s(const Case& one) {
  double at_s = kEndless;
  for (const flow::Source& source : one.demand.sources) at_s = std::min(at_s, source.curve.begin_s());
  return at_s - kEarly_s;
}

Spread spread_of(const flow::Estimate& estimate, double scale) {
  const auto whole = [&](double number) { return static_cast<std::int64_t>(std::llround(scale * number)); };
  return {whole(estimate.median), whole(estimate.low80), whole(estimate.high80)};
}

Spread spread_of(std::vector<double> members) { return spread_of(flow::estimate(std::move(members)), 1); }

struct Moments {
  double mean = 0, deviation = 0;
};

template <class Value>
Moments moments(std::size_t members, const Value& value) {
  Moments out;
  for (std::size_t m = 0; m < members; ++m) out.mean += value(m) / static_cast<double>(members);
  for (std::size_t m = 0; m < members; ++m)
    out.deviation += (value(m) - out.mean) * (value(m) - out.mean) / static_cast<double>(members - 1);
  out.deviation = std::sqrt(out.deviation);
  return out;
}

}  // namespace

Time EventNowcast::begins(const CrowdScenario& scenario, const CityEvent& event) {
  if (!scenario.arrival) return event.end + std::chrono::seconds(static_cast<int>(kHandOver_s));
  return event.start - std::chrono::seconds(static_cast<int>(1.5 * scenario.arrival->first_before_s + kEarly_s));
}

Time EventNowcast::ends(const CrowdScenario& scenario, const CityEvent& event) {
  return event.end + std::chrono::seconds(static_cast<int>(scenario.until_s));
}

Result<EventNowcast> EventNowcast::create(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                                          const CityEvent& event, std::vector<StreetCounter> counters,
                                          const NowcastOptions& options) {
  CrowdScenario here = at_event(scenario, event);
  Result<StreetNetwork> streets = street_network(graph, here);
  if (!streets) return streets.error();
  EventNowcast out(std::move(here), event, std::move(*streets), options);
  Result<Case> whole = make_case(out.scenario_, {}, "live", out.streets_);
  if (!whole) return whole.error();
  out.planned_ = out.scenario_.people;
  for (std::size_t c = 0; c < counters.size(); ++c) {
    if (!gauge_of(counters[c], out.scenario_, *whole, out.streets_)) continue;
    out.counter_numbers_.push_back(c);
    out.counters_.push_back(std::move(counters[c]));
  }
  out.leaving_plan_ = leaving_only(*whole);
  if (out.scenario_.arrival) {
    Result<Crowd> coming = out.make_crowd(coming_only(*whole), options.spreads.people);
    if (!coming) return coming.error();
    out.coming_ = std::move(*coming);
  }
  if (const Result<void> planned = out.plan_leaving(); !planned) return planned.error();
  out.now_s_ = (out.coming_ ? *out.coming_ : *out.leaving_).filter.now_s();
  return out;
}

Result<EventNowcast::Crowd> EventNowcast::make_crowd(Case one, double people_spread) const {
  std::vector<std::optional<std::size_t>> gauge_of_counter;
  std::vector<flow::Gauge> gauges;
  for (const StreetCounter& counter : counters_) {
    const auto gauge = gauge_of(counter, scenario_, one, streets_);
    gauge_of_counter.push_back(gauge ? std::optional(gauges.size()) : std::nullopt);
    if (gauge) gauges.push_back(*gauge);
  }
  flow::AssimilationOptions how;
  how.members = options_.members;
  how.seed = options_.seed;
  how.spreads = options_.spreads;
  how.spreads.people = people_spread;
  how.simulation = one.options;
  how.simulation.step_s = options_.step_s;
  how.simulation.cell_m = options_.cell_m;
  how.simulation.start_s = first_s(one);
  const std::size_t count = gauges.size();
  auto filter = flow::Assimilation::create(one.network, one.demand, std::move(gauges), how);
  if (!filter) return filter.error();
  return Crowd{std::move(one), std::move(*filter), std::move(gauge_of_counter), count};
}

/// Those who leave, as many as came as far as that is known; anew while they come.
Result<void> EventNowcast::plan_leaving() {
  Case plan = *leaving_plan_;
  double people_spread = options_.spreads.people;
  if (coming_) {
    const std::vector<flow::Inputs> inputs = coming_->filter.inputs();
    // Their number is log-normal: so is its middle taken.
    const std::vector<double> people = people_of(*coming_);
    const Moments factor =
        moments(people.size(), [&](std::size_t m) { return std::log(people[m] / scenario_.people); });
    plan.people *= std::exp(factor.mean);
    for (flow::Source& source : plan.demand.sources) source.people *= std::exp(factor.mean);
    people_spread = std::clamp(factor.deviation, 0.02, people_spread);
  }
  Result<Crowd> leaving = make_crowd(std::move(plan), people_spread);
  if (!leaving) return leaving.error();
  leaving_ = std::move(*leaving);
  return {};
}

bool EventNowcast::is_leaving(double at_s) const { return !coming_ || at_s > kHandOver_s; }

void EventNowcast::hear(Time now, const CounterReadings& readings) {
  VIGIE_CHECK(readings.size() == counters_.size());
  const double before_s = now_s_;
  now_s_ = std::max(seconds(now), now_s_);
  if (!is_leaving(before_s) && before_s > kHandOver_s - kNewPlan_s)
    VIGIE_CHECK(plan_leaving().ok());  // it could be made before
  Crowd& crowd = is_leaving(now_s_) ? *leaving_ : *coming_;
  crowd.filter.advance_to(now_s_);
  std::vector<std::optional<double>> by_gauge(crowd.gauges);
  silent_ = 0;
  for (std::size_t c = 0; c < counters_.size(); ++c) {
    if (!crowd.gauge_of[c]) continue;
    by_gauge[*crowd.gauge_of[c]] = readings[c];
    if (!readings[c]) ++silent_;
  }
  heard_ = crowd.filter.hear(by_gauge);
}

bool EventNowcast::cleared() const {
  if (!is_leaving(now_s_) || now_s_ < 0) return false;
  const std::vector<flow::Simulation>& members = leaving_->filter.members();
  return std::all_of(members.begin(), members.end(), [&](const flow::Simulation& member) {
    double reached = 0;
    for (std::size_t d = 0; d < member.destinations(); ++d) reached += member.reached(d);
    return reached > 0 && member.on_streets() + member.set_out() - reached <= 0.01 * member.set_out() &&
           now_s_ > leaving_->one.demand.sources.front().curve.end_s();
  });
}

NowcastTold EventNowcast::tell(const std::function<bool()>& cancelled) {
  NowcastTold told;
  told.nowcast.event = event_.id;
  told.nowcast.made = moment(now_s_);
  told.nowcast.planned = std::llround(planned_);
  told.nowcast.heard = static_cast<std::int32_t>(heard_.heard);
  told.nowcast.distrusted = static_cast<std::int32_t>(heard_.distrusted);
  told.nowcast.silent = silent_;
  const bool leaving = is_leaving(now_s_);
  const Crowd& crowd = leaving ? *leaving_ : *coming_;
  tell_people(told, crowd, leaving);
  tell_reasons(told, crowd, leaving);
  tell_streets(told, cancelled);
  return told;
}

/// By member: who is under way, has arrived, or is still to come.
std::vector<double> EventNowcast::people_of(const Crowd& crowd) {
  std::vector<double> people;
  const std::vector<flow::Inputs> inputs = crowd.filter.inputs();
  for (std::size_t m = 0; m < inputs.size(); ++m) {
    const flow::Simulation& sim = crowd.filter.members()[m];
    people.push_back(sim.on_streets() + flow::to_come(sim, inputs[m]));
    for (std::size_t s = 0; s < inputs[m].sources.size(); ++s) people.back() += sim.waiting_at_source(s);
    for (std::size_t d = 0; d < sim.destinations(); ++d) people.back() += sim.reached(d);
  }
  return people;
}

void EventNowcast::tell_people(NowcastTold& told, const Crowd& crowd, bool leaving) const {
  std::vector<double> people = people_of(crowd), walking, there, still_there;
  for (std::size_t m = 0; m < people.size(); ++m) {
    const flow::Simulation& sim = crowd.filter.members()[m];
    walking.push_back(sim.on_streets());
    there.push_back(0);
    for (std::size_t d = 0; d < sim.destinations(); ++d) there.back() += sim.reached(d);
    still_there.push_back(people[m] - walking.back() - there.back());
  }
  told.nowcast.people = spread_of(std::move(people));
  told.nowcast.walking = spread_of(std::move(walking));
  (leaving ? told.nowcast.gone : told.nowcast.inside) = spread_of(std::move(there));
  (leaving ? told.nowcast.inside : told.nowcast.outside) = spread_of(std::move(still_there));
}

void EventNowcast::tell_streets(NowcastTold& told, const std::function<bool()>& cancelled) {
  const bool leaving = is_leaving(now_s_);
  // Each moment ahead is told by the crowd that is under way then.
  std::vector<double> coming_s, leaving_s;
  for (const int minutes : kNowcastMinutes) {
    const double at_s = now_s_ + 60.0 * minutes;
    if (minutes > 0) (is_leaving(at_s) ? leaving_s : coming_s).push_back(at_s);
  }
  const std::size_t sections = streets_.data.sections.size(), places = streets_.streets.size();
  std::vector<std::vector<flow::Estimate>> by_moment;
  const Crowd& now = leaving ? *leaving_ : *coming_;
  by_moment.emplace_back();
  for (std::size_t p = 0; p < places; ++p) {
    std::vector<double> members;
    for (const flow::Simulation& sim : now.filter.members())
      members.push_back(p < sections ? flow::mean_density(sim, static_cast<flow::SectionId>(p))
                                     : sim.area_density(static_cast<flow::AreaId>(p - sections)));
    by_moment.back().push_back(flow::estimate(std::move(members), now.filter.street_error()));
  }
  const auto look = [&](const Crowd& crowd, const std::vector<double>& moments_s) {
    std::vector<double> horizons_s;
    for (const double at_s : moments_s) horizons_s.push_back(at_s - crowd.filter.now_s());
    flow::Outlook outlook = flow::look_ahead(crowd.filter, horizons_s, cancelled);
    for (auto& densities : outlook.density) by_moment.push_back(std::move(densities));
    tell_warnings(told, crowd, outlook.thresholds);
    if (&crowd != &*leaving_) return;
    std::vector<double> cleared = std::move(outlook.cleared_s);
    const double half = flow::member_quantile(cleared, 0.5), most = flow::member_quantile(cleared, 0.95);
    if (half < kEndless) told.nowcast.clear50 = moment(half);
    if (most < kEndless) told.nowcast.clear95 = moment(most);
  };
  if (!coming_s.empty()) look(*coming_, coming_s);
  if (!leaving_s.empty()) look(*leaving_, leaving_s);
  for (std::size_t p = 0; p < places; ++p) {
    StreetDensity street{static_cast<std::uint32_t>(p), {}};
    bool anybody = false;
    for (std::size_t i = 0; i < by_moment.size(); ++i) {
      street.ahead[i] = spread_of(by_moment[i][p], 100);
      anybody = anybody || by_moment[i][p].high80 >= kEmpty_per_m2;
    }
    if (anybody) told.nowcast.streets.push_back(street);
  }
}

void EventNowcast::tell_warnings(NowcastTold& told, const Crowd& crowd,
                                 const flow::ThresholdOutlook& thresholds) const {
  const double within_s = now_s_ + 60.0 * kNowcastMinutes.back();
  for (std::size_t p = 0; p < streets_.streets.size(); ++p) {
    const double contact = thresholds.probability(p, kContact, within_s);
    const double slow = contact >= kWarn ? 0 : thresholds.probability(p, kSlow, within_s);
    if (contact < kWarn && slow < kWarnLow) continue;
    const std::size_t threshold = contact >= kWarn ? kContact : kSlow;
    const double chance = std::max(contact, slow);
    StreetWarning warning;
    warning.street = static_cast<std::uint32_t>(p);
    warning.name = streets_.streets[p].name;
    warning.threshold_centi = static_cast<std::int32_t>(std::lround(100 * flow::kDensityThresholds[threshold]));
    warning.probability_percent = static_cast<std::int32_t>(std::lround(100 * chance));
    warning.expected = moment(std::max(crowd.filter.now_s(), thresholds.when_s(p, threshold, chance / 2)));
    if (threshold == kContact && thresholds.probability(p, kContact, now_s_ + kAlarmWithin_s) >= kAlarm)
      told.alarms.push_back({warning.street, middle_of(warning.street), warning});
    told.nowcast.warnings.push_back(std::move(warning));
  }
  const auto worse = [](const StreetWarning& a, const StreetWarning& b) {
    return std::pair(-a.threshold_centi, -a.probability_percent) <
           std::pair(-b.threshold_centi, -b.probability_percent);
  };
  std::stable_sort(told.nowcast.warnings.begin(), told.nowcast.warnings.end(), worse);
  std::stable_sort(told.alarms.begin(), told.alarms.end(),
                   [&](const StreetAlarm& a, const StreetAlarm& b) { return worse(a.warning, b.warning); });
  if (told.nowcast.warnings.size() > kMostWarnings) told.nowcast.warnings.resize(kMostWarnings);
}

/// What departs from the plan by more than it is uncertain, and by so much that it matters.
void EventNowcast::tell_reasons(NowcastTold& told, const Crowd& crowd, bool leaving) const {
  const std::vector<flow::Inputs> inputs = crowd.filter.inputs();
  const flow::Demand& demand = crowd.one.demand;
  std::vector<std::pair<double, NowcastReason>> found;  // by how many people it moves, roughly
  const auto say = [&](NowcastReasonKind kind, const std::string& about, const auto& factor, double matters,
                       double weight) {
    const Moments m = moments(inputs.size(), factor);
    if (std::abs(m.mean - 1) < std::max(matters, m.deviation)) return;
    found.push_back(
        {weight * std::abs(m.mean - 1), {kind, about, static_cast<std::int32_t>(std::lround(100 * m.mean)), 0}});
  };
  const std::vector<double> people = people_of(crowd);
  say(
      NowcastReasonKind::People, "", [&](std::size_t m) { return people[m] / planned_; }, 0.03, 1);
  const Moments later = moments(inputs.size(), [&](std::size_t m) {
    double sum = 0, all = 0;
    for (std::size_t s = 0; s < demand.sources.size(); ++s) {
      sum += demand.sources[s].people * inputs[m].sources[s].later_s;
      all += demand.sources[s].people;
    }
    return sum / all;
  });
  if (std::abs(later.mean) >= std::max(120.0, later.deviation))
    found.push_back({std::abs(later.mean) / 1200,
                     {NowcastReasonKind::Timing, "", 100, static_cast<std::int32_t>(std::lround(later.mean / 60))}});
  say(
      NowcastReasonKind::Speed, "", [&](std::size_t m) { return inputs[m].speed_factor; }, 0.05, 0.7);
  if (leaving) {
    for (const QueueParts& queue : crowd.one.queues) {
      if (queue.kind != Queue::Kind::Exit) continue;
      const std::size_t s = queue.sources.front();
      const double share = demand.sources[s].people / crowd.one.people;
      say(
          NowcastReasonKind::Door, queue.name, [&](std::size_t m) { return inputs[m].sources[s].people_factor; }, 0.1,
          share);
    }
    // Of a place with several ways, such as "on foot", all together.
    const std::vector<double>& planned = demand.sources.front().shares;
    std::size_t first_stop = 0, d = 0;
    for (const QueueParts& queue : crowd.one.queues) {
      if (queue.kind == Queue::Kind::Exit || queue.stops.empty()) continue;
      std::vector<std::size_t> parts;
      for (const std::size_t end = first_stop + queue.stops.size(); first_stop < end; ++d) {
        parts.push_back(d);
        first_stop += demand.destinations[d].stops.size();
      }
      double share = 0;
      for (const std::size_t part : parts) share += planned[part];
      if (!(share > 0.01)) continue;
      const auto factor = [&](std::size_t m) {
        double mine = 0, all = 0;
        for (std::size_t each = 0; each < planned.size(); ++each) all += planned[each] * inputs[m].leans[each];
        for (const std::size_t part : parts) mine += planned[part] * inputs[m].leans[part];
        return mine / all / share;
      };
      say(NowcastReasonKind::Towards, queue.name, factor, 0.1, share);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto& [weight, reason] : found) told.nowcast.reasons.push_back(std::move(reason));
}

/// Of a street the middle of its line, of a square of its corners.
geo::Position EventNowcast::middle_of(std::uint32_t street) const {
  const std::vector<geo::Position>& line = streets_.streets[street].line;
  if (streets_.streets[street].kind != Street::Kind::Square) return line[line.size() / 2];
  std::int64_t lat = 0, lon = 0;
  for (std::size_t i = 1; i < line.size(); ++i) lat += line[i].lat_e7(), lon += line[i].lon_e7();
  const auto corners = static_cast<std::int64_t>(line.size() - 1);
  return geo::Position::from_e7(lat / corners, lon / corners).value();
}

}  // namespace vigie::movement
