// SPDX-License-Identifier: Apache-2.0
// Rounds: which events are on, what was counted, what follows from it.
#include "engine/nowcast_desk.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/log.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kRound = 10s;
constexpr auto kHearEvery = 2min;
constexpr auto kTellEvery = 4min;  // looking ahead costs as much as half an hour of following
constexpr auto kStride = 5min;     // at most so much at once, so that a long way can be broken off
constexpr double kVenueNear_m = 300;
constexpr double kOneAlarm_m = 200;  // streets so near to one that was raised are the same trouble
constexpr auto kAlarmOver = 20min;   // not likely for so long: what comes then is another
constexpr std::size_t kMostHeard = 20'000;
constexpr int kNice = 10;

std::uint64_t version_of(const CityEvent& event) { return event.changed; }

bool same_times(const CityEvent& a, const CityEvent& b) {
  return a.start == b.start && a.end == b.end && a.attendance == b.attendance && a.place == b.place;
}

}  // namespace

NowcastDesk::NowcastDesk(const roads::WalkGraph& walk, std::vector<OfferedScenario> scenarios, std::vector<Zone> zones,
                         Dependencies dependencies)
    : walk_(walk), scenarios_(std::move(scenarios)), zones_(std::move(zones)), on_(std::move(dependencies)) {}

NowcastDesk::~NowcastDesk() { stop(); }

void NowcastDesk::start() {
  thread_ = std::thread([this] { run(); });
}

void NowcastDesk::stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool NowcastDesk::stopping() const {
  const Lock lock(mutex_);
  return stopping_;
}

void NowcastDesk::hear(const Entry& entry) {
  const auto* measured = std::get_if<Measured>(&entry.body);
  if (!measured) return;
  const Lock lock(mutex_);
  if (heard_.size() < kMostHeard) heard_.push_back(*measured);
  else on_.metrics.counter("vigie_nowcast_unheard_total", "Measurements that did not fit the nowcast's queue").add();
}

Result<std::shared_ptr<const NowcastGround>> NowcastDesk::ground(const EventId& event) const {
  const Lock lock(mutex_);
  const auto found = grounds_.find(event);
  if (found == grounds_.end()) return Error{ErrorKind::NotFound, "no crowd of that event is followed in the streets"};
  return found->second;
}

void NowcastDesk::run() {
  // Nothing that somebody waits for comes from here. Linux keeps the priority by thread.
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
  while (true) {
    {
      Lock lock(mutex_);
      wake_.wait_for(lock.native(), kRound,
                     [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return stopping_; });
      if (stopping_) return;
    }
    round(on_.clock.now());
  }
}

void NowcastDesk::round(Time now) {
  std::vector<Measured> heard;
  {
    const Lock lock(mutex_);
    heard.swap(heard_);
  }
  for (auto& [scenario, running] : running_)
    for (const Measured& measured : heard) running.counters.hear(measured);
  const auto picture = on_.picture();
  for (const OfferedScenario& offered : scenarios_) {
    const CityEvent* event = event_of(offered.scenario, *picture, now);
    const auto running = running_.find(offered.id);
    if (running != running_.end()) {
      const bool gone = !event || event->id != running->second.event.id || !same_times(*event, running->second.event);
      if (gone) end(offered.id, now);
      else follow(offered, running->second, *picture, now);
    } else if (event) {
      begin(offered, *event, *picture, now);
    }
  }
  on_.metrics.gauge("vigie_nowcasts", "Events whose crowd is followed in the streets")
      .set(static_cast<std::int64_t>(running_.size()));
}

/// The one that is on there now, or has people on their way; of several the one that ends first.
const CityEvent* NowcastDesk::event_of(const CrowdScenario& scenario, const Picture& picture, Time now) const {
  const CityEvent* first = nullptr;
  for (const auto& [id, event] : picture.events) {
    if (event->cancelled || !event->place || geo::distance_m(*event->place, scenario.place) > kVenueNear_m) continue;
    const bool on =
        movement::EventNowcast::begins(scenario, *event) <= now && now < movement::EventNowcast::ends(scenario, *event);
    if (on && (!first || event->end < first->end)) first = event.get();
  }
  return first;
}

