// SPDX-License-Identifier: Apache-2.0
// libmosquitto, driven by a loop of our own: connect, listen, publish, pause, again.
#include "links/mqtt_client.hpp"

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "core/check.hpp"
#include "core/log.hpp"

namespace vigie::links {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr int kKeepAlive_s = 15;
constexpr int kLoop_ms = 20;  // how long a receipt waits at most
constexpr milliseconds kFirstPause{250};
constexpr milliseconds kConnectPatience{10'000};  // from the TCP connection to the broker's word
constexpr std::uint32_t kSessionKept_s = 3600;    // by the broker, while we are away (MQTT 5; 3.1.1 keeps it for good)
constexpr std::uint32_t kMostPacketBytes = 1 << 20;
constexpr int kQos = 1;

struct Destroy {
  void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
};
using Handle = std::unique_ptr<mosquitto, Destroy>;

/// The library's global state, once a process.
void init_library() {
  static const int result = mosquitto_lib_init();
  VIGIE_CHECK(result == MOSQ_ERR_SUCCESS);
}

class LibraryClient : public MqttClient {
 public:
  LibraryClient(Handle handle, MqttOptions options, std::string name, std::string filter, MqttListener listener)
      : handle_(std::move(handle)),
        options_(std::move(options)),
        name_(std::move(name)),
        filter_(std::move(filter)),
        listener_(std::move(listener)),
        outgoing_(std::make_shared<BoundedQueue<MqttMessage>>(BoundedQueue<MqttMessage>::Options{
            .name = "mqtt-receipts-" + name_, .capacity = 10'000, .when_full = WhenFull::DropOldest})) {
    mosquitto_user_data_set(handle_.get(), this);
    mosquitto_connect_callback_set(
        handle_.get(), [](mosquitto*, void* self, int code) { static_cast<LibraryClient*>(self)->answered(code); });
    mosquitto_subscribe_callback_set(handle_.get(), [](mosquitto*, void* self, int, int count, const int* granted) {
      static_cast<LibraryClient*>(self)->subscribed(count > 0 && granted[0] <= 2);
    });
    mosquitto_message_callback_set(handle_.get(), [](mosquitto*, void* self, const mosquitto_message* message) {
      const std::string_view payload(static_cast<const char*>(message->payload),
                                     static_cast<std::size_t>(message->payloadlen));
      static_cast<LibraryClient*>(self)->listener_.received(message->topic, payload);
    });
  }
  ~LibraryClient() override { stop(); }

  void start() override {
    thread_ = std::thread([this] { run(); });
  }
  void stop() override {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
    outgoing_->close();
  }
  std::shared_ptr<BoundedQueue<MqttMessage>> outgoing() const override { return outgoing_; }

 private:
  void run() {
    milliseconds pause = kFirstPause;
    while (!stopping_) {
      const std::string why = stay_connected();
      const bool was_up = std::exchange(up_, false);
      if (was_up || !said_) listener_.changed(false, why);
      said_ = true;
      if (was_up) pause = kFirstPause;
      rest(pause);
      pause = std::min(pause * 2, options_.longest_pause);
    }
  }

  /// Returns when the connection is lost or not to be had, with the reason.
  std::string stay_connected() {
    if (const int code = connect(); code != MOSQ_ERR_SUCCESS) return mosquitto_strerror(code);
    refusal_.clear();
    const auto since = Steady::now();
    int code = MOSQ_ERR_SUCCESS;
    while (!stopping_ && code == MOSQ_ERR_SUCCESS && refusal_.empty()) {
      code = mosquitto_loop(handle_.get(), kLoop_ms, 1);
      if (up_) publish_waiting();
      else if (Steady::now() - since > kConnectPatience) refusal_ = "the broker does not answer";
      tell_each_second();
    }
    mosquitto_disconnect(handle_.get());
    mosquitto_loop(handle_.get(), 0, 1);
    if (stopping_) return "stopping";
    return refusal_.empty() ? mosquitto_strerror(code) : refusal_;
  }

  int connect() {
    if (options_.version == MqttVersion::V311)
      return mosquitto_connect(handle_.get(), options_.host.c_str(), options_.port, kKeepAlive_s);
    mosquitto_property* properties = nullptr;
    mosquitto_property_add_int32(&properties, MQTT_PROP_SESSION_EXPIRY_INTERVAL, kSessionKept_s);
    mosquitto_property_add_int32(&properties, MQTT_PROP_MAXIMUM_PACKET_SIZE, kMostPacketBytes);
    const int code = mosquitto_connect_bind_v5(handle_.get(), options_.host.c_str(), options_.port, kKeepAlive_s,
                                               nullptr, properties);
    mosquitto_property_free_all(&properties);
    return code;
  }

  void answered(int code) {
    if (code != 0) {
      refusal_ = std::string("the broker refused: ") + mosquitto_connack_string(code);
      return;
    }
    mosquitto_subscribe(handle_.get(), nullptr, filter_.c_str(), kQos);
  }

  /// Only a granted subscription is a working link.
  void subscribed(bool granted) {
    if (!granted) {
      refusal_ = "the broker refused the subscription";
      return;
    }
    up_ = said_ = true;
    listener_.changed(true, options_.version == MqttVersion::V5 ? "MQTT 5" : "MQTT 3.1.1");
  }

  void publish_waiting() {
    while (const auto message = outgoing_->try_pop())
      mosquitto_publish(handle_.get(), nullptr, message->topic.c_str(), static_cast<int>(message->payload.size()),
                        message->payload.data(), kQos, false);
  }

  void tell_each_second() {
    if (Steady::now() - told_ < std::chrono::seconds(1)) return;
    told_ = Steady::now();
    listener_.each_second();
  }

  void rest(milliseconds pause) {
    const auto end = Steady::now() + pause;
    while (!stopping_ && Steady::now() < end) {
      std::this_thread::sleep_for(milliseconds(kLoop_ms));
      tell_each_second();
    }
  }

  const Handle handle_;
  const MqttOptions options_;
  const std::string name_;
  const std::string filter_;
  const MqttListener listener_;
  const std::shared_ptr<BoundedQueue<MqttMessage>> outgoing_;
  std::atomic<bool> stopping_{false};
  bool up_ = false;
  bool said_ = false;  ///< the first state has been told
  std::string refusal_;
  Steady::time_point told_{};
  std::thread thread_;
};

int set_credentials(mosquitto* handle, const MqttOptions& options) {
  if (!options.user.empty())
    if (const int code = mosquitto_username_pw_set(handle, options.user.c_str(), options.password.c_str());
        code != MOSQ_ERR_SUCCESS)
      return code;
  if (options.authority_file.empty()) return MOSQ_ERR_SUCCESS;
  if (const int code = mosquitto_tls_set(handle, options.authority_file.c_str(), nullptr, nullptr, nullptr, nullptr);
      code != MOSQ_ERR_SUCCESS)
    return code;
  return mosquitto_tls_opts_set(handle, 1, "tlsv1.2",
                                nullptr);  // 1: the broker's certificate is verified; 1.2 is the least
}

}  // namespace

Result<std::unique_ptr<MqttClient>> MqttClient::create(const MqttOptions& options, const std::string& name,
                                                       const std::string& filter, MqttListener listener) {
  init_library();
  Handle handle(mosquitto_new((options.client_id + "-" + name).c_str(), /*clean_session=*/false, nullptr));
  if (!handle) return Error{ErrorKind::Io, "MQTT: no memory, or an unusable client id"};
  const int version = options.version == MqttVersion::V5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311;
  mosquitto_int_option(handle.get(), MOSQ_OPT_PROTOCOL_VERSION, version);
  if (const int code = set_credentials(handle.get(), options); code != MOSQ_ERR_SUCCESS)
    return Error{ErrorKind::Io, std::string("MQTT: ") + mosquitto_strerror(code)};
  return std::unique_ptr<MqttClient>(
      std::make_unique<LibraryClient>(std::move(handle), options, name, filter, std::move(listener)));
}

}  // namespace vigie::links
