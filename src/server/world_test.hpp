// SPDX-License-Identifier: Apache-2.0
// A server with an engine that only remembers, for tests.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "links/feed_desk.hpp"
#include "links/intake.hpp"
#include "links/road_intake.hpp"
#include "server/auth/accounts.hpp"
#include "server/auth/sources.hpp"
#include "server/client_test.hpp"
#include "server/picture_source.hpp"
#include "server/server.hpp"
#include "server/temporary_directory_test.hpp"

namespace vigie::server {

inline constexpr const char* kPassword = "a long enough password";

/// Threads: any.
class FakeEngine : public links::Intake, public links::RoadIntake, public links::CrowdIntake, public PictureSource {
 public:
  void observe(Actor actor, Observation observation,
               std::function<void(links::Receipt, const std::string&)> done) override;
  void report(UnitPosition position) override;
  void command(Actor actor, Command command, std::function<void(Result<links::Outcome>)> done) override;
  void note(Actor actor, EntryBody fact) override;
  Result<links::RoadPublication> publish_roads(const Actor& actor, const SourceId& source,
                                               links::RoadStatement statement) override;
  Result<links::FeedReceipt> take(const Actor& actor, const SourceId& source, FeedContent content) override;

  std::shared_ptr<const Picture> picture() const override;
  std::shared_ptr<const Positions> positions() const override;
  std::uint64_t positions_version() const override;
  void on_change(std::function<void(Rank)> changed) override;

  /// Changes the picture and says so.
  void change(Rank rank, const std::function<void(Picture&)>& how);
  void change_silently(const std::function<void(Picture&)>& how);

  std::vector<std::string> commands() const;  ///< "user:alice send_unit"
  std::vector<Observation> observations() const;
  std::vector<FeedContent> feeds() const;
  std::vector<std::string> links() const;  ///< "feed/weather up: 1 measurement"

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Picture> picture_ = std::make_shared<const Picture>();
  std::shared_ptr<const Positions> positions_ = std::make_shared<const Positions>();
  std::uint64_t version_ = 1;
  std::vector<std::string> commands_;
  std::vector<Observation> observations_;
  std::vector<FeedContent> feeds_;
  std::vector<std::string> links_;
  std::mutex changed_mutex_;
  std::function<void(Rank)> changed_;
};

class World {
 public:
  explicit World(const std::string& web_root = "");
  ~World();

  std::uint16_t port() const { return server->port(); }
  /// An active account with kPassword, made as the command line makes it: behind the server's back.
  void account(const std::string& name, Role role, const std::optional<UnitId>& unit = std::nullopt);
  /// Logged in with an account of that name and role.
  Browser person(const std::string& name, Role role, const std::optional<UnitId>& unit = std::nullopt);
  void restart();

  TemporaryDirectory directory;
  SystemWallClock clock;
  Metrics metrics;
  FakeEngine engine;
  links::FeedDesk desk{{engine, engine, clock, metrics}, {}};
  links::FeedEntrance feeds{desk, {{"weather", "weather_csv"}}, {"asked-for"}};
  std::string web;
  const city::City* city = nullptr;  ///< this and the next two: from the next restart() on
  const engine::StreetDesk* streets = nullptr;
  TimeZone zone = TimeZone::named("UTC").value();
  std::unique_ptr<auth::AccessDatabase> access;  ///< the command line's own connection
  std::unique_ptr<Server> server;
};

}  // namespace vigie::server
