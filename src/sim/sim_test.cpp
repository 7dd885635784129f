// SPDX-License-Identifier: Apache-2.0
// Claims about the simulated day: on roads, at plausible speeds, in order, the same for a seed, and marked.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "city/city.hpp"
#include "city/import.hpp"
#include "roads/along.hpp"
#include "roads/road_calendar.hpp"
#include "roads/snap.hpp"
#include "sim/city_day.hpp"
#include "sim/city_works.hpp"
#include "sim/simulation.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

/// Writes down what it is given.
class Notebook : public links::Intake {
 public:
  std::vector<Observation> seen;
  std::vector<UnitPosition> places;
  std::vector<EntryBody> facts;
  std::vector<std::pair<std::string, MissionState>> reported;

  void observe(Actor, Observation observation, std::function<void(links::Receipt, const std::string&)> done) override {
    seen.push_back(std::move(observation));
    done(links::Receipt::Accepted, "");
  }
  void report(UnitPosition position) override { places.push_back(std::move(position)); }
  void command(Actor actor, Command command, std::function<void(Result<links::Outcome>)> done) override {
    reported.emplace_back(actor.name(), std::get<ReportMission>(command).state);
    done(links::Outcome{});
  }
  void note(Actor, EntryBody fact) override { facts.push_back(std::move(fact)); }
};

/// Remembers what was published.
class Board : public links::RoadIntake {
 public:
  std::vector<std::string> sources;
  links::RoadStatement last;

  Result<links::RoadPublication> publish_roads(const Actor&, const SourceId& source,
                                               links::RoadStatement statement) override {
    sources.push_back(source.text());
    last = std::move(statement);
    return links::RoadPublication{};
  }
};

/// Counts what was published of crowds, by source.
class Census : public links::CrowdIntake {
 public:
  std::map<std::string, std::size_t> measurements;
  std::vector<Measurement> counted;
  std::size_t events = 0;
  bool told_of_events = false;

  Result<links::FeedReceipt> take(const Actor& actor, const SourceId& source, FeedContent content) override {
    EXPECT_EQ(actor.name(), source.text());
    measurements[source.text()] += content.measurements.size();
    if (source == SourceId("sim/counter"))
      counted.insert(counted.end(), content.measurements.begin(), content.measurements.end());
    if (content.events) {
      EXPECT_FALSE(std::exchange(told_of_events, true)) << "once is enough";
      events = content.events->size();
    }
    return links::FeedReceipt{};
  }
};

/// Monaco, imported once for all tests of this file; skipped where the test data is absent.
class Sim : public testing::Test {
 protected:
  static inline std::filesystem::path folder;
  static inline std::unique_ptr<city::City> monaco;
  const Time start = parse_rfc3339("2026-07-14T16:00:00Z").value();

  static void SetUpTestSuite() {
    const char* given = std::getenv("VIGIE_TEST_DATA");
    const std::filesystem::path file = std::filesystem::path(given ? given : "../shared/data") / "osm/monaco.osm.pbf";
    if (!std::filesystem::exists(file)) return;
    folder = std::filesystem::temp_directory_path() / ("vigie-sim-" + std::to_string(::getpid()));
    city::ImportOptions options;
    options.osm_file = file.string();
    options.city_dir = (folder / "monaco").string();
    std::filesystem::create_directories(folder);
    ASSERT_TRUE(city::import_city(options, city::Progress()).ok());
    monaco = std::move(city::City::open(options.city_dir)).value();
  }
  static void TearDownTestSuite() {
    monaco.reset();
    if (!folder.empty()) std::filesystem::remove_all(folder);
  }
  void SetUp() override {
    if (!monaco) GTEST_SKIP() << "no test data: osm/monaco.osm.pbf";
  }
};