void NowcastDesk::begin(const OfferedScenario& offered, const CityEvent& event, const Picture& picture, Time now) {
  const std::pair version(event.id, version_of(event));
  if (const auto known = given_up_.find(offered.id); known != given_up_.end() && known->second == version) return;
  StreetCounters counters(offered.scenario, zones_, picture);
  auto made = movement::EventNowcast::create(walk_, offered.scenario, event, counters.all(), {});
  if (!made) {
    given_up_[offered.id] = version;
    return note_trouble(offered.id, made.error());
  }
  counters.keep(made->counter_numbers());
  auto ground = std::make_shared<const NowcastGround>(
      NowcastGround{event.id, offered.id, made->scenario(), made->streets().streets, counters.all()});
  {
    const Lock lock(mutex_);
    grounds_[event.id] = std::move(ground);
  }
  log::info(
      "nowcast", "begins",
      {{"event", event.id.text()}, {"scenario", offered.id}, {"counters", std::to_string(counters.all().size())}});
  const auto [running, fresh] = running_.emplace(offered.id, Running{event, std::move(*made), std::move(counters)});
  follow(offered, running->second, picture, now);
}

void NowcastDesk::follow(const OfferedScenario& offered, Running& running, const Picture& picture, Time now) {
  if (running.heard != Time() && now - running.heard < kHearEvery) return;
  const movement::CounterReadings silence(running.counters.all().size());
  while (now - running.nowcast.now() > kStride) {
    if (stopping()) return;
    running.nowcast.hear(running.nowcast.now() + kStride, silence);
  }
  const auto every = running.heard == Time() ? now - running.nowcast.now() : now - running.heard;
  const auto readings = running.counters.take(picture, std::chrono::duration<double>(every), on_.usual());
  running.nowcast.hear(now, running.heard == Time() ? silence : readings);
  running.heard = now;
  if (running.nowcast.cleared()) {
    given_up_[offered.id] = {running.event.id, version_of(running.event)};
    return end(offered.id, now);
  }
  if (running.told != Time() && now - running.told < kTellEvery) return;
  running.told = now;
  movement::NowcastTold told = running.nowcast.tell([this] { return stopping(); });
  if (stopping()) return;
  told.nowcast.scenario = offered.id;
  raise(running, told.alarms, now);
  last_[running.event.id] = told.nowcast;
  on_.record(CrowdNowcasted{std::move(told.nowcast)});
}

void NowcastDesk::end(const std::string& scenario, Time now) {
  const auto running = running_.find(scenario);
  const EventId event = running->second.event.id;
  running_.erase(running);
  {
    const Lock lock(mutex_);
    grounds_.erase(event);
  }
  log::info("nowcast", "ends", {{"event", event.text()}, {"scenario", scenario}});
  const auto last = last_.find(event);
  if (last == last_.end()) return;
  CrowdNowcast ended = std::move(last->second);
  last_.erase(last);
  ended.ended = now;
  ended.streets.clear();
  ended.warnings.clear();
  on_.record(CrowdNowcasted{std::move(ended)});
}

void NowcastDesk::raise(Running& running, const std::vector<movement::StreetAlarm>& alarms, Time now) {
  std::erase_if(running.alarms, [&](const auto& open) { return now - open.second > kAlarmOver; });
  for (const movement::StreetAlarm& alarm : alarms) {
    const auto near = std::find_if(running.alarms.begin(), running.alarms.end(), [&](const auto& open) {
      return geo::distance_m(open.first, alarm.at) < kOneAlarm_m;
    });
    if (near != running.alarms.end()) {
      near->second = now;
      continue;
    }
    running.alarms.emplace_back(alarm.at, now);
    Observation raised{};
    raised.source = SourceId("crowd/streets/" + running.event.id.text() + "/" + std::to_string(alarm.street));
    raised.id = raised.source.text() + " " + to_rfc3339(now);
    raised.kind = ObservationKind::CrowdSurge;
    raised.seen = raised.received = now;
    raised.place = alarm.at;
    raised.text = alarm.warning.name;
    on_.raise(std::move(raised));
  }
}

void NowcastDesk::note_trouble(const std::string& scenario, const Error& error) {
  on_.metrics.counter("vigie_nowcast_troubles_total", "Nowcasts that could not be made").add();
  log::warning("nowcast", "cannot be made", {{"scenario", scenario}, {"why", error.what}});
}

}  // namespace vigie::engine
