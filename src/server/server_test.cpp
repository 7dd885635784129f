// SPDX-License-Identifier: Apache-2.0
// Claims about the door: who gets in, what is refused, and what the audit keeps. Over real sockets.
#include "server/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <liboath/oath.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "server/audit/audit.hpp"
#include "server/endpoints/observe.hpp"
#include "server/router.hpp"
#include "server/sqlite.hpp"
#include "server/world_test.hpp"

namespace vigie::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

std::string kind_of(const Answer& answer) { return json::parse(answer.body).at("error").at("kind"); }

TEST(Server, PlainHttpBeyondLoopbackDoesNotStart) {
  World world;
  Options options;
  options.data = world.directory.path();
  options.address = "0.0.0.0";
  options.port = 0;
  const Dependencies dependencies{.intake = world.engine,
                                  .pictures = world.engine,
                                  .metrics = world.metrics,
                                  .clock = world.clock,
                                  .world = world.clock};
  EXPECT_EQ(Server::create(options, dependencies).error().kind, ErrorKind::Forbidden);
  options.address = "::";
  EXPECT_EQ(Server::create(options, dependencies).error().kind, ErrorKind::Forbidden);
}

TEST(Server, EveryRouteIsClosedToStrangersUnlessItsRuleOpensIt) {
  World world;
  for (const Route& route : route_table()) {
    const bool open = access::decide({}, route.action).allowed;
    std::string path(route.pattern);
    for (const char* argument : {"{name}", "{z}", "{x}", "{y}"})
      if (const auto at = path.find(argument); at != std::string::npos)
        path.replace(at, std::string(argument).size(), "0");
    Browser stranger(world.port());
    const Answer answer = route.method == Method::Get    ? stranger.get(path)
                          : route.method == Method::Post ? stranger.post(path, "{}")
                                                         : stranger.remove(path);
    if (open || path == "/metrics") EXPECT_NE(answer.status, 401) << path;
    else EXPECT_EQ(answer.status, 401) << path;
  }
}

TEST(Server, TheFirstStartGivesOneLinkThatMakesTheAdministrator) {
  World world;
  const std::string link = world.server->first_enrolment().value();
  const std::string token = link.substr(link.rfind('/') + 1);
  EXPECT_TRUE(link.starts_with("http://127.0.0.1:" + std::to_string(world.port()) + "/#/enrol/"));
  Browser admin(world.port());
  const auto enrol = [&](const std::string& with) {
    return admin.post("/api/v1/enrol", json{{"token", with}, {"name", "root.admin"}, {"password", kPassword}}.dump());
  };
  EXPECT_EQ(enrol("guess").status, 401);
  const Answer answer = enrol(token);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json::parse(answer.body).at("role"), "admin");
  admin.keep(answer);
  EXPECT_EQ(admin.get("/api/v1/me").status, 200);
  EXPECT_EQ(enrol(token).status, 401) << "a link works once";
  world.restart();
  EXPECT_FALSE(world.server->first_enrolment().has_value());
}

TEST(Server, AnAdministratorInvitesAndTheInvitedComesIn) {
  World world;
  Browser admin = world.person("root", Role::Admin);
  const Answer invited = admin.post("/api/v1/users", R"({"name":"alice","role":"operator"})");
  ASSERT_EQ(invited.status, 200) << invited.body;
  const std::string link = json::parse(invited.body).at("link");
  Browser alice(world.port());
  const std::string token = link.substr(link.rfind('/') + 1);
  EXPECT_EQ(
      alice.post("/api/v1/enrol", json{{"token", token}, {"name", "mallory"}, {"password", kPassword}}.dump()).status,
      409);
  EXPECT_EQ(alice.post("/api/v1/enrol", json{{"token", token}, {"name", "alice"}, {"password", "short"}}.dump()).status,
            400);
  alice.keep(alice.post("/api/v1/enrol", json{{"token", token}, {"name", "alice"}, {"password", kPassword}}.dump()));
  EXPECT_EQ(json::parse(alice.get("/api/v1/me").body).at("role"), "operator");
  EXPECT_EQ(alice.get("/api/v1/users").status, 403);
  EXPECT_TRUE(json::parse(admin.get("/api/v1/users").body).at("users").at(0).contains("last_login"))
      << "to enrol is to come in";
  EXPECT_EQ(admin.post("/api/v1/users", R"({"name":"alice","role":"operator"})").status, 409);
  for (const char* unit : {"", "PM 03", "PM-03\\u001b[31m", "PM-03\\n"})
    EXPECT_EQ(
        admin.post("/api/v1/users", std::string(R"({"name":"bob","role":"officer","unit":")") + unit + "\"}").status,
        400)
        << unit;
  EXPECT_EQ(admin.remove("/api/v1/users/nobody").status, 404);
  EXPECT_EQ(admin.remove("/api/v1/users/root").status, 409) << "the last administrator stays";
}

