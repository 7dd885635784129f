// SPDX-License-Identifier: Apache-2.0
// Claims about the engine on a real journal: durable first, one story end to end, the same state after a restart.
#include "engine/engine.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <future>

#include "codec/picture_json.hpp"
#include "engine/recovery.hpp"
#include "store/position_lane.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

const geo::Position kSquare = geo::Position::checked(geo::Latitude{41.1496}, geo::Longitude{-8.6110}).value();

class CrowFlies : public dispatch::TravelTimes {
 public:
  std::vector<std::optional<dispatch::Travel>> to(const geo::Position& there,
                                                  std::span<const UnitPosition> from) const override {
    std::vector<std::optional<dispatch::Travel>> all;
    for (const auto& [unit, place, heading, speed, seen, received] : from) {
      const auto metres = static_cast<std::int32_t>(geo::distance_m(place, there));
      all.push_back(dispatch::Travel{metres / 10, metres, metres / 8});
    }
    return all;
  }
};

class Phone : public links::TaskingSender {
 public:
  void send(const links::Tasking& tasking) override { first.set_value(tasking); }
  std::promise<links::Tasking> first;
};

/// A whole engine in a folder of its own, that can be stopped and started again.
class EngineTest : public testing::Test {
 protected:
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("vigie-engine-" + std::to_string(::getpid()));
  SystemWallClock clock;
  Metrics metrics;
  CrowFlies crow;
  Phone phone;
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
  void start(Options options = {}) {
    journal = std::move(journal::Journal::open(folder.string())).value();
    lane = std::move(store::PositionLane::open(folder.string(), clock.now())).value();
    engine = std::move(Engine::create({*journal, *lane, crow,
                                       [](const geo::Position&) { return "12 rue des Tanneurs"; }, clock, metrics},
                                      std::move(options)))
                 .value();
    engine->add(phone);
    engine->start();
  }
  void stop() {
    if (engine) engine->stop();
    engine.reset();
    lane.reset();
    journal.reset();
  }

  links::Receipt observe(ObservationKind kind, const std::string& id, std::int64_t value = 0) {
    std::promise<links::Receipt> got;
    const Observation seen{
        id, SourceId("mqtt/b1"), kind, clock.now(), clock.now(), Timeliness::OnTime, kSquare, {}, "", value};
    engine->observe(Actor::source(seen.source), seen,
                    [&](links::Receipt receipt, const std::string&) { got.set_value(receipt); });
    return got.get_future().get();
  }
  Result<links::Outcome> command(Actor actor, Command what) {
    std::promise<Result<links::Outcome>> got;
    engine->command(std::move(actor), std::move(what),
                    [&](Result<links::Outcome> outcome) { got.set_value(std::move(outcome)); });
    return got.get_future().get();
  }
  Result<links::Outcome> alice(Command what) { return command(Actor::user(UserId("alice")), std::move(what)); }

  void enrol_and_report(const std::string& name) {
    engine->note(Actor::engine(), UnitEnrolled{UnitId(name), UnitKind::Motorbike, {}});
    engine->note(Actor::engine(), LinkChanged{"tak/" + name, LinkState::Up, ""});
    engine->report({UnitId(name), geo::offset(kSquare, 700, 0), {}, {}, clock.now(), clock.now()});
  }

  template <class Holds>
  bool eventually(Holds holds) {
    for (int i = 0; i < 400; ++i, std::this_thread::sleep_for(5ms))
      if (holds()) return true;
    return false;
  }
};

TEST_F(EngineTest, OneAlarmEndToEnd) {
  enrol_and_report("PM-03");
  ASSERT_TRUE(eventually([&] { return engine->positions()->size() == 1; }));
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e1"), links::Receipt::Accepted);
  const IncidentId incident("I-1");
  ASSERT_TRUE(eventually([&] { return engine->picture()->recommendations.find(incident) != nullptr; }));
  const auto picture = engine->picture();
  EXPECT_EQ(picture->incidents.find(incident)->address, "12 rue des Tanneurs");
  ASSERT_EQ(picture->recommendations.find(incident)->candidates.size(), 1u);
  EXPECT_FALSE(picture->recommendations.find(incident)->sealed_inputs.empty());

  const auto sent = alice(SendUnit{incident, UnitId("PM-03"), 1, ""});
  ASSERT_TRUE(sent.ok()) << sent.error().what;
  EXPECT_EQ(phone.first.get_future().get().mission, sent->mission);
  const Actor device = Actor::device(DeviceId("PM-03"));
  for (const MissionState state : {MissionState::EnRoute, MissionState::OnScene, MissionState::Done})
    EXPECT_TRUE(command(device, ReportMission{sent->mission.value(), state}).ok());
  EXPECT_TRUE(alice(CloseIncident{incident, Disposition::Resolved, "all well"}).ok());
  EXPECT_EQ(engine->picture()->incidents.find(incident)->state, IncidentState::Closed);
}

