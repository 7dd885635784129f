// SPDX-License-Identifier: Apache-2.0
// Claims about a feed's link: what reaches the intake, how its health is told, and that failures are neither loud nor silent.
#include "links/feed_link.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "links/recording_intake_test.hpp"
#include "links/web_source_test.hpp"

namespace vigie::links {
namespace {

using namespace std::chrono_literals;

class RecordingCrowd : public CrowdIntake {
 public:
  Result<FeedReceipt> take(const Actor& actor, const SourceId& source, FeedContent content) override {
    const Lock lock(mutex_);
    if (refusing_) return Error{ErrorKind::Unavailable, "the engine is full"};
    EXPECT_EQ(actor.name(), source.text());
    taken_.push_back(std::move(content));
    return FeedReceipt{.taken = 1};
  }
  std::vector<FeedContent> taken() const {
    const Lock lock(mutex_);
    return taken_;
  }
  void refuse(bool refusing) {
    const Lock lock(mutex_);
    refusing_ = refusing;
  }

 private:
  mutable Mutex mutex_;
  std::vector<FeedContent> taken_ GUARDED_BY(mutex_);
  bool refusing_ GUARDED_BY(mutex_) = false;
};

/// A clock that any thread may read and set.
class SharedClock : public WallClock {
 public:
  Time now() const override { return from_millis(now_ms); }
  std::atomic<std::int64_t> now_ms{millis(parse_rfc3339("2026-11-24T12:00:00Z").value())};
};

struct World {
  RecordingIntake intake;
  RecordingCrowd crowd;
  SharedClock clock;
  Metrics metrics;
  FeedDesk desk{{intake, crowd, clock, metrics}, {TimeZone::named("Europe/Paris").value(), {}, 400}};