TEST_F(Sim, UnitsKeepToTheRoadsAtPlausibleSpeeds) {
  Notebook book;
  Simulation simulation(*monaco, book, {.seed = 3, .speed = 1, .units = 24, .start = start});
  for (auto t = 0ms; t < 10min; t += 1000ms) simulation.step(start + t);
  std::map<UnitId, UnitPosition> last;
  std::size_t moved = 0;
  for (const UnitPosition& now : book.places) {
    EXPECT_TRUE(roads::snap(monaco->roads(), now.place, roads::Profile::Emergency)->distance_m < 25);
    const auto before = last.find(now.unit);
    if (before != last.end()) {
      const double step_m = geo::distance_m(before->second.place, now.place);
      EXPECT_LT(step_m, 45) << now.unit.text();  // 160 km/h
      moved += step_m > 0.5;
    }
    last.insert_or_assign(now.unit, now);
  }
  EXPECT_EQ(last.size(), 24u);
  EXPECT_GT(moved, book.places.size() / 4);
}

TEST_F(Sim, ATaskingLeadsToEnRouteOnSceneDoneInThatOrder) {
  Notebook book;
  Simulation simulation(*monaco, book, {.seed = 3, .speed = 10, .units = 24, .start = start});
  simulation.step(start);
  const links::Tasking tasking{
      MissionId("M-1"), UnitId("PM-01"), IncidentId("I-1"), MissionState::Sent, "t", "", monaco->centre(), start};
  simulation.send(tasking);
  for (auto t = 0ms; t < 4min; t += 100ms) simulation.step(start + t);
  ASSERT_EQ(book.reported.size(), 3u);
  const MissionState wanted[] = {MissionState::EnRoute, MissionState::OnScene, MissionState::Done};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(book.reported[i], std::pair(std::string("PM-01"), wanted[i]));
  EXPECT_TRUE(std::any_of(book.facts.begin(), book.facts.end(),
                          [](const EntryBody& fact) { return std::holds_alternative<MissionDelivered>(fact); }));
}

TEST_F(Sim, ACancelledMissionIsNotReportedAnyMore) {
  Notebook book;
  Simulation simulation(*monaco, book, {.seed = 3, .speed = 1, .units = 24, .start = start});
  simulation.step(start);
  links::Tasking tasking{
      MissionId("M-1"), UnitId("PM-01"), IncidentId("I-1"), MissionState::Sent, "t", "", monaco->centre(), start};
  simulation.send(tasking);
  simulation.step(start + 1s);
  tasking.state = MissionState::Cancelled;
  simulation.send(tasking);
  for (auto t = 2s; t < 20min; t += 1s) simulation.step(start + t);
  EXPECT_TRUE(book.reported.empty());
}

TEST_F(Sim, TheSameSeedAndStepsGiveTheSameDay) {
  const auto day = [&](std::uint64_t seed) {
    Notebook book;
    Simulation simulation(*monaco, book, {.seed = seed, .speed = 60, .units = 24, .start = start});
    for (auto t = 0ms; t < 60s; t += 500ms) simulation.step(start + t);
    std::string text;
    for (const Observation& o : book.seen) text += o.id + o.source.text() + std::to_string(o.value) + o.text;
    for (const UnitPosition& p : book.places)
      text += std::to_string(p.place.lat_e7()) + std::to_string(p.place.lon_e7());
    return text;
  };
  EXPECT_EQ(day(7), day(7));
  EXPECT_NE(day(7), day(8));
}

TEST_F(Sim, EverySourceSaysThatItIsSimulatedAndTheFirstButtonComesSoon) {
  Notebook book;
  Simulation simulation(*monaco, book, {.seed = 3, .speed = 1, .units = 24, .start = start});
  for (auto t = 0ms; t <= 21s; t += 100ms) simulation.step(start + t);
  EXPECT_TRUE(std::any_of(book.seen.begin(), book.seen.end(),
                          [](const Observation& o) { return o.kind == ObservationKind::PanicButton; }));
  for (const Observation& o : book.seen) EXPECT_TRUE(o.source.text().starts_with("sim/")) << o.source.text();
}

