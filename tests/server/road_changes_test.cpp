// SPDX-License-Identifier: Apache-2.0
// Claims about publications of road changes, from a real POST to the streets: server, engine, journal and a drawn town.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "engine/engine.hpp"
#include "engine/live_network.hpp"
#include "engine/road_travel_times.hpp"
#include "journal/journal.hpp"
#include "roads/text_map.hpp"
#include "server/auth/sources.hpp"
#include "server/client_test.hpp"
#include "server/picture_source.hpp"
#include "server/server.hpp"
#include "server/temporary_directory_test.hpp"
#include "store/position_lane.hpp"

namespace vigie::server {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr std::string_view kTown = R"(
A----B----C
|    |    |
D----E----F
)";

class EnginePictures : public PictureSource {
 public:
  explicit EnginePictures(engine::Engine& engine) : engine_(engine) {}
  std::shared_ptr<const Picture> picture() const override { return engine_.picture(); }
  std::shared_ptr<const Positions> positions() const override { return engine_.positions(); }
  std::uint64_t positions_version() const override { return engine_.positions_version(); }
  void on_change(std::function<void(Rank)>) override {}

 private:
  engine::Engine& engine_;
};

/// A town, its engine and its server, in a folder of their own; can be stopped and started again.
class Town {
 public:
  Town() { start(); }
  ~Town() { stop(); }

  void start() {
    journal = std::move(journal::Journal::open(folder.path())).value();
    lane = std::move(store::PositionLane::open(folder.path(), clock.now())).value();
    engine = std::move(engine::Engine::create(
                           {*journal,
                            *lane,
                            travel_times,
                            [](const geo::Position&) { return std::string(); },
                            clock,
                            metrics,
                            {[this](RoadChange& change) { network.place(change); },
                             [this](const Picture& picture, Time now) { return network.update(picture, now); }}},
                           {}))
                 .value();
    pictures = std::make_unique<EnginePictures>(*engine);
    Options options;
    options.port = 0;
    options.data = folder.path();
    Dependencies dependencies{
        .intake = *engine, .pictures = *pictures, .metrics = metrics, .clock = clock, .world = clock};
    dependencies.roads = engine.get();
    dependencies.zone = network.zone();
    server = std::move(Server::create(options, dependencies)).value();
    engine->start();
    server->start();
  }
  void stop() {
    server->stop();
    engine->stop();
    server.reset();
    pictures.reset();
    engine.reset();
    lane.reset();
    journal.reset();
  }

  /// A token for one thing; the server learns of it when it starts anew.
  std::string token(const std::string& name, access::SourceMay may) {
    const auto access = auth::AccessDatabase::open(folder.path()).value();
    return auth::Sources(*access, clock).enrol(name, may).value();
  }

  Answer post(const std::string& token, const std::string& xml) const {
    return Browser(server->port()).post("/api/v1/road-changes", xml, "Authorization: Bearer " + token + "\r\n");
  }

  /// An incident on the street between two junctions.
  std::string closure(const std::string& id, char from, char to, const std::string& more = "") const {
    const auto point = [&](char junction) {
      return std::to_string(map.at(junction).lat()) + " " + std::to_string(map.at(junction).lon()) + " ";
    };
    return "<incident id='" + id + "'><type>ROAD_CLOSED</type><description>Travaux</description><street>" + from + to +
           "</street><polyline>" + point(from) + point(to) + "</polyline>" + more + "</incident>";
  }

  const RoadChange* change(const std::string& reference) const {
    latest_ = engine->picture();
    for (const auto& [id, each] : latest_->road_changes)
      if (each->reference == reference) return each.get();
    return nullptr;
  }
  LinkHealth link() const {
    for (int i = 0; i < 100; ++i) {  // the link's record comes after the answer
      latest_ = engine->picture();
      if (const LinkHealth* found = latest_->links.find("roads/works"); found && found->changed > seen_) {
        seen_ = found->changed;
        return *found;
      }
      std::this_thread::sleep_for(20ms);
    }
    return {};
  }
  std::int32_t seconds(char from, char to) {
    network.update(*engine->picture(), clock.now());
    const UnitPosition unit{UnitId("PM-03"), map.at(from), {}, {}, clock.now(), clock.now()};
    const auto times = travel_times.to(map.at(to), std::vector{unit});
    return times.front() ? times.front()->seconds : -1;
  }

