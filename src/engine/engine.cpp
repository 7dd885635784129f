// SPDX-License-Identifier: Apache-2.0
// The writer's loop: take, check and fold, make durable, publish, answer, act.
#include "engine/engine.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "alarms/correlate.hpp"
#include "alarms/timers.hpp"
#include "codec/picture_json.hpp"
#include "core/log.hpp"
#include "crowd/crowd_records.hpp"
#include "engine/recovery.hpp"
#include "engine/taskings.hpp"
#include "roads/road_changes.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

// A panic waits for room; the others are turned away beyond this, the sender told.
constexpr RankedQueue<int>::Capacities kCapacities{65'536, 16'384, 16'384, 16'384, 1'024, 16'384, 1'024};

links::Receipt receipt(const Result<links::Outcome>& outcome, Timeliness timeliness) {
  if (!outcome) {
    if (outcome.error().kind == ErrorKind::Conflict) return links::Receipt::Duplicate;
    return outcome.error().kind == ErrorKind::Unavailable ? links::Receipt::Shed : links::Receipt::Refused;
  }
  if (timeliness == Timeliness::Late) return links::Receipt::Late;
  return timeliness == Timeliness::FutureDated ? links::Receipt::FutureDated : links::Receipt::Accepted;
}

/// Facts about a mission or a unit are as urgent as decisions; a link's health is not.
Rank rank_of_fact(const EntryBody& fact) {
  if (std::holds_alternative<LinkChanged>(fact)) return Rank::Incident;
  const bool computed = std::holds_alternative<StreetsMeasured>(fact) || std::holds_alternative<CrowdEstimated>(fact) ||
                        std::holds_alternative<CrowdForecasted>(fact);
  if (computed) return Rank::Background;
  if (std::holds_alternative<SurgeForeseen>(fact)) return Rank::Incident;
  return std::holds_alternative<Recommended>(fact) ? Rank::Danger : Rank::Decision;
}

bool concerns_streets(const EntryBody& body) {
  return std::holds_alternative<RoadPublished>(body) || std::holds_alternative<RoadRevoked>(body);
}

Result<void> allowed(const Picture& picture, const Entry& entry) {
  if (const auto* observed = std::get_if<Observed>(&entry.body);
      observed && alarms::is_duplicate(picture, observed->observation))
    return Error{ErrorKind::Conflict, "already received: observation '" + observed->observation.id + "'"};
  return check(picture, entry);
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::create(Dependencies dependencies, Options options) {
  auto from = dependencies.journal.newest_checkpoint();
  if (!from) return from.error();
  Result<Picture> recovered = replay(dependencies.journal, *from);
  if (!recovered) return recovered.error();
  return std::unique_ptr<Engine>(new Engine(std::move(dependencies), std::move(options), std::move(*recovered)));
}

Engine::Engine(Dependencies dependencies, Options options, Picture recovered)
    : on_(std::move(dependencies)),
      options_(std::move(options)),
      queue_(kCapacities),
      positions_(on_.lane, on_.clock, on_.metrics),
      advisor_([this] { return board_.picture(); }, positions_, on_.travel_times, on_.clock, on_.streets.follow,
               [this](Recommended made) { note(Actor::engine(), std::move(made)); }),
      working_(std::move(recovered)) {
  board_.publish(std::make_shared<const Picture>(working_),
                 Rank::Background);  // for who is made between now and start()
}

Engine::~Engine() { stop(); }

void Engine::start() {
  VIGIE_CHECK(!started_);
  started_ = true;
  take_links_down();
  board_.publish(std::make_shared<const Picture>(working_), Rank::Danger);
  positions_.start();
  writer_ = std::thread([this] { run(); });
  advisor_.start();
}

void Engine::stop() {
  if (!started_) return;
  started_ = false;
  advisor_.stop();
  {
    const Lock lock(counts_mutex_);
    for (Observation& count : counts_.drain()) {
      Actor source = Actor::source(count.source);
      submit(Rank::Sensor, std::move(source), Observed{std::move(count), {}}, nullptr);
    }
  }
  queue_.close();
  writer_.join();
  positions_.stop();
}

bool Engine::submit(Rank rank, Actor actor, EntryBody body, std::function<void(const Result<links::Outcome>&)> done) {
  Entry entry{{}, on_.clock.now(), std::move(actor), std::move(body)};
  if (queue_.push(rank, Item{rank, std::move(entry), done})) return true;
  on_.metrics.counter("vigie_shed_total", "Turned away under load, by rank", {{"rank", std::to_string(int(rank))}})
      .add();
  if (done) done(Error{ErrorKind::Unavailable, "not taken: the engine is overloaded or stopping; send again"});
  return false;
}

void Engine::observe(Actor actor, Observation observation,
                     std::function<void(links::Receipt, const std::string&)> done) {
  // What a simulation sends is not a sensor of the city: no legal basis is needed for it.
  const bool simulated = observation.source.text().starts_with("sim/");
  if (const auto open = admit(options_.legal_bases, observation.kind, on_.clock.now()); !simulated && !open) {
    on_.metrics.counter("vigie_inadmissible_total", "Observations of kinds without a legal basis").add();
    done(links::Receipt::Refused, open.error().what);
    return;
  }
  if (observation.kind == ObservationKind::Count) {
    observe_count(std::move(actor), std::move(observation), done);
    return;
  }
  const Rank rank = rank_of(observation.kind);
  std::string address = observation.place ? on_.address(*observation.place) : std::string();
  const Timeliness timeliness = observation.timeliness;
  submit(rank, std::move(actor), Observed{std::move(observation), std::move(address)},
         [done = std::move(done), timeliness](const Result<links::Outcome>& outcome) {
           done(receipt(outcome, timeliness), outcome ? std::string() : outcome.error().what);
         });
}

void Engine::observe_count(Actor actor, Observation count,
                           const std::function<void(links::Receipt, const std::string&)>& done) {
  const Timeliness timeliness = count.timeliness;
  std::optional<Observation> reduced;
  {
    const Lock lock(counts_mutex_);
    reduced = counts_.take(std::move(count), on_.clock.now());
  }
  if (reduced && !submit(Rank::Sensor, std::move(actor), Observed{std::move(*reduced), {}}, nullptr)) {
    done(links::Receipt::Shed, "not taken: the engine is overloaded or stopping");
    return;
  }
  done(receipt(links::Outcome{}, timeliness), {});
}

void Engine::command(Actor actor, Command command, std::function<void(Result<links::Outcome>)> done) {
  if (auto* ordered = std::get_if<ChangeRoad>(&command); ordered && on_.streets.place)
    on_.streets.place(ordered->change);
  submit(Rank::Decision, std::move(actor), Commanded{std::move(command)}, std::move(done));
}

void Engine::note(Actor actor, EntryBody fact) {
  const Rank rank = rank_of_fact(fact);
  submit(rank, std::move(actor), std::move(fact), nullptr);
}

void Engine::run() {
  while (true) {
    std::vector<Item> items = queue_.pop(options_.batch, 500ms);
    if (items.empty() && queue_.closed()) break;
    if (!items.empty()) commit(std::move(items));
    tick();
    if (since_checkpoint_ >= options_.checkpoint_every) checkpoint();
  }
  checkpoint();
}

void Engine::commit(std::vector<Item> items) {
  std::vector<Applied> applied = apply(std::move(items));
  if (applied.empty() || !make_durable(applied)) return;
  publish(applied);
  act(applied);
}

std::vector<Engine::Applied> Engine::apply(std::vector<Item> items) {
  std::vector<Applied> applied;
  std::uint64_t sequence = on_.journal.last().sequence;
  for (Item& item : items) {
    if (const auto may = allowed(working_, item.entry); !may) {
      if (item.done) item.done(may.error());
      continue;
    }
    item.entry.key.sequence = ++sequence;
    Folded folded = fold(working_, item.entry);
    applied.push_back({std::move(item), std::move(folded)});
  }
  return applied;
}

Result<void> Engine::healthy() const {
  if (durable_) return {};
  return Error{ErrorKind::Unavailable, "the journal cannot be written: what comes in is refused"};
}

bool Engine::make_durable(std::vector<Applied>& applied) {
  std::vector<journal::Record> records;
  records.reserve(applied.size());
  for (const Applied& one : applied) records.push_back(encode(one.item.entry));
  if (const auto durable = on_.journal.append(records); !durable) {
    working_ = *board_.picture();  // nothing of it happened
    durable_ = false;
    log::error("engine", "not durable, refused", {{"records", records.size()}, {"why", durable.error().what}});
    on_.metrics.counter("vigie_append_failures_total", "Commits the journal refused").add();
    for (const Applied& one : applied)
      if (one.item.done) one.item.done(Error{ErrorKind::Unavailable, "not taken: the journal cannot be written"});
    return false;
  }
  durable_ = true;
  for (std::size_t i = 0; i < applied.size(); ++i) {
    VIGIE_CHECK(records[i].key.sequence == applied[i].item.entry.key.sequence);
    applied[i].item.entry.key = records[i].key;
  }
  working_.last = records.back().key;
  since_checkpoint_ += records.size();
  on_.metrics.counter("vigie_records_total", "Records made durable").add(static_cast<std::int64_t>(records.size()));
  on_.metrics.counter("vigie_commits_total", "Commits of the journal").add();
  on_.metrics.gauge("vigie_queue_items", "Items waiting for the writer").set(static_cast<std::int64_t>(queue_.size()));
  return true;
}

void Engine::publish(const std::vector<Applied>& applied) {
  const auto most_urgent = std::min_element(
      applied.begin(), applied.end(), [](const Applied& a, const Applied& b) { return a.item.rank < b.item.rank; });
  board_.publish(std::make_shared<const Picture>(working_), most_urgent->item.rank);
}

void Engine::act(const std::vector<Applied>& applied) {
  bool advise = false;
  for (const Applied& one : applied) {
    if (one.item.done)
      one.item.done(
          links::Outcome{one.item.entry.key, one.folded.incident, one.folded.mission, one.folded.road_change});
    if (on_.heard) on_.heard(one.item.entry);
    if (const auto tasking = tasking_after(working_, one.item.entry, one.folded.mission))
      for (links::TaskingSender* sender : senders_) sender->send(*tasking);
    advise = advise || one.item.rank <= Rank::Incident || concerns_streets(one.item.entry.body);
  }
  if (advise) advisor_.wake();
}

void Engine::tick() {
  const Time now = on_.clock.now();
  const bool looked_lately = now >= last_tick_ && now - last_tick_ < 500ms;
  if (looked_lately) return;
  last_tick_ = now;
  if (!alarms::timer_due(working_, now) && !roads::timer_due(working_, now) && !crowd::timer_due(working_, now)) return;
  std::vector<Item> items;
  items.push_back(Item{Rank::Decision, Entry{{}, now, Actor::engine(), Ticked{}}, nullptr});
  commit(std::move(items));
}

/// After a start no device is connected yet, whatever the journal's last word was.
void Engine::take_links_down() {
  std::vector<Item> items;
  for (const auto& [name, link] : working_.links)
    if (link->state == LinkState::Up)
      items.push_back(Item{Rank::Incident,
                           Entry{{}, on_.clock.now(), Actor::engine(), LinkChanged{name, LinkState::Down, "restart"}},
                           nullptr});
  board_.publish(std::make_shared<const Picture>(working_), Rank::Danger);
  if (!items.empty()) commit(std::move(items));
}

void Engine::checkpoint() {
  if (since_checkpoint_ == 0) return;
  const auto saved = on_.journal.save({working_.last, codec::encode(working_), codec::state_hash(working_)});
  if (saved) since_checkpoint_ = 0;
  else log::warning("engine", "checkpoint not saved", {{"why", saved.error().what}});
}

}  // namespace vigie::engine