TEST(Server, FiveWrongPasswordsLockTheAccountAndUnknownNamesAlike) {
  World world;
  world.account("bob", Role::Operator);
  for (const char* name : {"bob", "nobody-at-all"}) {
    Browser browser(world.port());
    for (int i = 0; i < 5; ++i) EXPECT_EQ(browser.login(name, "wrong password 123"), 401);
    EXPECT_EQ(browser.login(name, kPassword), 429) << name;
  }
  world.restart();
  EXPECT_EQ(Browser(world.port()).login("bob", kPassword), 429) << "a lock survives a restart";
}

TEST(Server, AnUnknownNameCostsAsMuchAsAWrongPassword) {
  World world;
  world.account("bob", Role::Operator);
  const auto spent = [&](const std::string& name) {
    const auto begin = std::chrono::steady_clock::now();
    Browser(world.port()).login(name, "wrong password 123");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  (void)spent("warm-up");
  const double known = std::min(spent("bob"), spent("bob")), unknown = std::min(spent("eve"), spent("eve"));
  EXPECT_LT(known, unknown * 3);
  EXPECT_LT(unknown, known * 3);
}

TEST(Server, AnAccountWithOneTimeCodesAsksForOneAndTakesItOnce) {
  World world;
  world.account("carol", Role::Supervisor);
  const std::string secret = auth::Accounts(*world.access, world.clock).enable_one_time_code("carol").value();
  char* key = nullptr;
  std::size_t size = 0;
  ASSERT_EQ(oath_base32_decode(secret.data(), secret.size(), &key, &size), OATH_OK);
  char code[7];
  ASSERT_EQ(oath_totp_generate(key, size, ::time(nullptr), 30, 0, 6, code), OATH_OK);
  std::free(key);
  Browser browser(world.port());
  EXPECT_EQ(browser.login("carol", kPassword), 401);
  EXPECT_EQ(browser.login("carol", kPassword, "000000"), 401);
  EXPECT_EQ(browser.login("carol", kPassword, code), 200);
  EXPECT_EQ(browser.login("carol", kPassword, code), 401) << "a code works once";
}

TEST(Server, ASessionIsBoundToItsClient) {
  World world;
  Browser alice = world.person("alice", Role::Operator);
  EXPECT_EQ(alice.get("/api/v1/me").status, 200);
  Browser thief(world.port(), "another browser");
  thief.cookie_ = alice.cookie_;
  EXPECT_EQ(thief.get("/api/v1/me").status, 401);
}

TEST(Server, AChangeNeedsTheCsrfHeaderAndTheOwnOrigin) {
  World world;
  Browser alice = world.person("alice", Role::Operator);
  const std::string command = R"({"command":"own_incident","incident":"I-1"})";
  Browser without = alice;
  without.csrf_.clear();
  EXPECT_EQ(without.post("/api/v1/commands", command).status, 403);
  EXPECT_EQ(alice.post("/api/v1/commands", command, "Origin: http://evil.example\r\n").status, 403);
  EXPECT_TRUE(world.engine.commands().empty());
  EXPECT_EQ(alice.post("/api/v1/commands", command, "Origin: http://127.0.0.1:" + std::to_string(world.port()) + "\r\n")
                .status,
            200);
}

TEST(Server, ACommandIsInTheAuditBeforeItsEffectAndAfter) {
  World world;
  Browser alice = world.person("alice", Role::Operator);
  const Answer sent =
      alice.post("/api/v1/commands", R"({"command":"send_unit","incident":"I-4","unit":"PM-03","proposed_as":1})");
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(json::parse(sent.body).at("mission"), "M-1");
  EXPECT_THAT(world.engine.commands(), testing::ElementsAre("user:alice send_unit"));
  const Answer closed =
      alice.post("/api/v1/commands", R"({"command":"close_incident","incident":"I-4","disposition":"resolved"})");
  EXPECT_EQ(closed.status, 409);
  Browser auditor = world.person("audrey", Role::Auditor);
  const json audit = json::parse(auditor.get("/api/v1/audit?limit=20").body);
  EXPECT_EQ(audit.at("verified"), true);
  std::vector<std::string> story;
  for (const json& entry : audit.at("entries"))
    if (entry.at("what").get<std::string>().starts_with("command:"))
      story.insert(story.begin(), entry.at("who").get<std::string>() + " " + entry.at("what").get<std::string>() + " " +
                                      entry.at("why").get<std::string>() + " " +
                                      entry.at("outcome").get<std::string>());
  EXPECT_THAT(story,
              testing::ElementsAre("user:alice command:send_unit I-4 asked", "user:alice command:send_unit I-4 done",
                                   "user:alice command:close_incident I-4 asked",
                                   "user:alice command:close_incident I-4 refused: conflict"));
}

TEST(Server, WhatTheAuditCannotKeepIsNotDone) {
  World world;
  Browser alice = world.person("alice", Role::Operator);
  const auto database = Database::open(world.directory.path() + "/audit.db", OpenMode::ReadWrite).value();
  ASSERT_TRUE(database->execute("ALTER TABLE entry RENAME TO gone").ok());
  EXPECT_EQ(alice.post("/api/v1/commands", R"({"command":"own_incident","incident":"I-1"})").status, 503);
  EXPECT_EQ(alice.get("/api/v1/picture").status, 503);
  EXPECT_TRUE(world.engine.commands().empty());
}

TEST(Server, AnOfficerDecidesAboutTheirOwnUnitOnly) {
  World world;
  Browser officer = world.person("olga", Role::Officer, UnitId("PM-03"));
  EXPECT_EQ(officer.post("/api/v1/commands", R"({"command":"set_unit_status","unit":"PM-03","status":"busy"})").status,
            200);
  EXPECT_EQ(officer.post("/api/v1/commands", R"({"command":"set_unit_status","unit":"PM-04","status":"busy"})").status,
            403);
  EXPECT_EQ(
      officer.post("/api/v1/commands", R"({"command":"send_unit","incident":"I-4","unit":"PM-03","proposed_as":1})")
          .status,
      403);
  Browser planner = world.person("paul", Role::Planner);
  EXPECT_EQ(planner.post("/api/v1/commands", R"({"command":"own_incident","incident":"I-1"})").status, 403);
}

TEST(Server, SourcesPostWithATokenUntilItIsRevoked) {
  World world;
  auth::Sources sources(*world.access, world.clock);
  const std::string token = sources.enrol("gate").value();
  std::this_thread::sleep_for(1200ms);  // the server looks each half second
  Browser source(world.port());
  const std::string authorization = "Authorization: Bearer " + token + "\r\n";
  const std::string now = to_rfc3339(world.clock.now());
  const std::string one = R"({"id":"1","kind":"count","seen":")" + now + R"(","people":12,"sensor":"north"})";
  const std::string refused = R"({"id":"2","kind":"call","seen":")" + now + R"(","text":"refuse me"})";
  const Answer answer =
      source.post("/api/v1/observations", "[" + one + ", {\"id\":7} ," + refused + "]", authorization);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json receipts = json::parse(answer.body).at("receipts");
  ASSERT_EQ(receipts.size(), 3u);
  EXPECT_EQ(receipts[0].at("result"), "accepted");
  EXPECT_EQ(receipts[1].at("result"), "refused");
  EXPECT_EQ(receipts[2].at("message"), "asked for it");
  EXPECT_EQ(world.engine.observations().at(0).source, SourceId("api/gate/north"));
  EXPECT_EQ(source.post("/api/v1/observations", one).status, 401);
  EXPECT_EQ(source.get("/api/v1/picture", authorization).status, 403) << "a token of a source opens nothing else";
  std::string many = "[" + one;
  for (int i = 0; i < 1000; ++i) many += "," + one;
  EXPECT_EQ(source.post("/api/v1/observations", many + "]", authorization).status, 413);
  ASSERT_TRUE(sources.revoke("gate").ok());
  std::this_thread::sleep_for(1200ms);
  EXPECT_EQ(source.post("/api/v1/observations", one, authorization).status, 401);
}

TEST(Server, AnArrayIsCutIntoItsElementsWhateverIsInTheirStrings) {
  const auto cut = [](const std::string& text) {
    std::vector<std::string> out;
    const auto found = endpoints::elements(text, 3);
    if (!found) return std::vector<std::string>{name(found.error().kind)};
    for (const std::string_view each : *found) out.emplace_back(each);
    return out;
  };
  EXPECT_THAT(cut(R"( [ {"a":"],}\""} , [1,2],3 ] )"), testing::ElementsAre(R"({"a":"],}\""})", "[1,2]", "3"));
  EXPECT_THAT(cut(R"({"a":1})"), testing::ElementsAre(R"({"a":1})"));
  EXPECT_THAT(cut("[]"), testing::ElementsAre());
  EXPECT_THAT(cut("[1,2,3,4]"), testing::ElementsAre("too large"));
  for (const char* wrong : {"", "[", "[1,]", "[,1]", "[1", "[}]", "[1 ,, 2]", "[{]"})
    EXPECT_THAT(cut(wrong), testing::ElementsAre("malformed")) << wrong;
}

