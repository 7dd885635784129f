// SPDX-License-Identifier: Apache-2.0
// The acceptor, the connections, and the once-a-second look at all of them; one thread (TakServer::run).
#include "links/tak_link.hpp"

#include <utility>  // before Asio 1.74, which forgets it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <list>
#include <map>
#include <thread>

#include "core/log.hpp"
#include "links/device_watch.hpp"
#include "links/refusals.hpp"
#include "links/tak_conversation.hpp"
#include "links/tak_outbox.hpp"
#include "links/tak_tls.hpp"

namespace vigie::links {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kMostHandshakes =
    256;  // beyond, the oldest gives way: a stranger who only connects blocks nobody
constexpr std::chrono::hours kRenewalCheck{1};

SteadyTime steady_now() { return std::chrono::steady_clock::now(); }

/// One connection, from its first byte to its last.
struct Session {
  Session(tcp::socket socket, std::shared_ptr<asio::ssl::context> tls)
      : context(std::move(tls)), stream(std::move(socket), *context) {}

  bool is_up() const { return conversation.has_value(); }

  const std::shared_ptr<asio::ssl::context> context;  ///< stays while a newer certificate serves newer connections
  asio::ssl::stream<tcp::socket> stream;
  std::optional<Device> device;   ///< found while its certificate was verified
  const char* refused = nullptr;  ///< why the certificate was not accepted
  std::optional<TakConversation> conversation;
  TakOutbox outbox;
  std::array<char, 16 * 1024> incoming{};
  SteadyTime heard = steady_now();  ///< or connected
  SteadyTime writing_since{};
  bool open = true;
};
using SessionPtr = std::shared_ptr<Session>;

codec::CotTasking cot_tasking(const Tasking& tasking) {
  return {.mission = tasking.mission,
          .incident = tasking.incident,
          .title = tasking.title,
          .text = tasking.text,
          .place = tasking.place};
}

class TakServer : public TakLink {
 public:
  TakServer(TakDependencies dependencies, TakOptions options, tcp::endpoint endpoint,
            std::shared_ptr<asio::ssl::context> tls);
  ~TakServer() override { stop(); }

  void start() override;
  void stop() override;
  std::uint16_t port() const override { return port_; }
  void send(const Tasking& tasking) override;

  static Result<std::shared_ptr<asio::ssl::context>> make_tls(const TakDependencies& on, const TakOptions& options);

 private:
  void accept();
  void greet(tcp::socket socket);
  bool verify(Session& session, bool preverified, X509_STORE_CTX* verification);
  const Device* find(const std::string& fingerprint);
  void shook_hands(const SessionPtr& session, const error_code& error);
  void read(const SessionPtr& session);
  void write(const SessionPtr& session);
  void put(const SessionPtr& session, TakOutbox::Letter letter);
  void deliver(const SessionPtr& session, const Tasking& tasking);
  void close(const SessionPtr& session, const char* why);
  void learn(std::vector<Device> devices);
  void enrol_units(const std::vector<Device>& devices);
  void note_link(const Device& device, LinkState state, const std::string& detail);
  void look_at_all();
  void check_session(const SessionPtr& session, SteadyTime now);
  void renew_certificate();
  bool has_connection(const UnitId& unit) const;

  const TakDependencies on_;
  const TakOptions options_;
  const std::shared_ptr<Refusals> refusals_;
  Metric& connections_;
  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::uint16_t port_;
  asio::steady_timer each_second_;
  std::shared_ptr<asio::ssl::context> tls_;
  SteadyTime renewal_checked_ = steady_now();
  std::list<SessionPtr> shaking_hands_;                                    ///< oldest first
  std::map<DeviceId, SessionPtr> sessions_;                                ///< those that are up
  std::map<std::string, Device> known_;                                    ///< by fingerprint
  std::map<UnitId, std::pair<UnitKind, std::set<std::string>>> enrolled_;  ///< as noted to the intake
  bool stopped_ = false;
  std::optional<DeviceWatch> watch_;
  std::thread thread_;
};

TakServer::TakServer(TakDependencies dependencies, TakOptions options, tcp::endpoint endpoint,
                     std::shared_ptr<asio::ssl::context> tls)
    : on_(dependencies),
      options_(std::move(options)),
      refusals_(std::make_shared<Refusals>(on_.metrics, "tak")),
      connections_(on_.metrics.gauge("vigie_tak_connections", "phones connected")),
      acceptor_(io_, endpoint),
      port_(acceptor_.local_endpoint().port()),
      each_second_(io_),
      tls_(std::move(tls)) {}

void TakServer::start() {
  watch_.emplace(on_.devices, options_.register_poll, [this](std::vector<Device> devices) {
    asio::post(io_, [this, devices = std::move(devices)]() mutable { learn(std::move(devices)); });
  });
  accept();
  look_at_all();
  thread_ = std::thread([this] { io_.run(); });
  log::info("tak", "listening", {{"address", options_.address}, {"port", port_}});
}

void TakServer::stop() {
  watch_.reset();
  if (!thread_.joinable()) return;
  asio::post(io_, [this] {
    stopped_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    each_second_.cancel();
    while (!shaking_hands_.empty()) close(shaking_hands_.front(), "stopping");
    while (!sessions_.empty()) close(sessions_.begin()->second, "stopping");
  });
  thread_.join();
  refusals_->flush();
}

// ---- a connection's life

void TakServer::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (stopped_) return;
    if (!error) greet(std::move(socket));
    else log::warning("tak", "connection not accepted", {{"why", error.message()}});
    if (acceptor_.is_open()) accept();
  });
}

