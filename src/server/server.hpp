// SPDX-License-Identifier: Apache-2.0
// Server: HTTP, WebSocket, accounts and audit in front of the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/metrics.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/time_zone.hpp"

namespace vigie::city {
class City;
}
namespace vigie::links {
class Intake;
class RoadIntake;
struct FeedEntrance;
class DeviceRegister;
}  // namespace vigie::links
namespace vigie::engine {
class CrowdDesk;
class NowcastDesk;
class StreetDesk;
class WhatIfDesk;
}  // namespace vigie::engine

namespace vigie::server {

class PictureSource;

/// Certificate chain and key, PEM files.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

struct Options {
  std::string address = "127.0.0.1";  ///< numeric; plain HTTP only where it is a loopback address
  std::uint16_t port = 8080;          ///< 0: any free one
  std::optional<TlsFiles> tls;
  std::string data;        ///< directory of access.db and audit.db
  std::string web_root;    ///< the console's built files, read at start; empty: none
  std::string host;        ///< by which a made-up URL names the server; empty: the address
  std::string public_url;  ///< for links in enrolments; empty: made from host and port
  std::string version = "0.1.0";
  bool simulated = false;  ///< units, buttons and calls are simulated; every screen says so
};

/// What the server stands on; all outlive it.
struct Dependencies {
  links::Intake& intake;
  PictureSource& pictures;
  Metrics& metrics;
  const WallClock& clock;            ///< the engine's: what is shown and received carries its time; may be simulated
  const WallClock& world;            ///< the world's: accounts, sessions, audit
  const city::City* city = nullptr;  ///< none: /city, /search and /tiles answer 503
  const engine::StreetDesk* streets = nullptr;     ///< none: travel times, coverage and previews answer 503
  engine::WhatIfDesk* what_ifs = nullptr;          ///< none: /crowd/scenarios is empty, /crowd/what-ifs answers 503
  const engine::NowcastDesk* nowcasts = nullptr;   ///< none: /crowd/nowcasts/… answers 503
  const engine::CrowdDesk* crowd = nullptr;        ///< none: /crowd/… answers 503
  links::RoadIntake* roads = nullptr;              ///< none: /road-changes answers 503
  const links::FeedEntrance* feeds = nullptr;      ///< none: /feeds/… answers 503
  TimeZone zone = TimeZone::named("UTC").value();  ///< of the city: hours of its feeds, clock of its console
  links::DeviceRegister* devices = nullptr;        ///< none: /devices answers 503
  std::function<Result<void>()>
      healthy{};  ///< asked by /healthz: can the journal be written? Empty: not asked. Threads: any.
};

/// One line of the route table, for `vigie serve --routes` and the contract test.
struct RouteInfo {
  std::string method;   ///< "GET"
  std::string pattern;  ///< "/api/v1/users/{name}", as in api/openapi.yaml
  std::string action;   ///< "users:manage": the rule that guards it
};

/// The route table; the console's files ("/…", GET) are not in it.
std::vector<RouteInfo> routes();

class Server {
 public:
  /// Opens registers and audit, binds the port. Errors: Forbidden for plain HTTP beyond loopback; Io where the port or a
  /// file is not to be had; Corrupt where access.db or audit.db do not check.
  static Result<std::unique_ptr<Server>> create(Options options, Dependencies dependencies);

  /// stop(), where it was not called.
  virtual ~Server() = default;

  /// Serves, on a thread of its own.
  virtual void start() = 0;

  /// Closes all connections and returns when the thread has ended. Call it before the engine stops.
  virtual void stop() = 0;

  virtual std::uint16_t port() const = 0;

  /// "http://127.0.0.1:8080": where the console is.
  virtual std::string url() const = 0;

  /// A one-time link for the first administrator, where there is none yet: to be printed once, on the terminal, never logged.
  virtual std::optional<std::string> first_enrolment() const = 0;
};

}  // namespace vigie::server
