// SPDX-License-Identifier: Apache-2.0
// Puts people, services and closures of a scenario on its network.
#include "movement/cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/random.hpp"
#include "movement/arrival_curve.hpp"
#include "movement/scenario_check.hpp"

namespace vigie::movement {
namespace {

constexpr double kGateNear_m = 50;  ///< from a gate to its street

double gate_per_s(double width_m, bool stepped) {
  return width_m * (stepped ? flow::kSteppedGatePerMps : flow::kLevelGatePerMps);
}

/// What the changes leave of the scenario's doors and shares.
struct Changed {
  std::vector<bool> open;      // by exit
  std::vector<double> shares;  // by place
  std::vector<const CrowdChange*> bars;
  double end_s = 0;
};

Changed apply(const CrowdScenario& scenario, std::span<const CrowdChange> changes) {
  Changed out;
  for (const CrowdExit& exit : scenario.exits) out.open.push_back(exit.open);
  for (const CrowdPlace& place : scenario.places) out.shares.push_back(place.share);
  const auto place = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find_if(scenario.places.begin(), scenario.places.end(),
                                                 [&](const CrowdPlace& p) { return p.name == name; }) -
                                    scenario.places.begin());
  };
  const auto change = [&](const CrowdChange& one) {
    switch (one.kind) {
      case CrowdChangeKind::Close:
      case CrowdChangeKind::Hold: out.bars.push_back(&one); break;
      case CrowdChangeKind::OpenExit:
      case CrowdChangeKind::LoseExit:
        for (std::size_t e = 0; e < scenario.exits.size(); ++e)
          if (scenario.exits[e].name == one.name) out.open[e] = one.kind == CrowdChangeKind::OpenExit;
        break;
      case CrowdChangeKind::Redirect: {
        const double moved = one.part * out.shares[place(one.name)];
        out.shares[place(one.name)] -= moved;
        out.shares[place(one.to)] += moved;
        break;
      }
      case CrowdChangeKind::ShiftEnd: out.end_s += one.by_s; break;
    }
  };
  for (const CrowdChange& one : scenario.always) change(one);
  for (const CrowdChange& one : changes) change(one);
  return out;
}

flow::Stop stop_at(const CrowdPlace& place, flow::NodeId node) {
  flow::Stop stop{node};
  if (place.gate_width_m < kEndless) stop.gate_per_s = gate_per_s(place.gate_width_m, false);
  stop.waiting_room = place.waiting_room;
  if (place.per_min < kEndless) stop.served_per_s = place.per_min / 60;
  if (place.every_s > 0) stop.timetable = flow::Timetable{place.first_s, place.every_s, place.places};
  return stop;
}

Queue::Kind queue_kind(CrowdPlaceKind kind) {
  if (kind == CrowdPlaceKind::Station) return Queue::Kind::Station;
  return kind == CrowdPlaceKind::Parking ? Queue::Kind::Parking : Queue::Kind::OnFoot;
}

class Maker {
 public:
  Maker(const CrowdScenario& scenario, std::span<const CrowdChange> changes, std::string name,
        const StreetNetwork& streets)
      : scenario_(scenario), streets_(streets), changed_(apply(scenario, changes)) {
    line_ = changes.empty() ? scenario.event_line : changes.front().line;
    out_.name = std::move(name);
    out_.people = scenario.people;
    out_.options.informed_share = scenario.informed_share;
    out_.until_s = scenario.until_s + std::max(0.0, changed_.end_s);
    out_.end_s = changed_.end_s;
  }

  Result<Case> run() && {
    if (std::none_of(changed_.open.begin(), changed_.open.end(), [](bool open) { return open; }))
      return fault(scenario_, line_, "people without a way out: no exit is open");
    if (const Result<void> made = add_network(); !made) return made.error();
    if (const Result<void> made = add_places(); !made) return made.error();
    add_exits();
    if (scenario_.arrival)
      if (const Result<void> made = add_arrivals(); !made) return made.error();
    if (const Result<void> made = add_bars(); !made) return made.error();
    if (const Result<void> sound = check_ways(); !sound) return sound.error();
    if (const Result<void> sound = flow::check(*out_.network, out_.demand); !sound)
      return fault(scenario_, line_, sound.error().what);
    return std::move(out_);
  }

 private:
  Result<void> add_network() {
    flow::NetworkData data = streets_.data;
    for (const CrowdGate& gate : scenario_.gates) {
      const auto section = streets_.nearest(gate.at, kGateNear_m);
      if (!section)
        return fault(scenario_, gate.line,
                     fmt::format("gate: no street within {:.0f} m in the simulated area", kGateNear_m));
      data.sections[*section].gate_per_s = gate_per_s(gate.width_m, gate.stepped);
    }
    Result<flow::Network> network = flow::Network::checked(std::move(data));
    if (!network) return fault(scenario_, scenario_.event_line, network.error().what);
    out_.network = std::make_shared<const flow::Network>(std::move(*network));
    return {};
  }