  std::unique_ptr<FeedLink> link(const std::string& url, const std::string& format = "weather_csv") {
    FeedOptions options;
    options.name = "weather";
    options.format = format;
    options.from.url = url;
    options.from.timeout = 2s;
    options.every = 20ms;
    options.longest_pause = 80ms;
    return FeedLink::create(desk, options).value();
  }
  std::int64_t counted(const std::string& name) const {
    for (const auto& sample : metrics.samples())
      if (sample.name == "vigie_feed_" + name) return sample.value;
    return 0;
  }
  std::string detail() const {
    const auto all = intake.noted<LinkChanged>();
    return all.empty() ? "" : all.back().detail;
  }
};

constexpr const char* kNoon = "from,temperature_c\n2026-11-24T11:55:00Z,12.5\n";

TEST(FeedLink, HandsOverADocumentOnceAndTellsThatItIsUp) {
  World world;
  const WebSource source([](const std::string& request, const WebSource::Send& send) {
    const bool known = request.find("If-None-Match") != std::string::npos;
    send(known ? WebSource::status("304 Not Modified") : WebSource::ok(kNoon, "ETag: \"1\"\r\n"));
  });
  const auto link = world.link(source.url("/"));
  link->start();
  ASSERT_TRUE(world.intake.wait([&] { return source.requests().size() >= 4; }));
  link->stop();
  ASSERT_EQ(world.crowd.taken().size(), 1U) << "unchanged since";
  EXPECT_EQ(world.crowd.taken()[0].measurements.front().value, 125);
  EXPECT_EQ(world.crowd.taken()[0].measurements.front().source, SourceId("feed/weather"));
  EXPECT_EQ(world.intake.links(), std::vector<std::string>{"feed/weather up"});
  EXPECT_EQ(world.detail(), "1 measurement");
  EXPECT_EQ(world.counted("documents_total"), 1);
  EXPECT_EQ(world.counted("bytes_total"), static_cast<std::int64_t>(std::string(kNoon).size()));
  EXPECT_EQ(world.counted("last_success_seconds"), 1'795'521'600);
}

TEST(FeedLink, KnowsTheSameBytesFromAServerThatDoesNot) {
  World world;
  const WebSource source([](const std::string&, const WebSource::Send& send) { send(WebSource::ok(kNoon)); });
  const auto link = world.link(source.url("/"));
  link->start();
  ASSERT_TRUE(world.intake.wait([&] { return source.requests().size() >= 3; }));
  EXPECT_EQ(world.crowd.taken().size(), 1U);
  world.clock.now_ms += 61 * 60'000;  // an hour on: read anew, since the days that matter move on
  EXPECT_TRUE(world.intake.wait([&] { return world.crowd.taken().size() == 2; }));
  link->stop();
}

TEST(FeedLink, GoesDownWhenItsNewestMeasurementIsOldHoweverFreshTheServerIs) {
  World world;
  const WebSource source([](const std::string&, const WebSource::Send& send) {
    send(WebSource::ok("from,temperature_c\n2026-11-24T11:50:00Z,12\n2026-11-25T11:50:00Z,9\n"));
  });
  const auto link = world.link(source.url("/"));
  link->start();
  ASSERT_TRUE(world.intake.wait([&] { return !world.intake.links().empty(); }));
  world.clock.now_ms += 10 * 60'000;
  ASSERT_TRUE(world.intake.wait([&] { return world.intake.links().size() == 2; }));
  link->stop();
  EXPECT_EQ(world.intake.links().back(), "feed/weather down");
  EXPECT_EQ(world.detail(), "stale: its newest measurement is 20 min old, expected 15 min at most")
      << "a forecast is not a measurement";
}

TEST(FeedLink, TellsAFailureOnceAndComesBack) {
  World world;
  std::atomic<int> answers{0};
  const WebSource source([&](const std::string&, const WebSource::Send& send) {
    const int number = answers++;
    if (number == 0) send(WebSource::ok(kNoon));
    else if (number < 4) send(WebSource::status("503 Service Unavailable"));
    else if (number == 4) send(WebSource::ok("<html>maintenance</html>"));
    else send(WebSource::ok("from,temperature_c\n2026-11-24T11:58:00Z,13\nlater,1\n"));
  });
  const auto link = world.link(source.url("/"));
  link->start();
  ASSERT_TRUE(world.intake.wait([&] { return world.crowd.taken().size() == 2 && world.intake.links().size() >= 4; }));
  link->stop();
  const auto told = world.intake.noted<LinkChanged>();
  ASSERT_EQ(told.size(), 4U) << "up; 503 once; another reason; up";
  EXPECT_EQ(told[1].detail, "127.0.0.1 answers 503");
  EXPECT_EQ(told[2].detail, "weather: its header lacks from");
  EXPECT_EQ(told[3].detail, "1 measurement, 1 refused");
  EXPECT_EQ(world.counted("documents_refused_total"), 4);
  EXPECT_EQ(world.counted("records_refused_total"), 1);
}

TEST(FeedLink, AsksLessOftenWhileItFails) {
  World world;
  const WebSource source([&](const std::string&, const WebSource::Send& send) { send(WebSource::status("500 Oh")); });
  const auto link = world.link(source.url("/"));
  link->start();
  std::this_thread::sleep_for(600ms);
  link->stop();
  const std::size_t asked = source.requests().size();
  EXPECT_GE(asked, 3U);
  EXPECT_LE(asked, 10U) << "every 20 ms it would have been 30: 40, 80, 80 … between them";
}

TEST(FeedLink, TriesTheSameDocumentAgainWhenTheEngineWasFull) {
  World world;
  world.crowd.refuse(true);
  const WebSource source([](const std::string& request, const WebSource::Send& send) {
    const bool known = request.find("If-None-Match") != std::string::npos;
    send(known ? WebSource::status("304 Not Modified") : WebSource::ok(kNoon, "ETag: \"1\"\r\n"));
  });
  const auto link = world.link(source.url("/"));
  link->start();
  ASSERT_TRUE(world.intake.wait([&] { return source.requests().size() >= 2; }));
  EXPECT_EQ(world.detail(), "the engine is full");
  world.crowd.refuse(false);
  EXPECT_TRUE(world.intake.wait([&] { return world.crowd.taken().size() == 1; }));
  link->stop();
}

TEST(FeedLink, IsRefusedWhereItCouldNeverWork) {
  World world;
  const auto refusal = [&](const FeedOptions& options) {
    const auto made = FeedLink::create(world.desk, options);
    return made ? std::string("made") : made.error().what;
  };
  FeedOptions options;
  options.name = "Wetter/Heute";
  EXPECT_EQ(refusal(options), "a feed's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'");
  options.name = "weather";
  options.format = "wether";
  EXPECT_EQ(refusal(options).find("feed 'weather': 'wether' is no format of a feed; known: "), 0U);
  options.format = "weather_csv";
  EXPECT_EQ(refusal(options), "feed 'weather': a feed has either a url or a file");
}

}  // namespace
}  // namespace vigie::links