  TemporaryDirectory folder;
  SystemWallClock clock;
  Metrics metrics;
  roads::TextMap map{kTown};
  roads::RoadGraph graph = map.graph();
  std::unique_ptr<const roads::RoadIndex> index =
      std::move(*roads::RoadIndex::checked(graph, roads::road_order(graph)));
  engine::LiveNetwork network{*index, TimeZone::named("Europe/Paris").value()};
  engine::RoadTravelTimes travel_times{network};
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<store::PositionLane> lane;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<EnginePictures> pictures;
  std::unique_ptr<Server> server;

 private:
  mutable std::shared_ptr<const Picture> latest_;  ///< holds what change() points into
  mutable std::uint64_t seen_ = 0;
};

std::string publication(const std::string& incidents) { return "<incidents>" + incidents + "</incidents>"; }

TEST(RoadChanges, AFeedClosesAStreetUntilItSaysSoNoMore) {
  Town town;
  const std::string token = town.token("works", access::SourceMay::ChangeRoads);
  town.stop();
  town.start();
  const std::int32_t before = town.seconds('A', 'C');

  const std::string both = publication(town.closure("works-1", 'A', 'B') + town.closure("works-2", 'E', 'F'));
  const Answer first = town.post(token, both);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(json::parse(first.body), json::parse(R"({"read":2,"taken":2,"unchanged":0,"revoked":0,"refused":0,"over":0,
                                                     "not_concerning":0,"faults":[]})"));
  const RoadChange* closed = town.change("works-1");
  ASSERT_NE(closed, nullptr);
  EXPECT_EQ(closed->source, SourceId("feed/works"));
  EXPECT_EQ(closed->origin, RoadOrigin::Feed);
  EXPECT_EQ(closed->streets, std::vector<std::string>{"AB"});
  EXPECT_GT(closed->start, Time{}) << "a start that was not said is the moment it came";
  EXPECT_GT(town.seconds('A', 'C'), before) << "the way round";
  LinkHealth link = town.link();
  EXPECT_EQ(link.state, LinkState::Up);
  EXPECT_EQ(link.detail, "2 road changes, 0 refused");

  const std::uint64_t changed = closed->changed;
  EXPECT_EQ(json::parse(town.post(token, both).body).at("unchanged"), 2);
  EXPECT_EQ(town.change("works-1")->changed, changed) << "the same again is no record";
  town.link();

  const Answer second = town.post(token, publication(town.closure("works-2", 'E', 'F')));
  EXPECT_EQ(json::parse(second.body).at("revoked"), 1);
  EXPECT_EQ(town.change("works-1"), nullptr);
  EXPECT_NE(town.change("works-2"), nullptr);
  EXPECT_EQ(town.seconds('A', 'C'), before);

  town.stop();
  town.start();
  EXPECT_NE(town.change("works-2"), nullptr) << "it is in the journal";
  EXPECT_EQ(json::parse(town.post(token, publication("")).body).at("revoked"), 1) << "an empty publication says so";
}