  /// People who leave on foot for anywhere go all ways out, in proportion to the streets' widths: not all by the nearest.
  Result<void> add_places() {
    double width_m = 0;
    for (const WayOut& way : streets_.ways_out) width_m += way.width_m;
    std::size_t stop = 0;
    for (std::size_t p = 0; p < scenario_.places.size(); ++p) {
      const CrowdPlace& place = scenario_.places[p];
      QueueParts queue{queue_kind(place.kind), place.name, {}, {}};
      if (streets_.places[p]) {
        out_.demand.destinations.push_back({{stop_at(place, *streets_.places[p])}});
        shares_.push_back(changed_.shares[p]);
        usual_.push_back(place.share);
        place_of_.push_back(p);
        queue.stops.push_back(stop++);
      } else {
        if (streets_.ways_out.empty())
          return fault(scenario_, place.line, place.name + ": no street leads out of the area");
        for (const WayOut& way : streets_.ways_out) {
          out_.demand.destinations.emplace_back();
          for (const flow::NodeId node : way.nodes) {
            out_.demand.destinations.back().stops.push_back(stop_at(place, node));
            queue.stops.push_back(stop++);
          }
          shares_.push_back(changed_.shares[p] * way.width_m / width_m);
          usual_.push_back(place.share * way.width_m / width_m);
          place_of_.push_back(p);
        }
      }
      out_.queues.push_back(std::move(queue));
    }
    out_.leaving_destinations = out_.demand.destinations.size();
    stop_count_ = stop;
    return {};
  }

  void add_exits() {
    double width_m = 0;
    for (std::size_t e = 0; e < changed_.open.size(); ++e)
      if (changed_.open[e]) width_m += scenario_.exits[e].width_m;
    std::vector<double> shares = shares_;
    if (scenario_.arrival) shares.push_back(0);
    for (std::size_t e = 0; e < changed_.open.size(); ++e) {
      if (!changed_.open[e]) continue;
      const CrowdExit& exit = scenario_.exits[e];
      out_.queues.push_back({Queue::Kind::Exit, exit.name, {out_.demand.sources.size()}, {}});
      exit_of_.push_back(e);
      out_.demand.sources.push_back(
          {streets_.exits[e], scenario_.people * exit.width_m / width_m,
           flow::Curve::spread(changed_.end_s, scenario_.leave_median_s, scenario_.leave_p90_s), shares,
           gate_per_s(exit.width_m, exit.stepped)});
    }
    out_.leaving_sources = out_.demand.sources.size();
  }

  /// One more destination, the venue; whoever is to leave by a place has come from there.
  Result<void> add_arrivals() {
    constexpr double kPerTurnstile_s = 660.0 / 3600;  // people; Guide to Safety at Sports Grounds
    constexpr double kRoomPerTurnstile = 100;         // people who queue before it; an assumption
    flow::Destination venue;
    for (std::size_t e = 0; e < changed_.open.size(); ++e) {
      const CrowdExit& exit = scenario_.exits[e];
      if (!changed_.open[e] || exit.turnstiles <= 0) continue;
      flow::Stop stop{streets_.exits[e]};
      stop.waiting_room = kRoomPerTurnstile * exit.turnstiles;
      stop.served_per_s = kPerTurnstile_s * exit.turnstiles;
      venue.stops.push_back(stop);
      out_.queues.push_back({Queue::Kind::Entrance, exit.name, {}, {stop_count_++}});
    }
    if (venue.stops.empty()) return fault(scenario_, line_, "people arrive, but no open exit has turnstiles");
    out_.demand.destinations.push_back(std::move(venue));
    std::vector<double> to(out_.demand.destinations.size(), 0);
    to.back() = 1;
    for (std::size_t d = 0; d < out_.leaving_destinations; ++d) {
      const CrowdPlace& place = scenario_.places[place_of_[d]];
      const auto& stops = out_.demand.destinations[d].stops;
      // Who came by tram did not know that he would be redirected.
      for (const flow::Stop& stop : stops)
        out_.demand.sources.push_back({stop.node, scenario_.people * usual_[d] / static_cast<double>(stops.size()),
                                       arrival_curve(*scenario_.arrival, place.every_s), to, stop.gate_per_s});
    }
    return {};
  }

  Result<void> add_bars() {
    for (const CrowdChange* bar : changed_.bars) {
      const auto sections = streets_.crossed(bar->drawn);
      if (sections.empty())
        return fault(scenario_, bar->line, "the drawn line crosses no street of the simulated area");
      const auto kind = bar->kind == CrowdChangeKind::Hold ? flow::ControlKind::Held : flow::ControlKind::Closed;
      for (const flow::SectionId s : sections) out_.demand.controls.push_back({s, kind, bar->from_s, bar->until_s});
    }
    return {};
  }

