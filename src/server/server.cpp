// SPDX-License-Identifier: Apache-2.0
// The server put together: registers, audit, router, sockets, and the one thread they run on.
#include "server/server.hpp"

#include <atomic>
#include <future>
#include <thread>

#include "core/log.hpp"
#include "server/endpoints/users.hpp"
#include "server/http_server.hpp"
#include "server/services.hpp"
#include "server/stream_socket.hpp"

namespace vigie::server {
namespace {

constexpr std::chrono::milliseconds kPoll{500};  ///< how often access.db is looked at for others' changes
constexpr std::chrono::seconds kStopTime{3};
constexpr Rank kUrgent = Rank::Incident;  ///< ranks up to this one are told at once

/// Everything that is opened before the server can be made.
struct Opened {
  std::shared_ptr<audit::Audit> audit;
  std::unique_ptr<auth::AccessDatabase> access;
  WebFiles files;
};

class TheServer : public Server {
 public:
  TheServer(Options options, Dependencies dependencies, Opened opened)
      : options_(std::move(options)),
        outside_(std::move(dependencies)),
        opened_(std::move(opened)),
        io_(std::make_shared<asio::io_context>(1)),
        accounts_(*opened_.access, outside_.world),
        sessions_(*opened_.access, outside_.world),
        sources_(*opened_.access, outside_.world),
        throttle_(*opened_.access, outside_.world),
        login_(accounts_, sessions_, throttle_, *opened_.audit, passwords_, outside_.world),
        view_(outside_.pictures, outside_.clock),
        streams_(io_, view_, sessions_, outside_.metrics),
        poll_(*io_),
        router_(services_, opened_.files),
        passwords_({.threads = 2, .waiting = 32}),
        slow_({.threads = 1, .waiting = 8}) {}

  ~TheServer() override { stop(); }

  Result<void> prepare() {
    if (Result<void> loaded = sessions_.reload(); !loaded) return loaded;
    if (Result<void> loaded = sources_.reload(); !loaded) return loaded;
    seen_version_ = opened_.access->foreign_version();
    Result<std::unique_ptr<HttpServer>> bound =
        HttpServer::bind(options_, {io_, router_, streams_, *opened_.audit, outside_.metrics});
    if (!bound) return bound.error();
    http_ = std::move(*bound);
    port_ = http_->port();
    url_ = options_.public_url.empty() ? made_url() : options_.public_url;
    if (Result<void> kept = opened_.access->set("url", url_); !kept) return kept;
    Result<std::optional<auth::Invited>> first = accounts_.invite_first_administrator();
    if (!first) return first.error();
    if (*first) first_enrolment_ = endpoints::enrolment_link(url_, (*first)->token);
    return {};
  }

  void start() override {
    log_start_or_stop("server:start");
    http_->accept();
    poll();
    outside_.pictures.on_change([this](Rank rank) {
      if (rank > kUrgent || told_.exchange(true)) return;
      asio::post(*io_, [this] {
        told_ = false;
        streams_.urgent();
      });
    });
    thread_ = std::thread([this] {
      io_->run();
      ended_.set_value();
    });
    log::info("server", "listening", {{"port", port_}, {"tls", options_.tls ? "yes" : "no"}});
  }

  void stop() override {
    if (!thread_.joinable()) return;
    outside_.pictures.on_change({});
    asio::post(*io_, [this] {
      closing_ = true;
      poll_.cancel();
      http_->close();
    });
    const bool in_time = ended_.get_future().wait_for(kStopTime) == std::future_status::ready;
    if (!in_time) io_->stop();
    thread_.join();
    if (!in_time) {  // coroutines are left that still use it
      log::error("server", "connections did not end in time");
      (void)http_.release();
    }
    // Answers that come one after the other: when this one is in, no earlier one is still to come.
    log_start_or_stop("server:stop");
  }

  std::uint16_t port() const override { return port_; }
  std::string url() const override { return url_; }
  std::optional<std::string> first_enrolment() const override { return first_enrolment_; }

 private:
  void log_start_or_stop(const char* what) {
    const auto written =
        opened_.audit->write({.who = Actor::engine(), .what = what, .why = "", .whom = "", .outcome = "done"});
    if (!written) log::error("server", "the audit cannot be written", {{"why", written.error().what}});
  }

  std::string made_url() const {
    const std::string& host = options_.host.empty() ? options_.address : options_.host;
    const bool v6 = host.find(':') != std::string::npos;
    return (options_.tls ? "https://" : "http://") + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port_);
  }

  /// What the command line has changed in access.db takes effect within this and one more tick.
  void poll() {
    poll_.expires_after(kPoll);
    poll_.async_wait([this](boost::system::error_code error) {
      if (error || closing_) return;
      const std::int64_t version = opened_.access->foreign_version();
      if (version != seen_version_) {
        const Result<void> sessions = sessions_.reload();
        const Result<void> sources = sources_.reload();
        if (sessions && sources) seen_version_ = version;
        else log::error("server", "access.db cannot be read", {{"why", (sessions ? sources : sessions).error().what}});
      }
      streams_.cut_ended();
      poll();
    });
  }

  const Options options_;
  const Dependencies outside_;
  Opened opened_;
  IoContext io_;
  auth::Accounts accounts_;
  auth::Sessions sessions_;
  auth::Sources sources_;
  auth::Throttle throttle_;
  auth::Login login_;
  LiveView view_;
  Streams streams_;
  asio::steady_timer poll_;
  std::string url_;
  const Services services_{options_, outside_, opened_.audit, accounts_, sessions_,
                           sources_, login_,   slow_,         view_,     std::make_shared<Looks>(outside_.world),
                           url_};
  const Router router_;
  std::unique_ptr<HttpServer> http_;
  std::uint16_t port_ = 0;
  std::optional<std::string> first_enrolment_;
  std::int64_t seen_version_ = 0;
  bool closing_ = false;
  std::promise<void> ended_;
  std::atomic<bool> told_ = false;  ///< an urgent change is on its way to the server's thread
  std::thread thread_;
  // Last, so that they end first: their jobs use everything above.
  WorkPool passwords_;
  WorkPool slow_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::create(Options options, Dependencies dependencies) {
  Result<std::unique_ptr<audit::Audit>> audit = audit::Audit::open(options.data, dependencies.world);
  if (!audit) return audit.error();
  Result<std::unique_ptr<auth::AccessDatabase>> access = auth::AccessDatabase::open(options.data);
  if (!access) return access.error();
  Result<WebFiles> files = WebFiles::read(options.web_root);
  if (!files) return files.error();
  auto server = std::make_unique<TheServer>(std::move(options), std::move(dependencies),
                                            Opened{std::move(*audit), std::move(*access), std::move(*files)});
  if (Result<void> prepared = server->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace vigie::server