TEST(RoadChanges, APublicationThatIsRefusedLeavesTheStreetsAsTheyWere) {
  Town town;
  const std::string token = town.token("works", access::SourceMay::ChangeRoads);
  town.stop();
  town.start();
  const std::string whole = publication(town.closure("works-1", 'A', 'B') + town.closure("works-2", 'E', 'F'));
  ASSERT_EQ(town.post(token, whole).status, 200);
  town.link();
  const Answer half = town.post(token, whole.substr(0, whole.size() / 2 + 40));
  EXPECT_EQ(half.status, 400);
  EXPECT_NE(half.body.find("all are refused, since what is absent would be revoked"), std::string::npos) << half.body;
  EXPECT_NE(town.change("works-2"), nullptr);
  const LinkHealth link = town.link();
  EXPECT_EQ(link.state, LinkState::Down);
  EXPECT_NE(link.detail.find("not XML"), std::string::npos);

  const std::string misspelt =
      publication(town.closure("works-1", 'A', 'B', "<direction>SIDEWAYS</direction>") + town.closure("sea", 'A', 'B'));
  std::string at_sea = misspelt;
  at_sea.replace(at_sea.rfind("<polyline>"), at_sea.rfind("</polyline>") - at_sea.rfind("<polyline>"),
                 "<polyline>-45.1 -120.1 -45.2 -120.1");
  const json answer = json::parse(town.post(token, at_sea).body);
  EXPECT_EQ(answer.at("refused"), 2);
  EXPECT_EQ(answer.at("revoked"), 1) << "works-2 is absent";
  EXPECT_EQ(answer.at("faults").at(0), "line 1: incident 'works-1': direction 'SIDEWAYS' is unknown");
  EXPECT_EQ(answer.at("faults").at(1), "'sea' follows no street of the city");
  EXPECT_NE(town.change("works-1"), nullptr) << "a misspelt word does not open a street";
  EXPECT_EQ(town.change("sea"), nullptr);
}

TEST(RoadChanges, WhatAnOperatorWithdrewStaysWithdrawnUntilTheFeedSaysSomethingElse) {
  Town town;
  const std::string token = town.token("works", access::SourceMay::ChangeRoads);
  town.stop();
  town.start();
  const std::string said = publication(town.closure("works-1", 'A', 'B'));
  ASSERT_EQ(town.post(token, said).status, 200);
  std::promise<bool> withdrawn;
  town.engine->command(Actor::user(UserId("alice")),
                       WithdrawRoadChange{town.change("works-1")->id, "the patrol drove through"},
                       [&](Result<links::Outcome> outcome) { withdrawn.set_value(outcome.ok()); });
  ASSERT_TRUE(withdrawn.get_future().get());
  EXPECT_EQ(json::parse(town.post(token, said).body).at("unchanged"), 1);
  EXPECT_TRUE(town.change("works-1")->withdrawn.has_value());
  const std::string longer =
      publication(town.closure("works-1", 'A', 'B', "<endtime>2199-01-01T00:00:00+01:00</endtime>"));
  EXPECT_EQ(json::parse(town.post(token, longer).body).at("taken"), 1);
  EXPECT_FALSE(town.change("works-1")->withdrawn.has_value());
}

TEST(RoadChanges, OnlyATokenForItChangesRoads) {
  Town town;
  const std::string button = town.token("button", access::SourceMay::Observe);
  const std::string works = town.token("works", access::SourceMay::ChangeRoads);
  town.stop();
  town.start();
  const std::string said = publication(town.closure("works-1", 'A', 'B'));
  EXPECT_EQ(town.post(button, said).status, 403);
  EXPECT_EQ(town.post("guess", said).status, 401);
  EXPECT_TRUE(town.engine->picture()->road_changes.empty());
  Browser feed(town.server->port());
  EXPECT_EQ(feed.post("/api/v1/observations", "[]", "Authorization: Bearer " + works + "\r\n").status, 403);
  EXPECT_EQ(feed.get("/api/v1/picture", "Authorization: Bearer " + works + "\r\n").status, 403);
  const std::string most(33 * 1024 * 1024, ' ');
  EXPECT_EQ(town.post(works, most).status, 413);
}

TEST(RoadChanges, ThousandsAreTakenPieceByPiece) {
  Town town;
  const std::string token = town.token("works", access::SourceMay::ChangeRoads);
  town.stop();
  town.start();
  std::string many;
  for (int i = 0; i < 5000; ++i) many += town.closure("works-" + std::to_string(i), 'A', 'B');
  const Answer answer = town.post(token, publication(many));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json::parse(answer.body).at("taken"), 5000);
  EXPECT_EQ(town.engine->picture()->road_changes.size(), 5000u);
  EXPECT_EQ(json::parse(town.post(token, publication("")).body).at("revoked"), 5000);
  EXPECT_TRUE(town.engine->picture()->road_changes.empty());
}

}  // namespace
}  // namespace vigie::server
