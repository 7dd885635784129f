// SPDX-License-Identifier: Apache-2.0
// The MQTT link with a real broker: Debian's mosquitto on a free loopback port, mosquitto_pub as the button.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "links/mqtt_link.hpp"
#include "links/recording_intake_test.hpp"

extern char** environ;

namespace vigie::links {
namespace {

using namespace std::chrono_literals;

constexpr const char* kBroker = "/usr/sbin/mosquitto";

pid_t spawn(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = 0;
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const int code = posix_spawnp(&pid, arguments[0], &quiet, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&quiet);
  return code == 0 ? pid : -1;
}

int wait_for(pid_t pid) {
  int status = -1;
  waitpid(pid, &status, 0);
  return status;
}

std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

class Broker : public testing::TestWithParam<MqttVersion> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kBroker)) GTEST_SKIP() << "no mosquitto on this machine";
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-mqtt-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    port = free_port();
    std::ofstream(folder + "/mosquitto.conf")
        << "listener " << port << " 127.0.0.1\nallow_anonymous true\npersistence false\n";
  }
  void TearDown() override {
    if (link) link->stop();
    stop_broker();
    if (!folder.empty()) std::filesystem::remove_all(folder);
  }

  void start_broker() { broker = spawn({kBroker, "-c", folder + "/mosquitto.conf"}); }
  void stop_broker() {
    if (broker <= 0) return;
    ::kill(broker, SIGTERM);
    wait_for(broker);
    broker = -1;
  }
  void start_link() {
    link = MqttLink::create({intake, clock, metrics}, {.port = port, .version = GetParam(), .longest_pause = 500ms})
               .value();
    link->start();
  }
  bool both_up() {
    return intake.wait([this] {
      const auto links = intake.links();
      return std::count(links.begin(), links.end(), "mqtt/panic up") == 1 &&
             std::count(links.begin(), links.end(), "mqtt/observations up") == 1;
    });
  }
  void publish(const std::string& topic, const std::string& message) const {
    EXPECT_EQ(wait_for(spawn({"mosquitto_pub", "-h", "127.0.0.1", "-p", std::to_string(port), "-q", "1", "-t", topic,
                              "-m", message})),
              0);
  }
  /// Listens for `count` receipts of `sensor` into a file; call receipts() when they should be there.
  void listen(const std::string& sensor, int count) {
    listener = spawn({"sh", "-c",
                      "exec mosquitto_sub -h 127.0.0.1 -p " + std::to_string(port) + " -q 1 -W 8 -C " +
                          std::to_string(count) + " -t vigie/v1/receipts/" + sensor + " > " + folder + "/receipts"});
    std::this_thread::sleep_for(300ms);  // it has no way to say that it listens
  }
  std::vector<std::string> receipts() const {
    wait_for(listener);
    std::vector<std::string> lines;
    std::ifstream file(folder + "/receipts");
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }
  std::string panic(const std::string& id) const {
    return R"({"id":")" + id + R"(","kind":"panic_button","seen":")" + to_rfc3339(clock.now()) +
           R"(","lat":41.1496,"lon":-8.6109})";
  }

  std::string folder;
  std::uint16_t port = 0;
  pid_t broker = -1;
  pid_t listener = -1;
  SystemWallClock clock;
  Metrics metrics;
  RecordingIntake intake;
  std::unique_ptr<MqttLink> link;
};

TEST_P(Broker, APanicButtonIsObservedAndAnswered) {
  start_broker();
  start_link();
  ASSERT_TRUE(both_up());
  listen("button-17", 2);
  publish("vigie/v1/panic/button-17", panic("b17-1"));
  ASSERT_TRUE(intake.wait([&] { return intake.observed().size() == 1; }));
  const auto observed = intake.observed();
  EXPECT_EQ(observed[0].first, Actor::source(SourceId("mqtt/button-17")));
  EXPECT_EQ(observed[0].second.kind, ObservationKind::PanicButton);
  EXPECT_EQ(observed[0].second.id, "b17-1");
  intake.answer = [](const Observation&) { return std::pair<Receipt, std::string>(Receipt::Duplicate, "seen before"); };
  publish("vigie/v1/panic/button-17", panic("b17-1"));
  EXPECT_EQ(receipts(), (std::vector<std::string>{R"({"id":"b17-1","result":"accepted"})",
                                                  R"({"id":"b17-1","result":"duplicate","message":"seen before"})"}));
}

TEST_P(Broker, WhatIsWrongIsAnsweredInOneLineAndTheStreamGoesOn) {
  start_broker();
  start_link();
  ASSERT_TRUE(both_up());
  listen("b", 4);
  publish("vigie/v1/panic/b", "{");
  publish("vigie/v1/panic/b", R"({"id":"1","kind":"count","people":3,"seen":"2026-01-01T00:00:00Z"})");
  publish("vigie/v1/panic/b", "{\"id\":\"" + std::string(9000, 'x') + "\"}");
  publish("vigie/v1/panic/b", panic("good"));
  const auto lines = receipts();
  ASSERT_EQ(lines.size(), 4u);
  for (int i = 0; i < 3; ++i)
    EXPECT_TRUE(lines[static_cast<std::size_t>(i)].starts_with(R"({"result":"refused","message":")"))
        << lines[static_cast<std::size_t>(i)];
  EXPECT_EQ(lines[3], R"({"id":"good","result":"accepted"})");
  EXPECT_EQ(intake.observed().size(), 1u);
  EXPECT_EQ(
      metrics
          .counter("vigie_link_refused_total", "input a link refused", {{"source", "mqtt/b"}, {"reason", "malformed"}})
          .value(),
      2);
}

TEST_P(Broker, ABrokerThatComesLateOrBackIsFoundAgain) {
  start_link();
  ASSERT_TRUE(intake.wait([&] { return intake.links().size() == 2; })) << "both down, said once";
  start_broker();
  ASSERT_TRUE(both_up());
  stop_broker();
  ASSERT_TRUE(intake.wait([&] { return intake.links().size() == 6; })) << "down again";
  start_broker();
  EXPECT_TRUE(intake.wait([&] { return intake.links().size() == 8; })) << "and up";
}

TEST_P(Broker, WhatIsPublishedWhileVigieIsAwayIsReceivedAfterwards) {
  start_broker();
  start_link();
  ASSERT_TRUE(both_up());
  link->stop();
  publish("vigie/v1/panic/button-17", panic("while-away"));
  EXPECT_TRUE(intake.observed().empty());
  start_link();
  EXPECT_TRUE(intake.wait([&] { return intake.observed().size() == 1; }));
}

INSTANTIATE_TEST_SUITE_P(Mqtt, Broker, testing::Values(MqttVersion::V5, MqttVersion::V311),
                         [](const auto& version) { return version.param == MqttVersion::V5 ? "Five" : "ThreeOneOne"; });

TEST(MqttOptions, PlainBeyondLoopbackIsRefused) {
  RecordingIntake intake;
  SystemWallClock clock;
  Metrics metrics;
  for (const char* host : {"192.0.2.1", "broker.example", "0.0.0.0", "::"})
    EXPECT_EQ(MqttLink::create({intake, clock, metrics}, {.host = host}).error().kind, ErrorKind::Forbidden) << host;
}

}  // namespace
}  // namespace vigie::links
