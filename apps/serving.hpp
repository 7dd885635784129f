// SPDX-License-Identifier: Apache-2.0
// The running service: city, journal, engine, links, server, put together in order and taken apart in reverse.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace vigie::apps {

/// An address and a port, as on the command line: "127.0.0.1:8080", "[::1]:0".
struct Endpoint {
  std::string address;
  std::uint16_t port;
};

/// Errors: Malformed, saying what was expected.
Result<Endpoint> parse_endpoint(const std::string& text);

struct ServeOptions {
  std::string city;  ///< bundle made by `vigie city`
  std::string data;  ///< journal, keys, registers; made where absent
  Endpoint http{"127.0.0.1", 8080};
  std::optional<Endpoint> cot;   ///< TAK over TLS
  std::optional<Endpoint> mqtt;  ///< the broker
  std::string mqtt_authority;    ///< PEM; with it the broker is reached over TLS
  std::string mqtt_user;
  std::string mqtt_password_file;  ///< one line; a password has no place on a command line
  std::optional<std::string> tls_certificate,
      tls_key;                     ///< PEM; without them Vigie's own CA makes one where TLS is needed
  std::string public_url;          ///< for links in enrolments; its host is in the certificates
  std::vector<std::string> names;  ///< further host names and addresses for the certificates
  std::string console;             ///< the console's built files
  std::string
      ports_file;  ///< where to write, once ready: {"url":"http://127.0.0.1:8080","http_port":8080,"cot_port":8089,
                   ///< "enrolment":"http://…/#/enrol/…"}; cot_port and enrolment only where there is one
  std::string time_zone = "Europe/Paris";  ///< the city's clock: weekly hours of road changes
  std::string scenarios;  ///< directory of crowd scenarios; empty: none are offered
  bool simulate = false;
  double speed = 1;  ///< simulated seconds per second, 1 to 60
  std::uint64_t seed = 1;
};

/// Runs until `stop` says so (asked ten times a second). Errors: what kept it from starting.
Result<void> serve(const ServeOptions& options, bool (*stop)());

}  // namespace vigie::apps
