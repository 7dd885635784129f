// SPDX-License-Identifier: Apache-2.0
// The remembering engine and the world around the server under test.
#include "server/world_test.hpp"

#include <cstdlib>

#include "codec/command_json.hpp"
#include "server/auth/passwords.hpp"

namespace vigie::server {

void FakeEngine::observe(Actor, Observation observation, std::function<void(links::Receipt, const std::string&)> done) {
  const bool refused = observation.text == "refuse me";
  {
    const std::lock_guard lock(mutex_);
    observations_.push_back(std::move(observation));
  }
  done(refused ? links::Receipt::Refused : links::Receipt::Accepted, refused ? "asked for it" : "");
}

void FakeEngine::report(UnitPosition position) {
  const std::lock_guard lock(mutex_);
  auto next = std::make_shared<Positions>(*positions_);
  next->put(position.unit, position);
  positions_ = std::move(next);
  ++version_;
}

void FakeEngine::command(Actor actor, Command command, std::function<void(Result<links::Outcome>)> done) {
  std::uint64_t sequence = 0;
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back("user:" + actor.name() + " " + codec::name(command));
    sequence = picture_->last.sequence + 1;
  }
  if (std::holds_alternative<CloseIncident>(command)) return done(Error{ErrorKind::Conflict, "the incident is closed"});
  links::Outcome outcome;
  outcome.key.sequence = sequence;
  if (std::holds_alternative<SendUnit>(command)) outcome.mission = MissionId("M-1");
  done(outcome);
}

void FakeEngine::note(Actor, EntryBody fact) {
  const auto* const link = std::get_if<LinkChanged>(&fact);
  if (!link) return;
  const std::scoped_lock lock(mutex_);
  links_.push_back(link->link + (link->state == LinkState::Up ? " up: " : " down: ") + link->detail);
}

Result<links::FeedReceipt> FakeEngine::take(const Actor&, const SourceId&, FeedContent content) {
  const std::scoped_lock lock(mutex_);
  feeds_.push_back(std::move(content));
  return links::FeedReceipt{.taken = feeds_.back().measurements.size()};
}

std::vector<FeedContent> FakeEngine::feeds() const {
  const std::scoped_lock lock(mutex_);
  return feeds_;
}

std::vector<std::string> FakeEngine::links() const {
  const std::scoped_lock lock(mutex_);
  return links_;
}

Result<links::RoadPublication> FakeEngine::publish_roads(const Actor&, const SourceId&,
                                                         links::RoadStatement statement) {
  links::RoadPublication answer;
  answer.taken = static_cast<int>(statement.changes.size());
  return answer;
}

std::shared_ptr<const Picture> FakeEngine::picture() const {
  const std::lock_guard lock(mutex_);
  return picture_;
}

std::shared_ptr<const Positions> FakeEngine::positions() const {
  const std::lock_guard lock(mutex_);
  return positions_;
}

std::uint64_t FakeEngine::positions_version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

void FakeEngine::on_change(std::function<void(Rank)> changed) {
  const std::lock_guard lock(changed_mutex_);
  changed_ = std::move(changed);
}

void FakeEngine::change(Rank rank, const std::function<void(Picture&)>& how) {
  change_silently(how);
  const std::lock_guard lock(changed_mutex_);
  if (changed_) changed_(rank);
}

void FakeEngine::change_silently(const std::function<void(Picture&)>& how) {
  const std::lock_guard lock(mutex_);
  auto next = std::make_shared<Picture>(*picture_);
  ++next->last.sequence;
  how(*next);
  picture_ = std::move(next);
}

std::vector<std::string> FakeEngine::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}

std::vector<Observation> FakeEngine::observations() const {
  const std::lock_guard lock(mutex_);
  return observations_;
}

World::World(const std::string& web_root)
    : web(web_root), access(auth::AccessDatabase::open(directory.path()).value()) {
  restart();
}

World::~World() {
  if (server) server->stop();
}

void World::restart() {
  if (server) server->stop();
  server.reset();
  Options options;
  options.port = 0;
  options.data = directory.path();
  options.web_root = web;
  Dependencies dependencies{.intake = engine, .pictures = engine, .metrics = metrics, .clock = clock, .world = clock};
  dependencies.city = city;
  dependencies.streets = streets;
  dependencies.zone = zone;
  dependencies.roads = &engine;
  dependencies.feeds = &feeds;
  Result<std::unique_ptr<Server>> made = Server::create(options, dependencies);
  if (!made) std::abort();
  server = std::move(*made);
  server->start();
}

void World::account(const std::string& name, Role role, const std::optional<UnitId>& unit) {
  static const std::string hash = auth::hash_password(kPassword).value();
  const auth::Accounts accounts(*access, clock);
  const auth::Invited invited = accounts.invite(name, role, unit).value();
  if (!accounts.redeem(invited.token, name, hash)) std::abort();
}

Browser World::person(const std::string& name, Role role, const std::optional<UnitId>& unit) {
  account(name, role, unit);
  Browser browser(port());
  if (browser.login(name, kPassword) != 200) std::abort();
  return browser;
}

}  // namespace vigie::server