TEST(Server, WhatCanBeReadTwoWaysIsRefusedAndTheConnectionEnds) {
  World world;
  const std::string host = "Host: 127.0.0.1\r\n";
  const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  for (const std::string& request :
       {"POST /api/v1/login HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
            smuggled,
        "POST /api/v1/login HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}" + smuggled,
        "POST /api/v1/login HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + smuggled,
        "POST /api/v1/login HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + smuggled,
        "POST /api/v1/login HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled,
        "POST /api/v1/login HTTP/1.1\r\n" + host + "Content-Length: +2\r\n\r\n{}" + smuggled,
        "GET /healthz HTTP/1.1\r\n" + host + "Host: evil.example\r\n\r\n" + smuggled,
        "GET /healthz HTTP/1.1\r\n\r\n" + smuggled, "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n" + smuggled,
        "GET /healthz HTTP/1.1\r\n" + host + "Content-Length : 3\r\n\r\nabc" + smuggled, std::string("GARBAGE\r\n\r\n"),
        "GET /healthz HTTP/9.9\r\n" + host + "\r\n"}) {
    Connection connection(world.port());
    ASSERT_TRUE(connection.send(request));
    const Answer answer = connection.receive();
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_EQ(connection.receive().status, 0) << "answered the smuggled one: " << request;
  }
}

