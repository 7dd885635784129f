// SPDX-License-Identifier: Apache-2.0
// Crews and events, step by step, into the engine's intake.
#include "sim/simulation.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <set>
#include <string>
#include <utility>

#include "city/city.hpp"
#include "core/log.hpp"
#include "roads/search.hpp"
#include "sim/city_day.hpp"
#include "sim/city_works.hpp"
#include "sim/crew.hpp"
#include "sim/crowd_day.hpp"
#include "sim/places.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kReportEvery = 1s;
constexpr auto kCrowdEvery = 5s;

struct RosterLine {
  const char* prefix;
  UnitKind kind;
  std::set<std::string> skills;
  int of_24;  ///< how many of 24 units
};

const std::array<RosterLine, 6>& roster() {
  static const std::array<RosterLine, 6> lines{{{"PM", UnitKind::Car, {"first_aid"}, 9},
                                                {"MO", UnitKind::Motorbike, {}, 4},
                                                {"VTT", UnitKind::Bicycle, {}, 3},
                                                {"PED", UnitKind::Foot, {"first_aid"}, 4},
                                                {"BST", UnitKind::Van, {"armed"}, 3},
                                                {"CYN", UnitKind::Dog, {"dog"}, 1}}};
  return lines;
}

struct Enrolled {
  UnitId id;
  UnitKind kind;
  std::set<std::string> skills;
};

std::vector<Enrolled> enrolled(int units) {
  std::vector<Enrolled> all;
  for (const RosterLine& line : roster()) {
    const int count = std::max(1, line.of_24 * units / 24);
    for (int i = 1; i <= count; ++i) {
      char name[16];
      std::snprintf(name, sizeof name, "%s-%02d", line.prefix, i);
      all.push_back({UnitId(name), line.kind, line.skills});
    }
  }
  return all;
}

std::vector<UnitId> ids(const std::vector<Enrolled>& units) {
  std::vector<UnitId> all;
  for (const Enrolled& unit : units) all.push_back(unit.id);
  return all;
}

}  // namespace

struct Simulation::Day {
  Day(const city::City& city, const Options& options)
      : units(enrolled(options.units)),
        places(city),
        search(city.roads()),
        events(places, ids(units), options.seed),
        crowd(city.zones(), {options.seed, options.zone, options.start, city.centre()}) {
    std::uint64_t seed = options.seed * 1000;
    for (const Enrolled& unit : units)
      crews.emplace_back(Crew::Means{city.roads(), search, places}, unit.id, unit.kind, ++seed);
  }

  std::vector<Enrolled> units;
  Places places;
  roads::Search search;
  CityDay events;
  CrowdDay crowd;
  Time crowd_told{};
  std::vector<Crew> crews;
  std::int64_t at_ms = 0;
  Time reported{};
  bool started = false;
};

Simulation::Simulation(const city::City& city, links::Intake& intake, Options options)
    : intake_(intake), options_(options), city_(city), day_(std::make_unique<Day>(city, options)) {}

Simulation::~Simulation() = default;

void Simulation::send(const links::Tasking& tasking) {
  const Lock lock(mutex_);
  inbox_.push_back(tasking);
}

void Simulation::step(Time now) {
  if (!std::exchange(day_->started, true)) {
    enrol(now);
    publish_works();
  }
  const auto elapsed = std::max<std::int64_t>(0, (now - options_.start).count());
  day_->at_ms = std::max(day_->at_ms, static_cast<std::int64_t>(static_cast<double>(elapsed) * options_.speed));
  deliver();
  for (Observation& seen : day_->events.until(day_->at_ms, now)) {
    Actor source = Actor::source(seen.source);
    intake_.observe(std::move(source), std::move(seen), [](links::Receipt, const std::string&) {});
  }
  report(now);
  publish_crowd(now);
}

void Simulation::enrol(Time now) {
  for (const Enrolled& unit : day_->units) {
    const Actor phone = Actor::device(DeviceId(unit.id.text()));
    intake_.note(phone, UnitEnrolled{unit.id, unit.kind, unit.skills});
    intake_.note(phone, LinkChanged{"tak/" + unit.id.text(), LinkState::Up, "simulated"});
  }
  day_->reported = now - kReportEvery;
}

void Simulation::publish_works() {
  if (options_.roads == nullptr) return;
  const SourceId source("feed/sim");
  const auto taken = options_.roads->publish_roads(Actor::source(SourceId("sim/roads")), source,
                                                   city_works(city_, options_.zone, options_.seed, options_.start));
  if (!taken) log::error("sim", "road changes not published", {{"why", taken.error().what}});
}

void Simulation::publish_crowd(Time now) {
  if (options_.crowd == nullptr || city_.zones().empty() || now - day_->crowd_told < kCrowdEvery) return;
  std::vector<SimulatedDocument> documents;
  if (day_->crowd_told == Time{}) {
    if (options_.past.count() > 0) documents = day_->crowd.history(options_.start - options_.past, options_.start);
    for (SimulatedDocument& announced : day_->crowd.announced()) documents.push_back(std::move(announced));
  }
  day_->crowd_told = now;
  for (SimulatedDocument& measured : day_->crowd.measured(now)) documents.push_back(std::move(measured));
  for (SimulatedDocument& document : documents) {
    const auto taken =
        options_.crowd->take(Actor::source(document.source), document.source, std::move(document.content));
    if (!taken)
      log::error("sim", "crowd not published", {{"source", document.source.text()}, {"why", taken.error().what}});
  }
}

void Simulation::deliver() {
  std::vector<links::Tasking> taskings;
  {
    const Lock lock(mutex_);
    taskings.swap(inbox_);
  }
  for (const links::Tasking& tasking : taskings)
    for (Crew& crew : day_->crews)
      if (crew.id() == tasking.unit) crew.tell(tasking, day_->at_ms);
}

void Simulation::report(Time now) {
  const bool due = now - day_->reported >= kReportEvery || now < day_->reported;
  if (due) day_->reported = now;
  for (Crew& crew : day_->crews) {
    const Actor phone = Actor::device(DeviceId(crew.id().text()));
    for (const Report& told : crew.live_until(day_->at_ms)) {
      if (told.state == MissionState::Delivered) intake_.note(phone, MissionDelivered{told.mission});
      else intake_.command(phone, ReportMission{told.mission, told.state}, [](const Result<links::Outcome>&) {});
    }
    if (due) intake_.report(crew.position(now));
  }
}

}  // namespace vigie::sim
