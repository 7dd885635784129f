// SPDX-License-Identifier: Apache-2.0
// MqttClient: one connection to a broker with its own thread; subscribes to one filter, connects again when it is lost.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/bounded_queue.hpp"
#include "core/result.hpp"
#include "links/mqtt_link.hpp"

namespace vigie::links {

struct MqttMessage {
  std::string topic;
  std::string payload;
};

/// What a client tells its owner; all on the client's thread.
struct MqttListener {
  std::function<void(std::string_view topic, std::string_view payload)> received;
  std::function<void(bool up, const std::string& detail)> changed;
  std::function<void()> each_second;
};

class MqttClient {
 public:
  /// `name` is added to the client id. Errors: Io.
  static Result<std::unique_ptr<MqttClient>> create(const MqttOptions& options, const std::string& name,
                                                    const std::string& filter, MqttListener listener);
  virtual ~MqttClient() = default;
  virtual void start() = 0;
  virtual void stop() = 0;

  /// What is to be published, QoS 1. Any thread may push; it outlives the client where others still hold it.
  virtual std::shared_ptr<BoundedQueue<MqttMessage>> outgoing() const = 0;
};

}  // namespace vigie::links