TEST_F(EngineTest, AfterARestartTheStateIsTheSameByteForByte) {
  enrol_and_report("PM-03");
  observe(ObservationKind::PanicButton, "e1");
  observe(ObservationKind::Call, "e2");
  ASSERT_TRUE(eventually([&] { return engine->picture()->recommendations.size() == 1; }));
  engine->note(Actor::engine(), LinkChanged{"tak/PM-03", LinkState::Down, ""});
  ASSERT_TRUE(eventually([&] { return engine->picture()->links.find("tak/PM-03")->state == LinkState::Down; }));
  engine->stop();
  const std::string before = codec::state_hash(*engine->picture());
  const auto replayed = replay(*journal, std::nullopt);
  ASSERT_TRUE(replayed.ok()) << replayed.error().what;
  EXPECT_EQ(codec::state_hash(*replayed), before) << "from the first record";
  const auto checkpoint = journal->newest_checkpoint();
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.error().what;
  ASSERT_TRUE(checkpoint->has_value());
  const auto resumed = replay(*journal, *checkpoint);
  ASSERT_TRUE(resumed.ok()) << resumed.error().what;
  EXPECT_EQ(codec::state_hash(*resumed), before) << "from the checkpoint";
  stop();
  start();
  EXPECT_EQ(codec::state_hash(*engine->picture()), before);
}

TEST_F(EngineTest, ADuplicateIsToldSoAlsoAfterARestart) {
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e1"), links::Receipt::Accepted);
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e1"), links::Receipt::Duplicate);
  stop();
  start();
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e1"), links::Receipt::Duplicate);
}

TEST_F(EngineTest, ARefusedCommandLeavesNoRecord) {
  const auto before = journal->last();
  EXPECT_EQ(alice(OwnIncident{IncidentId("I-99")}).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(journal->last(), before);
}

TEST_F(EngineTest, WhatCamerasSayIsRefusedUntilALegalBasisIsEntered) {
  EXPECT_EQ(observe(ObservationKind::CameraFlag, "e1"), links::Receipt::Refused);
  stop();
  start({.legal_bases = {{ObservationKind::CameraFlag, {"prefecture", "act", "assessment", clock.now() + 1h}}}});
  EXPECT_EQ(observe(ObservationKind::CameraFlag, "e2"), links::Receipt::Accepted);
}

TEST_F(EngineTest, CountsAreReducedBeforeTheJournal) {
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(observe(ObservationKind::Count, "c" + std::to_string(i), i), links::Receipt::Accepted);
  ASSERT_TRUE(eventually([&] { return engine->picture()->counts.size() == 1; }));
  EXPECT_EQ(journal->last().sequence, 1u);
}

TEST_F(EngineTest, AnOlderPlaceNeverReplacesANewerOne) {
  const Time now = clock.now();
  engine->report({UnitId("PM-03"), geo::offset(kSquare, 700, 0), {}, {}, now, now});
  engine->report({UnitId("PM-03"), kSquare, {}, {}, now - 1s, now});
  ASSERT_TRUE(eventually([&] { return engine->positions()->size() == 1; }));
  std::this_thread::sleep_for(150ms);
  EXPECT_EQ(engine->positions()->find(UnitId("PM-03"))->seen, now);
}

/// As on a full disk: while it lives, no file of this process grows.
class NoRoom {
 public:
  NoRoom() {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  NoRoom(const NoRoom&) = delete;
  NoRoom& operator=(const NoRoom&) = delete;

 private:
  rlimit before_{};
};

TEST_F(EngineTest, AJournalThatCannotBeWrittenIsSaidUntilItCan) {
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e1"), links::Receipt::Accepted);
  EXPECT_TRUE(engine->healthy());
  {
    const NoRoom full;
    EXPECT_EQ(observe(ObservationKind::PanicButton, "e2"), links::Receipt::Shed);
    EXPECT_FALSE(engine->healthy());
  }
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e2"), links::Receipt::Accepted)
      << "it was not taken, so it is no duplicate";
  EXPECT_TRUE(engine->healthy());
}

TEST_F(EngineTest, AfterStoppingTheIntakeRefuses) {
  engine->stop();
  EXPECT_EQ(observe(ObservationKind::PanicButton, "e1"), links::Receipt::Shed);
}

}  // namespace
}  // namespace vigie::engine
