// SPDX-License-Identifier: Apache-2.0
// Two clients, one reading of messages, one receipt for each.
#include "links/mqtt_link.hpp"

#include <arpa/inet.h>

#include <utility>
#include <vector>

#include "codec/mqtt_topic.hpp"
#include "codec/observation_json.hpp"
#include "codec/view_json.hpp"
#include "core/log.hpp"
#include "links/mqtt_client.hpp"
#include "links/refusals.hpp"

namespace vigie::links {
namespace {

using Outgoing = std::shared_ptr<BoundedQueue<MqttMessage>>;

bool is_loopback(const std::string& host) {
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  return host == "::1" || host == "localhost";
}

const char* word(Receipt receipt) {
  switch (receipt) {
    case Receipt::Accepted: return "accepted";
    case Receipt::Late: return "late";
    case Receipt::FutureDated: return "future_dated";
    case Receipt::Duplicate: return "duplicate";
    case Receipt::Refused: return "refused";
    case Receipt::Shed: return "shed";
  }
  return "refused";
}

std::string receipt_json(const std::string& id, const char* result, const std::string& message) {
  std::string json = "{";
  if (!id.empty()) {
    json += "\"id\":";
    codec::write_string(json, id);
    json += ',';
  }
  json += "\"result\":";
  codec::write_string(json, result);
  if (!message.empty()) {
    json += ",\"message\":";
    codec::write_string(json, message);
  }
  return json + "}";
}

/// Reads the messages of one client and answers them.
class Desk {
 public:
  Desk(MqttDependencies on, std::shared_ptr<Refusals> refusals) : on_(on), refusals_(std::move(refusals)) {}

  void receive(std::string_view topic, std::string_view payload, const Outgoing& outgoing) const {
    const auto known = codec::read_mqtt_topic(topic);
    if (!known) return refusals_->count(SourceId("mqtt"), "unknown_topic");  // nobody there to answer
    const SourceId source("mqtt/" + known->sensor);
    auto observation = codec::decode_observation(payload, source, on_.clock.now());
    if (observation) observation = matching(std::move(*observation), *known, source);
    if (!observation) {
      refusals_->count(source, observation.error().kind == ErrorKind::TooLarge ? "too_large" : "malformed");
      outgoing->push({codec::receipt_topic(known->sensor), receipt_json("", "refused", observation.error().what)});
      return;
    }
    const std::string id = observation->id;
    on_.intake.observe(
        Actor::source(source), std::move(*observation),
        [id, source, outgoing, refusals = refusals_, sensor = known->sensor](Receipt receipt, const std::string& why) {
          if (receipt != Receipt::Accepted) refusals->count(source, word(receipt));
          outgoing->push({codec::receipt_topic(sensor), receipt_json(id, word(receipt), why)});
        });
  }

 private:
  /// The topic decides who speaks and of what: a broker's access list is on topics.
  static Result<Observation> matching(Observation observation, const codec::MqttTopic& topic, const SourceId& source) {
    if (observation.source != source)
      return Error{ErrorKind::Malformed, "observation: the topic names the sensor, 'sensor' does not"};
    if (observation.kind != topic.kind) return Error{ErrorKind::Malformed, "observation: its kind is not the topic's"};
    return observation;
  }

  const MqttDependencies on_;
  const std::shared_ptr<Refusals> refusals_;
};

class BrokerLink : public MqttLink {
 public:
  explicit BrokerLink(MqttDependencies on)
      : on_(on), refusals_(std::make_shared<Refusals>(on.metrics, "mqtt")), desk_(on, refusals_) {}
  ~BrokerLink() override { stop(); }

  Result<void> add(const MqttOptions& options, const std::string& name, const std::string& filter) {
    const auto outgoing = std::make_shared<Outgoing>();  // known once the client is made, before it starts
    auto client = MqttClient::create(
        options, name, filter,
        {.received = [this, outgoing](std::string_view topic,
                                      std::string_view payload) { desk_.receive(topic, payload, *outgoing); },
         .changed = [this, name](bool up, const std::string& detail) { changed(name, up, detail); },
         .each_second = [this] { refusals_->flush(); }});
    if (!client) return client.error();
    *outgoing = (*client)->outgoing();
    clients_.push_back(std::move(*client));
    return {};
  }

  void start() override {
    for (const auto& client : clients_) client->start();
  }
  void stop() override {
    for (const auto& client : clients_) client->stop();
  }

 private:
  void changed(const std::string& name, bool up, const std::string& detail) const {
    log::write(up ? log::Level::Info : log::Level::Warning, "mqtt", up ? "connected" : "not connected",
               {{"link", name}, {"detail", detail}});
    on_.intake.note(Actor::source(SourceId("mqtt")),
                    LinkChanged{"mqtt/" + name, up ? LinkState::Up : LinkState::Down, detail});
  }

  const MqttDependencies on_;
  const std::shared_ptr<Refusals> refusals_;
  const Desk desk_;
  std::vector<std::unique_ptr<MqttClient>> clients_;
};

}  // namespace

Result<std::unique_ptr<MqttLink>> MqttLink::create(MqttDependencies dependencies, MqttOptions options) {
  if (options.authority_file.empty() && !is_loopback(options.host))
    return Error{ErrorKind::Forbidden, "MQTT beyond loopback needs TLS: give the broker's authority (PEM)"};
  auto link = std::make_unique<BrokerLink>(dependencies);
  for (const auto& [name, filter] :
       {std::pair("panic", codec::kPanicTopics), std::pair("observations", codec::kObservationTopics)})
    if (const auto added = link->add(options, name, filter); !added) return added.error();
  return std::unique_ptr<MqttLink>(std::move(link));
}

}  // namespace vigie::links
