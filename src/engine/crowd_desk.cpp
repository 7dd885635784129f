// SPDX-License-Identifier: Apache-2.0
// The crowd's thread: a step a second.
#include "engine/crowd_desk.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/log.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kRound = 1s;

geo::Position middle(const geo::Polygon& outline) {
  std::int64_t lat = 0, lon = 0;
  for (const geo::Position& corner : outline.ring) lat += corner.lat_e7(), lon += corner.lon_e7();
  const auto corners = static_cast<std::int64_t>(outline.ring.size());
  return geo::Position::from_e7(lat / corners, lon / corners).value();
}

}  // namespace

bool concerns_crowds(const EntryBody& body) {
  if (const auto* observed = std::get_if<Observed>(&body)) return observed->observation.kind == ObservationKind::Count;
  return std::holds_alternative<Measured>(body) || std::holds_alternative<EventPublished>(body) ||
         std::holds_alternative<EventRevoked>(body) || std::holds_alternative<BulletinPublished>(body) ||
         std::holds_alternative<BulletinRevoked>(body);
}

CrowdDesk::CrowdDesk(CrowdWatch watch, std::vector<Zone> zones, Dependencies dependencies)
    : watch_(std::move(watch)), zones_(std::move(zones)), on_(std::move(dependencies)) {
  past_.publish(std::make_shared<const CrowdPast>(watch_.past()));
}

CrowdDesk::~CrowdDesk() { stop(); }

void CrowdDesk::start() {
  thread_ = std::thread([this] { run(); });
}

void CrowdDesk::stop() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void CrowdDesk::hear(const Entry& entry) {
  if (!concerns_crowds(entry.body)) return;
  const Lock lock(mutex_);
  if (heard_.size() < kQueue) heard_.push_back(entry);
  else on_.metrics.counter("vigie_crowd_unheard_total", "Records of crowds that did not fit the crowd's queue").add();
}

void CrowdDesk::run() {
  while (true) {
    std::vector<Entry> heard;
    {
      Lock lock(mutex_);
      wake_.wait_for(lock.native(), kRound,
                     [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return stopping_; });
      if (stopping_) return;
      heard.swap(heard_);
    }
    step(std::move(heard));
  }
}

void CrowdDesk::step(std::vector<Entry> heard) {
  for (const Entry& entry : heard) watch_.hear(entry);
  tell(watch_.step(on_.clock.now()));
  if (watch_.version() != published_) {
    published_ = watch_.version();
    past_.publish(std::make_shared<const CrowdPast>(watch_.past()));
  }
  const CrowdWatch::Trouble& trouble = watch_.trouble();
  if (trouble.count != troubles_) log::warning("crowd", "a step failed", {{"why", trouble.what}});
  troubles_ = trouble.count;
  on_.metrics.gauge("vigie_crowd_troubles", "Steps of the crowd's watch that failed")
      .set(static_cast<std::int64_t>(troubles_));
  const crowd::TrackerCounts counts = watch_.counts();
  const auto tell_count = [&](const char* what, std::uint64_t count) {
    on_.metrics
        .gauge("vigie_crowd_measurements", "Measurements of crowds since the start, by what became of them",
               {{"became", what}})
        .set(static_cast<std::int64_t>(count));
  };
  tell_count("used", counts.used);
  tell_count("elsewhere", counts.elsewhere);
  tell_count("late", counts.late);
  tell_count("doubted", counts.doubted);
}

void CrowdDesk::tell(CrowdFindings findings) {
  if (!findings.states.empty()) on_.record(CrowdEstimated{std::move(findings.states)});
  if (!findings.forecasts.empty()) on_.record(CrowdForecasted{std::move(findings.forecasts)});
  for (crowd::SurgeChange& change : findings.surges) {
    const bool raised = change.step == crowd::SurgeStep::Raised;
    if (raised) on_.raise(alarm(change.surge));
    on_.record(SurgeForeseen{std::move(change.surge)});
  }
}

/// Its words are the surge's: the alarm names the zone and no more.
Observation CrowdDesk::alarm(const CrowdSurge& surge) const {
  const auto zone = std::find_if(zones_.begin(), zones_.end(), [&](const Zone& each) { return each.id == surge.zone; });
  Observation alarm{};
  alarm.source = SourceId("crowd/" + surge.zone.text());
  alarm.id = surge_key(surge.zone, surge.threshold) + " " + to_rfc3339(surge.made);
  alarm.kind = ObservationKind::CrowdSurge;
  alarm.seen = alarm.received = surge.made;
  if (zone != zones_.end()) {
    alarm.place = middle(zone->outline);
    alarm.text = zone->name;
  }
  return alarm;
}

}  // namespace vigie::engine
