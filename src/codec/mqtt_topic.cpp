// SPDX-License-Identifier: Apache-2.0
// Topics cut at their slashes.
#include "codec/mqtt_topic.hpp"

#include <algorithm>

#include "codec/words.hpp"

namespace vigie::codec {
namespace {

constexpr std::string_view kPanic = "vigie/v1/panic/";
constexpr std::string_view kObservations = "vigie/v1/observations/";
constexpr std::size_t kMostSensorBytes = 100;

/// One level, printable: it becomes a source's name, a label of metrics and part of a topic.
bool is_sensor(std::string_view name) {
  const auto allowed = [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '/' && c != '+' && c != '#';
  };
  return !name.empty() && name.size() <= kMostSensorBytes && std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace

Result<MqttTopic> read_mqtt_topic(std::string_view topic) {
  const Error wrong{ErrorKind::Malformed,
                    "topic: expected vigie/v1/panic/<sensor> or vigie/v1/observations/<kind>/<sensor>"};
  if (topic.starts_with(kPanic)) {
    const std::string_view sensor = topic.substr(kPanic.size());
    if (!is_sensor(sensor)) return wrong;
    return MqttTopic{ObservationKind::PanicButton, std::string(sensor)};
  }
  if (!topic.starts_with(kObservations)) return wrong;
  const std::string_view rest = topic.substr(kObservations.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos || !is_sensor(rest.substr(slash + 1))) return wrong;
  const auto kind = from_word<ObservationKind>(rest.substr(0, slash));
  if (!kind) return Error{ErrorKind::NotFound, "topic: no such kind of observation"};
  return MqttTopic{*kind, std::string(rest.substr(slash + 1))};
}

std::string receipt_topic(const std::string& sensor) { return "vigie/v1/receipts/" + sensor; }

}  // namespace vigie::codec