TEST(Server, ADiskThatIsFullIsNotAWrongPassword) {
  World world;
  world.person("alice", Role::Operator);
  const auto database = Database::open(world.directory.path() + "/access.db", OpenMode::ReadWrite).value();
  ASSERT_TRUE(database->execute("DROP TABLE failure").ok());
  const Answer answer =
      Browser(world.port()).post("/api/v1/login", json{{"name", "alice"}, {"password", kPassword}}.dump());
  EXPECT_EQ(answer.status, 503) << answer.body;
}

TEST(Server, AMemberThatIsThereTwiceHasNoMeaning) {
  World world;
  const Answer answer = Browser(world.port()).post("/api/v1/login", R"({"name":"alice","password":"x","name":"bob"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("there twice"), std::string::npos);
}

TEST(Server, PathsThatClimbAreRefused) {
  const TemporaryDirectory web;
  std::ofstream(web.path() + "/index.html") << "<html>the console</html>";
  std::ofstream(web.path() + "/app.js") << std::string(5000, 'x');
  World world(web.path());
  Browser browser(world.port());
  for (const char* path : {"/../etc/passwd", "/%2e%2e/etc/passwd", "/a/..%2f..%2fetc/passwd", "/..%5c..%5cetc",
                           "//etc/passwd", "/%00", "/%", "/a/./b"})
    EXPECT_EQ(browser.get(path).status, 400) << path;
  EXPECT_EQ(browser.get("/etc.passwd").status, 404);
  EXPECT_EQ(browser.get("/api/v1/nothing").status, 404);
  EXPECT_EQ(browser.get("/").body, "<html>the console</html>");
  EXPECT_EQ(browser.get("/wall").body, "<html>the console</html>") << "the console's own routes";
  const Answer script = browser.get("/app.js", "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(script.headers.at("content-encoding"), "gzip");
  EXPECT_LT(script.body.size(), 1000u);
  EXPECT_EQ(browser.get("/app.js", "If-None-Match: " + script.headers.at("etag") + "\r\n").status, 304);
}

TEST(Server, EveryAnswerProtectsTheBrowser) {
  World world;
  const Answer answer = Browser(world.port()).get("/healthz");
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.headers.at("referrer-policy"), "no-referrer");
  EXPECT_THAT(answer.headers.at("content-security-policy"), testing::HasSubstr("script-src 'self';"));
  EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
  World other;
  other.account("bob", Role::Operator);
  const Answer login =
      Browser(other.port()).post("/api/v1/login", json{{"name", "bob"}, {"password", kPassword}}.dump());
  EXPECT_THAT(login.headers.at("set-cookie"),
              testing::AllOf(testing::HasSubstr("HttpOnly"), testing::HasSubstr("SameSite=Strict")));
}

TEST(Server, WhatIsTooLargeIsRefusedAndThatIsHeard) {
  World world;
  Browser browser(world.port());
  EXPECT_EQ(browser.post("/api/v1/login", std::string(70'000, ' ')).status, 413);
  EXPECT_EQ(browser.post("/api/v1/login", std::string(20'000'000, ' ')).status, 413);
  EXPECT_EQ(browser.get("/healthz", "X-Long: " + std::string(20'000, 'x') + "\r\n").status, 431);
  Connection chunked(world.port());
  std::string request = browser.head("POST", "/api/v1/login", "Transfer-Encoding: chunked\r\n") + "\r\n";
  for (int i = 0; i < 80; ++i) request += "400\r\n" + std::string(1024, ' ') + "\r\n";
  chunked.send(request + "0\r\n\r\n");
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST(Server, OneConnectionServesMany) {
  World world;
  Connection connection(world.port());
  const Browser browser(world.port());
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(connection.send(browser.head("GET", "/healthz") + "\r\n"));
    ASSERT_EQ(connection.receive().status, 200) << i;
  }
  connection.send(browser.head("HEAD", "/healthz") + "\r\n");
  EXPECT_EQ(connection.receive(true).status, 200);
  connection.send(browser.head("PUT", "/healthz") + "\r\n");
  EXPECT_EQ(connection.receive().status, 405);
}

TEST(Server, LoggingOutEndsTheSession) {
  World world;
  Browser alice = world.person("alice", Role::Operator);
  EXPECT_EQ(alice.post("/api/v1/logout", "").status, 200);
  EXPECT_EQ(alice.get("/api/v1/me").status, 401);
}

TEST(Server, SessionsAndRevocationsSurviveARestart) {
  World world;
  Browser alice = world.person("alice", Role::Operator), bob = world.person("bob", Role::Operator);
  ASSERT_TRUE(auth::Accounts(*world.access, world.clock).revoke("bob").ok());
  world.restart();
  alice.port_ = bob.port_ = world.port();
  EXPECT_EQ(alice.get("/api/v1/me").status, 200);
  EXPECT_EQ(bob.get("/api/v1/me").status, 401);
  EXPECT_EQ(bob.login("bob", kPassword), 401);
}

TEST(Server, TheCityIsUnavailableWhereNoneIsLoadedAndWrongTilesAreRefused) {
  World world;
  Browser alice = world.person("alice", Role::Operator);
  EXPECT_EQ(alice.get("/api/v1/city").status, 503);
  EXPECT_EQ(alice.get("/tiles/3/9/1").status, 400);
  EXPECT_EQ(alice.get("/tiles/3/-1/1").status, 400);
  EXPECT_EQ(alice.get("/tiles/99/1/1").status, 400);
  EXPECT_EQ(alice.get("/api/v1/search?q=" + std::string(201, 'x')).status, 400);
  EXPECT_EQ(alice.get("/api/v1/search?q=a&q=b").status, 400);
  EXPECT_EQ(kind_of(alice.get("/api/v1/devices")), "forbidden");
}

TEST(Server, MetricsAreText) {
  World world;
  world.metrics.counter("vigie_test_total", "For this test", {{"source", "x"}}).add(3);
  const Answer answer = Browser(world.port()).get("/metrics");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, testing::HasSubstr("vigie_test_total{source=\"x\"} 3"));
  EXPECT_THAT(answer.body, testing::HasSubstr("# TYPE vigie_http_connections gauge"));
}

}  // namespace
}  // namespace vigie::server
