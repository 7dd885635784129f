// SPDX-License-Identifier: Apache-2.0
// Claims about TLS, by curl and openssl as the other side.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "server/world_test.hpp"

namespace vigie::server {
namespace {

using nlohmann::json;

/// What a shell command prints; its exit code where it is not 0.
std::string shell(const std::string& command) {
  std::string out;
  FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  const int code = ::pclose(pipe);
  return code == 0 ? out : "exit " + std::to_string(code) + " " + out;
}

TEST(Server, TlsIsModernOrNotAtAll) {
  World world;
  const std::string certificate = world.directory.path() + "/tls.crt", key = world.directory.path() + "/tls.key";
  shell(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1 -addext "
      "subjectAltName=IP:127.0.0.1 -keyout " +
      key + " -out " + certificate);
  Options options;
  options.port = 0;
  options.data = world.directory.path();
  options.tls = TlsFiles{certificate, certificate};
  const Dependencies dependencies{.intake = world.engine,
                                  .pictures = world.engine,
                                  .metrics = world.metrics,
                                  .clock = world.clock,
                                  .world = world.clock};
  EXPECT_EQ(Server::create(options, dependencies).error().kind, ErrorKind::Io) << "a certificate is no key";
  options.tls = TlsFiles{certificate, key};
  const auto server = Server::create(options, dependencies).value();
  server->start();
  world.account("bob", Role::Operator);
  const std::string url = "https://127.0.0.1:" + std::to_string(server->port());
  const std::string curl = "curl -sS -i --max-time 10 --cacert " + certificate + " ";
  EXPECT_EQ(server->url(), url);
  EXPECT_THAT(shell(curl + url + "/healthz"),
              testing::AllOf(testing::HasSubstr("200 OK"), testing::HasSubstr("Strict-Transport-Security: max-age=")));
  EXPECT_THAT(shell(curl + "--tls-max 1.2 " + url + "/healthz"), testing::HasSubstr("200 OK"));
  EXPECT_THAT(
      shell(curl + "-d '" + json{{"name", "bob"}, {"password", kPassword}}.dump() + "' " + url + "/api/v1/login"),
      testing::HasSubstr("; Secure"));
  EXPECT_THAT(shell(curl + "--tls-max 1.1 " + url + "/healthz"), testing::StartsWith("exit"));
  EXPECT_THAT(shell(curl + "--tls-max 1.2 --ciphers AES256-GCM-SHA384 " + url + "/healthz"),
              testing::StartsWith("exit"))
      << "no forward secrecy";
  EXPECT_THAT(shell(curl + "--tls-max 1.2 --ciphers ECDHE-ECDSA-AES256-SHA384 " + url + "/healthz"),
              testing::StartsWith("exit"))
      << "CBC";
  EXPECT_THAT(shell("curl -sS --max-time 10 " + url + "/healthz"), testing::StartsWith("exit"))
      << "curl knows no such authority";
  EXPECT_THAT(shell("curl -sS --max-time 10 http" + url.substr(5) + "/healthz"), testing::StartsWith("exit"))
      << "plain HTTP to a TLS port";
  server->stop();
}

}  // namespace
}  // namespace vigie::server