void TakServer::greet(tcp::socket socket) {
  if (sessions_.size() >= options_.most_connections) return refusals_->count(SourceId("tak"), "too_many_connections");
  if (shaking_hands_.size() >= kMostHandshakes) {
    refusals_->count(SourceId("tak"), "too_many_handshakes");
    close(shaking_hands_.front(), "too many handshakes");
  }
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  const auto session = std::make_shared<Session>(std::move(socket), tls_);
  shaking_hands_.push_back(session);
  session->stream.set_verify_callback(
      [this, raw = session.get()](bool preverified, asio::ssl::verify_context& verification) {
        return verify(*raw, preverified, verification.native_handle());
      });
  session->stream.async_handshake(asio::ssl::stream_base::server,
                                  [this, session](const error_code& error) { shook_hands(session, error); });
}

bool TakServer::verify(Session& session, bool preverified, X509_STORE_CTX* verification) {
  if (!preverified) {
    session.refused = fault_in(verification);
    return false;
  }
  const std::string fingerprint = fingerprint_in(verification);
  if (fingerprint.empty()) return true;  // the authority's own
  const Device* const device = find(fingerprint);
  if (!device) session.refused = "not_enrolled";
  else if (device->revoked) session.refused = "revoked";
  else if (!is_alive(*device, on_.clock.now())) session.refused = "expired";
  else session.device = *device;
  return session.device.has_value();
}

/// A device enrolled a moment ago may not be known yet: then the register is asked. Only a certificate of our own authority
/// comes this far.
const Device* TakServer::find(const std::string& fingerprint) {
  if (!known_.contains(fingerprint)) {
    auto devices = on_.devices.all();
    if (devices) learn(std::move(*devices));
  }
  const auto found = known_.find(fingerprint);
  return found == known_.end() ? nullptr : &found->second;
}

void TakServer::shook_hands(const SessionPtr& session, const error_code& error) {
  shaking_hands_.remove(session);
  if (!session->open) return;
  if (error || !session->device) {
    refusals_->count(SourceId("tak"), session->refused ? session->refused : "no_handshake");
    return close(session, "no handshake");
  }
  // A register change may have come between the verification and this.
  const Device* const device = find(session->device->fingerprint);
  if (!device || !is_alive(*device, on_.clock.now())) return close(session, "revoked");
  if (const auto older = sessions_.find(device->name); older != sessions_.end()) {
    const SessionPtr replaced = older->second;
    sessions_.erase(older);
    close(replaced, "replaced by a newer connection");
  }
  session->conversation.emplace(*device, on_.intake, refusals_, on_.clock);
  session->heard = steady_now();
  sessions_[device->name] = session;
  connections_.set(static_cast<std::int64_t>(sessions_.size()));
  note_link(*device, LinkState::Up, device->name.text());
  read(session);
}

void TakServer::read(const SessionPtr& session) {
  session->stream.async_read_some(
      asio::buffer(session->incoming), [this, session](const error_code& error, std::size_t size) {
        if (!session->open) return;
        if (error) return close(session, "closed by the phone");
        session->heard = steady_now();
        const bool asked = session->conversation->hear(std::string_view(session->incoming.data(), size));
        if (asked) put(session, {.about = "pong", .bytes = codec::write_pong(on_.clock.now()), .delivered = nullptr});
        if (session->open) read(session);
      });
}

void TakServer::put(const SessionPtr& session, TakOutbox::Letter letter) {
  if (!session->outbox.put(std::move(letter))) {
    refusals_->count(session->conversation->source(), "slow");
    return close(session, "takes nothing");
  }
  write(session);
}

void TakServer::write(const SessionPtr& session) {
  const TakOutbox::Letter* const letter = session->outbox.begin_next();
  if (!letter) return;
  session->writing_since = steady_now();
  asio::async_write(session->stream, asio::buffer(letter->bytes),
                    [this, session](const error_code& error, std::size_t) {
                      if (!session->open) return;
                      if (error) return close(session, "closed by the phone");
                      session->outbox.finished();
                      write(session);
                    });
}

void TakServer::close(const SessionPtr& session, const char* why) {
  if (!session->open) return;
  session->open = false;
  shaking_hands_.remove(session);
  error_code ignored;
  session->stream.lowest_layer().shutdown(tcp::socket::shutdown_both, ignored);
  session->stream.lowest_layer().close(ignored);
  if (!session->is_up()) return;
  const Device& device = session->conversation->device();
  if (const auto current = sessions_.find(device.name); current != sessions_.end() && current->second == session)
    sessions_.erase(current);
  connections_.set(static_cast<std::int64_t>(sessions_.size()));
  const bool replaced = sessions_.contains(device.name);
  if (!replaced && !has_connection(device.unit)) note_link(device, LinkState::Down, why);
}

