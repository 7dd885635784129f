// SPDX-License-Identifier: Apache-2.0
// Claims about publications of road changes in a running engine: durable when answered, one after the other, there after a restart.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "engine/engine.hpp"
#include "store/position_lane.hpp"

namespace vigie::engine {
namespace {

class NoRoads : public dispatch::TravelTimes {
 public:
  std::vector<std::optional<dispatch::Travel>> to(const geo::Position&,
                                                  std::span<const UnitPosition> from) const override {
    return std::vector<std::optional<dispatch::Travel>>(from.size());
  }
};

class EngineRoads : public testing::Test {
 protected:
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("vigie-engine-roads-" + std::to_string(::getpid()));
  SystemWallClock clock;
  Metrics metrics;
  NoRoads no_roads;
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<store::PositionLane> lane;
  std::unique_ptr<Engine> engine;

  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    start();
  }
  void TearDown() override {
    stop();
    std::filesystem::remove_all(folder);
  }
  void start() {
    journal = std::move(journal::Journal::open(folder.string())).value();
    lane = std::move(store::PositionLane::open(folder.string(), clock.now())).value();
    engine = std::move(Engine::create({*journal, *lane, no_roads, [](const geo::Position&) { return std::string(); },
                                       clock, metrics},
                                      {}))
                 .value();
    engine->start();
  }
  void stop() {
    if (engine) engine->stop();
    engine.reset();
    lane.reset();
    journal.reset();
  }

  Result<links::RoadPublication> publish(const std::string& name, int count) const {
    links::RoadStatement statement;
    for (int i = 0; i < count; ++i) {
      RoadChange change;
      change.reference = name + "-" + std::to_string(i);
      change.title = "Travaux";
      change.lines = {{geo::Position::checked(geo::Latitude{43.17}, geo::Longitude{4.70}).value()}};
      statement.changes.push_back(std::move(change));
    }
    return engine->publish_roads(Actor::source(SourceId("api/" + name)), SourceId("feed/" + name),
                                 std::move(statement));
  }
};

TEST_F(EngineRoads, AreDurableWhenAnsweredAndThereAfterARestart) {
  ASSERT_EQ(publish("works", 2500)->taken, 2500);
  EXPECT_EQ(engine->picture()->road_changes.size(), 2500u);
  stop();
  start();
  EXPECT_EQ(engine->picture()->road_changes.size(), 2500u);
  EXPECT_EQ(publish("works", 2500)->unchanged, 2500);
  EXPECT_EQ(publish("works", 0)->revoked, 2500);
}

TEST_F(EngineRoads, TwoPublicationsOfOneSourceAtOnceAreTakenOneAfterTheOther) {
  std::vector<std::thread> senders;
  for (int sender = 0; sender < 4; ++sender)
    senders.emplace_back([this, sender] { EXPECT_TRUE(publish(sender % 2 == 0 ? "works" : "tram", 300).ok()); });
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(engine->picture()->road_changes.size(), 600u) << "none is there twice";
}

TEST_F(EngineRoads, AStoppingEngineSaysSoAndNobodyWaitsForEver) {
  std::thread sender([&] {
    for (int i = 0; i < 1000; ++i)
      if (const auto taken = publish("works", 200 + i % 2); !taken) {
        EXPECT_EQ(taken.error().kind, ErrorKind::Unavailable);
        return;
      }
    ADD_FAILURE() << "the engine stopped and nobody was told";
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  engine->stop();
  sender.join();
}

}  // namespace
}  // namespace vigie::engine
