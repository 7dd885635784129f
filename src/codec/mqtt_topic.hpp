// SPDX-License-Identifier: Apache-2.0
// The MQTT topics sensors publish on, and the one they are answered on (docs/formats/mqtt.md).
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "model/observation.hpp"

namespace vigie::codec {

inline constexpr const char* kPanicTopics = "vigie/v1/panic/+";
inline constexpr const char* kObservationTopics = "vigie/v1/observations/+/+";

/// What a topic says before the message is read.
struct MqttTopic {
  ObservationKind kind;
  std::string sensor;  ///< 1 to 100 bytes
};

/// Errors: Malformed, saying what was expected; NotFound for a kind that there is not.
Result<MqttTopic> read_mqtt_topic(std::string_view topic);

/// "vigie/v1/receipts/<sensor>".
std::string receipt_topic(const std::string& sensor);

}  // namespace vigie::codec