TEST_F(Sim, TheRoadAuthorityPublishesOnceAStreetClosedNowNightsAndTomorrow) {
  Notebook book;
  Board board;
  const TimeZone paris = TimeZone::named("Europe/Paris").value();
  Options options{.seed = 3, .speed = 1, .units = 24, .start = start};
  options.roads = &board;
  options.zone = paris;
  Simulation simulation(*monaco, book, options);
  for (auto t = 0ms; t < 5s; t += 100ms) simulation.step(start + t);
  ASSERT_EQ(board.sources, std::vector<std::string>{"feed/sim"});
  ASSERT_EQ(board.last.changes.size(), 3U);
  // 14 July 2026 is a Tuesday; 18:00 in Paris.
  const auto holds = [&](std::size_t which, const char* at) {
    return roads::in_force(board.last.changes[which], parse_rfc3339(at).value(), paris);
  };
  EXPECT_TRUE(holds(0, "2026-07-14T16:00:00Z"));
  EXPECT_FALSE(holds(0, "2026-07-14T21:00:00Z"));
  EXPECT_FALSE(holds(1, "2026-07-14T19:29:00Z"));
  EXPECT_TRUE(holds(1, "2026-07-14T19:30:00Z"));
  EXPECT_FALSE(holds(2, "2026-07-15T11:59:00Z"));
  EXPECT_TRUE(holds(2, "2026-07-15T12:00:00Z"));
  EXPECT_FALSE(holds(2, "2026-07-15T16:00:00Z"));
}

TEST_F(Sim, RoadWorksLieOnDifferentStreetsWithNamesTheSameForASeed) {
  const TimeZone paris = TimeZone::named("Europe/Paris").value();
  const auto lines = [&](std::uint64_t seed) {
    std::vector<RoadLine> all;
    for (const RoadChange& change : city_works(*monaco, paris, seed, start).changes)
      all.insert(all.end(), change.lines.begin(), change.lines.end());
    return all;
  };
  std::set<std::string> names;
  for (const RoadLine& line : lines(7)) {
    const auto along = roads::arcs_along(monaco->roads(), line);
    ASSERT_FALSE(along.arcs.empty());
    names.insert(monaco->roads().street(along.arcs.front()));
  }
  EXPECT_EQ(names.size(), 3U);
  EXPECT_FALSE(names.contains(""));
  EXPECT_EQ(lines(7), lines(7));
  EXPECT_NE(lines(7), lines(8));
}

TEST_F(Sim, TheCrowdIsPublishedThePastFirstAndOnTheClockOnTheWallAtAnySpeed) {
  const auto counted = [&](double speed) {
    Notebook book;
    Census census;
    Options options{.seed = 3, .speed = speed, .units = 24, .start = start};
    options.crowd = &census;
    options.past = std::chrono::days(1);
    Simulation simulation(*monaco, book, options);
    for (auto t = 0s; t <= 10min; t += 5s) simulation.step(start + t);
    EXPECT_GT(census.events, 5U);
    for (const auto& [source, count] : census.measurements) EXPECT_TRUE(source.starts_with("sim/")) << source;
    return census.counted;
  };
  const std::vector<Measurement> normal = counted(1), fast = counted(60);
  EXPECT_EQ(normal, fast);
  const std::size_t zones = monaco->zones().size();
  EXPECT_EQ(normal.size(), zones * (288 + 10));
  EXPECT_TRUE(
      std::is_sorted(normal.begin(), normal.end(), [](const auto& a, const auto& b) { return a.until < b.until; }));
  EXPECT_EQ(normal.front().until, start - std::chrono::days(1));
}

TEST(Match, PeopleComeBeforeAndLeaveAfter) {
  constexpr std::int64_t kMinute = 60'000;
  EXPECT_EQ(attendance_share(-20 * kMinute), 0);
  EXPECT_EQ(attendance_share(45 * kMinute), 1);
  EXPECT_EQ(attendance_share(150 * kMinute), 1);
  EXPECT_EQ(attendance_share(190 * kMinute), 0);
}

}  // namespace
}  // namespace vigie::sim
