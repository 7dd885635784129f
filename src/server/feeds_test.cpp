// SPDX-License-Identifier: Apache-2.0
// Claims about pushed feeds: whose token, which format, what is answered, and what the console hears.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/world_test.hpp"

namespace vigie::server {
namespace {

using nlohmann::json;

constexpr const char* kWeather = "from,temperature_c\n2026-11-24T12:00:00Z,12.5\nlater,1\n";

/// A world with a token for the feed of that name.
struct Pushed {
  explicit Pushed(const std::string& name, access::SourceMay may = access::SourceMay::Feed)
      : token(auth::Sources(*world.access, world.clock).enrol(name, may).value()) {
    world.restart();
  }
  Answer post(const std::string& path, const std::string& body) const {
    return Browser(world.port()).post(path, body, "Authorization: Bearer " + token + "\r\n");
  }

  World world;
  std::string token;
};

TEST(PushedFeeds, AreReadInTheFormatOfTheirEntry) {
  const Pushed weather("weather");
  const Answer answer = weather.post("/api/v1/feeds/weather", kWeather);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(
      json::parse(answer.body),
      json::parse(
          R"({"measurements":1,"events":0,"bulletins":0,"taken":1,"unchanged":0,"revoked":0,"refused":1,"left_out":0,
                            "faults":["weather line 3: from is no time like 2026-11-24T18:00:00Z"]})"));
  ASSERT_EQ(weather.world.engine.feeds().size(), 1U);
  EXPECT_EQ(weather.world.engine.feeds()[0].measurements[0].source, SourceId("feed/weather"));
  EXPECT_EQ(weather.world.engine.links(), std::vector<std::string>{"feed/weather up: 1 measurement, 1 refused"});
}

TEST(PushedFeeds, AreReadInTheFormatThatThePathSays) {
  const Pushed days("days-off");
  EXPECT_EQ(days.post("/api/v1/feeds/days-off", "{}").status, 400) << "neither the path nor feeds.toml says it";
  EXPECT_EQ(days.post("/api/v1/feeds/days-off?format=public_holidays_fr", "{}").status, 200);
  EXPECT_EQ(days.post("/api/v1/feeds/days-off?format=carrier_pigeon", "{}").status, 404);
  const auto links = days.world.engine.links();
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0], "feed/days-off up: nothing to tell");
  EXPECT_EQ(links[1].find("feed/days-off down: 'carrier_pigeon' is no format of a feed; known: "), 0U);
}

TEST(PushedFeeds, AreEachTheirOwnTokensOnly) {
  const Pushed weather("weather");
  const Answer other = weather.post("/api/v1/feeds/agenda?format=icalendar", kWeather);
  EXPECT_EQ(other.status, 403);
  EXPECT_NE(other.body.find("this token is for the feed 'weather'"), std::string::npos) << other.body;
  EXPECT_EQ(weather.post("/api/v1/road-changes", "<incidents/>").status, 403);
  EXPECT_EQ(weather.post("/api/v1/observations", "[]").status, 403);
  const Pushed button("weather", access::SourceMay::Observe);
  EXPECT_EQ(button.post("/api/v1/feeds/weather", kWeather).status, 403);
  EXPECT_TRUE(weather.world.engine.feeds().empty() && button.world.engine.feeds().empty());
}

TEST(PushedFeeds, AreRefusedWhereTheServerAsksItself) {
  const Pushed asked("asked-for");
  const Answer answer = asked.post("/api/v1/feeds/asked-for?format=weather_csv", kWeather);
  EXPECT_EQ(answer.status, 409);
  EXPECT_TRUE(asked.world.engine.feeds().empty()) << "two tongues of one source would revoke what the other says";
}

TEST(PushedFeeds, LeaveWhatWasKnownWhereADocumentIsRefused) {
  const Pushed weather("weather");
  const Answer answer = weather.post("/api/v1/feeds/weather", "<html>502</html>");
  EXPECT_EQ(answer.status, 400);
  EXPECT_TRUE(weather.world.engine.feeds().empty());
  EXPECT_EQ(weather.world.engine.links(),
            std::vector<std::string>{"feed/weather down: weather: its header lacks from"});
  EXPECT_EQ(weather.post("/api/v1/feeds/weather", std::string(33 * 1024 * 1024, 'x')).status, 413);
}

}  // namespace
}  // namespace vigie::server