  /// Everybody can get where they want, as far as what is closed for good leaves ways.
  Result<void> check_ways() const {
    std::vector<bool> open(out_.network->sections().size(), true);
    for (const flow::Control& control : out_.demand.controls)
      if (control.until_s == kEndless) open[control.section] = false;
    for (std::size_t s = 0; s < out_.leaving_sources; ++s) {
      const CrowdExit& exit = scenario_.exits[exit_of_[s]];
      const std::vector<bool> reached = out_.network->reached_from(out_.demand.sources[s].node, open);
      for (std::size_t d = 0; d < out_.leaving_destinations; ++d) {
        const auto& stops = out_.demand.destinations[d].stops;
        const bool way =
            std::any_of(stops.begin(), stops.end(), [&](const flow::Stop& stop) { return reached[stop.node]; });
        if (way || !(shares_[d] > 0)) continue;
        return fault(
            scenario_, changed_.bars.empty() ? exit.line : changed_.bars.back()->line,
            fmt::format("people without a way out: from {} to {}", exit.name, scenario_.places[place_of_[d]].name));
      }
    }
    return {};
  }

  const CrowdScenario& scenario_;
  const StreetNetwork& streets_;
  Changed changed_;
  int line_ = 0;
  std::vector<double> shares_;         // by leaving destination
  std::vector<double> usual_;          // the same, before any redirection
  std::vector<std::size_t> place_of_;  // the same
  std::vector<std::size_t> exit_of_;   // by leaving source
  std::size_t stop_count_ = 0;
  Case out_;
};

}  // namespace

Result<Case> make_case(const CrowdScenario& scenario, std::span<const CrowdChange> changes, std::string name,
                       const StreetNetwork& streets) {
  if (const Result<void> sound = check(scenario, changes); !sound) return sound.error();
  return Maker(scenario, changes, std::move(name), streets).run();
}

Case leaving_only(Case one) {
  if (one.demand.destinations.size() == one.leaving_destinations) return one;
  one.demand.destinations.resize(one.leaving_destinations);
  one.demand.sources.erase(one.demand.sources.begin() + static_cast<std::ptrdiff_t>(one.leaving_sources),
                           one.demand.sources.end());
  for (flow::Source& source : one.demand.sources) source.shares.resize(one.leaving_destinations);
  std::erase_if(one.queues, [](const QueueParts& queue) { return queue.kind == Queue::Kind::Entrance; });
  return one;
}

Case coming_only(Case one) {
  VIGIE_CHECK(one.demand.destinations.size() > one.leaving_destinations);
  std::size_t stops = 0;
  for (std::size_t d = 0; d < one.leaving_destinations; ++d) stops += one.demand.destinations[d].stops.size();
  one.demand.destinations = {one.demand.destinations.back()};
  one.demand.sources.erase(one.demand.sources.begin(),
                           one.demand.sources.begin() + static_cast<std::ptrdiff_t>(one.leaving_sources));
  for (flow::Source& source : one.demand.sources) source.shares = {1};
  std::erase_if(one.queues, [](const QueueParts& queue) { return queue.kind != Queue::Kind::Entrance; });
  for (QueueParts& queue : one.queues)
    for (std::size_t& stop : queue.stops) stop -= stops;
  one.leaving_sources = one.leaving_destinations = 0;
  return one;
}

Case perturbed(const Case& sound, std::uint64_t seed) {
  Case out = sound;
  Random random(seed);
  const double attendance = random.factor(0.05), later = random.factor(0.1);
  out.people *= attendance;
  out.options.speed_factor = std::clamp(random.factor(0.05), 0.3, 1.3);
  out.options.informed_share = random.between(0.3, 0.7);
  const double gates = random.factor(0.1);
  std::vector<double> lean;
  for (flow::Destination& destination : out.demand.destinations) {
    lean.push_back(random.factor(0.1));
    const double service = random.factor(0.1);
    for (flow::Stop& stop : destination.stops) {
      stop.gate_per_s *= service;
      stop.served_per_s *= service;
      if (stop.timetable) stop.timetable->places *= service;
    }
  }
  for (flow::Source& source : out.demand.sources) {
    source.people *= attendance;
    source.gate_per_s *= gates;
    source.curve = source.curve.moved(0, later, source.curve.begin_s());
    double sum = 0;
    for (std::size_t d = 0; d < lean.size(); ++d) sum += source.shares[d] *= lean[d];
    for (double& share : source.shares) share /= sum;
  }
  return out;
}

}  // namespace vigie::movement
