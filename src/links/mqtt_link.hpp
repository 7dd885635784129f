// SPDX-License-Identifier: Apache-2.0
// MqttLink: sensors through a broker, MQTT 5 or 3.1.1; panic buttons on a connection and a thread of their own (docs/formats/mqtt.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "core/metrics.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "links/intake.hpp"

namespace vigie::links {

/// What the link stands on; all outlive it.
struct MqttDependencies {
  Intake& intake;
  const WallClock& clock;
  Metrics& metrics;
};

enum class MqttVersion { V311, V5 };

struct MqttOptions {
  std::string host = "127.0.0.1";  ///< without TLS, a loopback address only
  std::uint16_t port = 1883;
  MqttVersion version = MqttVersion::V5;
  std::string client_id = "vigie";  ///< "-panic" and "-observations" are added; two servers at one broker need two
  std::string user = {};            ///< empty: none
  std::string password = {};
  std::string authority_file = {};  ///< PEM; where given, TLS 1.2 or later and the broker's name is verified
  std::chrono::milliseconds longest_pause{30'000};  ///< between two attempts to connect; the first comes after 250 ms
};

/// Sessions persist at the broker, so that what is published with QoS 1 while Vigie is away is received afterwards.
/// Notes LinkChanged for "mqtt/panic" and "mqtt/observations". Sources are "mqtt/<sensor>".
class MqttLink {
 public:
  /// Errors: Forbidden for a plain connection beyond loopback; Io where the library refuses the options. A broker that is away is
  /// no error: the link keeps trying.
  static Result<std::unique_ptr<MqttLink>> create(MqttDependencies dependencies, MqttOptions options);

  /// stop(), where it was not called.
  virtual ~MqttLink() = default;

  virtual void start() = 0;

  /// Disconnects and returns when the threads have ended. Receipts that come later are dropped. Call it before the intake goes.
  virtual void stop() = 0;
};

}  // namespace vigie::links