bool TakServer::has_connection(const UnitId& unit) const {
  for (const auto& [name, session] : sessions_)
    if (session->conversation->device().unit == unit) return true;
  return false;
}

void TakServer::note_link(const Device& device, LinkState state, const std::string& detail) {
  on_.intake.note(Actor::device(DeviceId(device.unit.text())), LinkChanged{"tak/" + device.unit.text(), state, detail});
}

// ---- taskings

void TakServer::send(const Tasking& tasking) {
  asio::post(io_, [this, tasking] {
    for (const auto& [name, session] : std::map(sessions_))
      if (session->open && session->conversation->device().unit == tasking.unit) deliver(session, tasking);
  });
}

void TakServer::deliver(const SessionPtr& session, const Tasking& tasking) {
  const Time now = on_.clock.now();
  const auto to = session->conversation->addressee();
  const std::string about = tasking.mission.text();
  if (tasking.state == MissionState::Cancelled)
    return put(
        session,
        {.about = about, .bytes = codec::write_tasking_cancelled(cot_tasking(tasking), to, now), .delivered = nullptr});
  session->conversation->told(tasking.mission);
  const Actor actor = session->conversation->actor();
  put(session,
      {.about = about,
       .bytes = codec::write_tasking(cot_tasking(tasking), to, now),
       .delivered = [this, actor, mission = tasking.mission] { on_.intake.note(actor, MissionDelivered{mission}); }});
}

// ---- the register

void TakServer::learn(std::vector<Device> devices) {
  if (stopped_) return;
  enrol_units(devices);
  known_.clear();
  for (Device& device : devices) known_.emplace(device.fingerprint, std::move(device));
  for (const auto& [name, session] : std::map(sessions_)) check_session(session, steady_now());
}

void TakServer::enrol_units(const std::vector<Device>& devices) {
  for (const Device& device : devices) {
    if (!is_alive(device, on_.clock.now())) continue;
    const std::pair what(device.kind, device.skills);
    const auto [found, is_new] = enrolled_.try_emplace(device.unit, what);
    if (!is_new && found->second == what) continue;
    found->second = what;
    on_.intake.note(Actor::engine(), UnitEnrolled{device.unit, device.kind, device.skills});
  }
}

// ---- once a second

void TakServer::look_at_all() {
  const SteadyTime now = steady_now();
  for (const auto& [name, session] : std::map(sessions_)) check_session(session, now);
  for (const SessionPtr& session : std::list(shaking_hands_))
    if (now - session->heard > options_.handshake_timeout) {
      refusals_->count(SourceId("tak"), "handshake_timeout");
      close(session, "handshake took too long");
    }
  if (now - renewal_checked_ > kRenewalCheck) renew_certificate();
  refusals_->flush();
  each_second_.expires_after(std::chrono::seconds(1));
  each_second_.async_wait([this](const error_code& error) {
    if (!error && !stopped_) look_at_all();
  });
}

void TakServer::check_session(const SessionPtr& session, SteadyTime now) {
  const auto known = known_.find(session->conversation->device().fingerprint);
  if (known == known_.end() || known->second.revoked) return close(session, "revoked");
  if (!is_alive(known->second, on_.clock.now())) return close(session, "certificate expired");
  if (now - session->heard > options_.idle_timeout) return close(session, "silent for too long");
  if (session->outbox.is_writing() && now - session->writing_since > options_.write_timeout) {
    refusals_->count(session->conversation->source(), "slow");
    close(session, "takes nothing");
  }
}

void TakServer::renew_certificate() {
  renewal_checked_ = steady_now();
  auto tls = make_tls(on_, options_);
  if (tls) tls_ = std::move(*tls);
  else log::error("tak", "server certificate not renewed", {{"why", tls.error().what}});
}

Result<std::shared_ptr<asio::ssl::context>> TakServer::make_tls(const TakDependencies& on, const TakOptions& options) {
  const auto server = on.ca.server_certificate(options.names, on.clock.now());
  if (!server) return server.error();
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  const auto set = set_up_mutual_tls(context->native_handle(), *server, on.ca.certificate_pem());
  if (!set) return set.error();
  return context;
}

}  // namespace

Result<std::unique_ptr<TakLink>> TakLink::create(TakDependencies dependencies, TakOptions options) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return Error{ErrorKind::Malformed, "not a numeric address: " + options.address};
  auto tls = TakServer::make_tls(dependencies, options);
  if (!tls) return tls.error();
  const std::string where = options.address + ":" + std::to_string(options.port);
  try {
    const tcp::endpoint endpoint(address, options.port);
    return std::unique_ptr<TakLink>(
        std::make_unique<TakServer>(dependencies, std::move(options), endpoint, std::move(*tls)));
  } catch (const boost::system::system_error& fault) {
    return Error{ErrorKind::Io, "cannot listen on " + where + ": " + fault.code().message()};
  }
}

}  // namespace vigie::links
