// SPDX-License-Identifier: Apache-2.0
// One coroutine a connection.
#include "server/http_server.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

#include "server/answers.hpp"
#include "server/beast.hpp"
#include "server/connections.hpp"
#include "server/http_message.hpp"
#include "server/stream_socket.hpp"
#include "server/tls_context.hpp"

namespace vigie::server {
namespace {

constexpr std::size_t kLargest = static_cast<std::size_t>(BodyLimit::Largest);
constexpr std::size_t kDrain = 16 * 1024 * 1024;
constexpr std::chrono::seconds kDrainTime{2};

using Parser = http::request_parser<http::string_body>;

class BeastServer : public HttpServer {
 public:
  BeastServer(Parts parts, Tcp::acceptor acceptor, std::shared_ptr<asio::ssl::context> tls)
      : parts_(std::move(parts)),
        acceptor_(std::move(acceptor)),
        tls_(std::move(tls)),
        turned_away_(parts_.metrics.counter("vigie_http_turned_away_total", "Connections beyond the limit")),
        open_(parts_.metrics.gauge("vigie_http_connections", "Connections now")) {}

  void accept() override { asio::co_spawn(*parts_.io, listen(), asio::detached); }

  void close() override {
    closing_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    connections_.close_all();
    waits_.close_all();
  }

  std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

 private:
  asio::awaitable<void> listen() {
    while (!closing_) {
      boost::system::error_code error;
      Tcp::socket socket(*parts_.io);
      co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (closing_) co_return;
      if (error) {  // no more descriptors: wait for one
        asio::steady_timer pause(*parts_.io, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      if (connections_.size() >= kMostConnections) {
        turned_away_.add();
        continue;  // the socket closes here
      }
      const Tcp::endpoint remote = socket.remote_endpoint(error);
      if (error) continue;
      const asio::ip::tcp::no_delay at_once(true);
      socket.set_option(at_once, error);
      Peer peer{remote.address().to_string(), tls_ != nullptr, remote.address().is_loopback()};
      PlainStream plain(std::move(socket));
      if (tls_) {
        asio::co_spawn(*parts_.io, secure(TlsStream(std::move(plain), *tls_), std::move(peer)), asio::detached);
      } else {
        asio::co_spawn(*parts_.io, serve(std::move(plain), std::move(peer)), asio::detached);
      }
    }
  }

  asio::awaitable<void> secure(TlsStream stream, Peer peer) {
    beast::error_code error;
    {
      const std::function<void()> shut = [&stream] { shut_down(stream); };
      const Connections::Entry entry(connections_, shut);
      beast::get_lowest_layer(stream).expires_after(kHeaderTime);
      co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    }
    if (!error && !closing_) co_await serve(std::move(stream), std::move(peer));
  }

  template <class Stream>
  static void shut_down(Stream& stream) {
    beast::error_code ignored;
    beast::get_lowest_layer(stream).socket().close(ignored);
  }

  template <class Stream>
  asio::awaitable<void> serve(Stream stream, Peer peer) {
    const std::function<void()> shut = [&stream] { shut_down(stream); };
    Connections::Entry entry(connections_, shut);
    open_.set(static_cast<std::int64_t>(connections_.size()));
    beast::flat_buffer buffer;
    std::chrono::seconds patience = kHeaderTime;
    bool go_on = true;
    while (go_on && !closing_) {
      Parser parser;
      parser.header_limit(kHeaderLimit);
      parser.body_limit(kLargest);
      beast::error_code error;
      beast::get_lowest_layer(stream).expires_after(patience);
      co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
      patience = kKeepAlive;
      if (error) {
        if (const auto refusal = refusal_of(error)) co_await last_words(stream, *refusal, peer);
        break;
      }
      if (is_stream(parser)) {
        Result<Request> head = read_head(parser.get(), peer);
        const std::optional<Response> refused = co_await stream_refusal(head);
        if (refused) {
          co_await last_words(stream, *refused, peer);
          break;
        }
        HttpRequest upgrade = parser.release();
        auth::Session session = std::move(*head->session);
        co_await parts_.streams.serve(std::move(stream), std::move(upgrade), std::move(session), entry);
        co_return;
      }
      go_on = co_await one(stream, buffer, parser, peer);
    }
    shut_down(stream);
  }

  static bool is_stream(const Parser& parser) {
    return beast::websocket::is_upgrade(parser.get()) && parser.get().target() == "/api/v1/stream";
  }

  /// What a broken head is answered with; nothing where the client just left.
  static std::optional<Response> refusal_of(const beast::error_code& error) {
    if (error == http::error::header_limit) return refuse(431, {ErrorKind::TooLarge, "the headers are too large"});
    if (error == http::error::body_limit) return refuse({ErrorKind::TooLarge, "the body is too large"});
    const bool left = error == http::error::end_of_stream || error == beast::error::timeout ||
                      error.category() != make_error_code(http::error::bad_method).category();
    if (left) return std::nullopt;
    return refuse({ErrorKind::Malformed, "this is not HTTP/1.1"});
  }

  /// One request with its body; false where the connection ends with it.
  template <class Stream>
  asio::awaitable<bool> one(Stream& stream, beast::flat_buffer& buffer, Parser& parser, const Peer& peer) {
    const bool head_only = parser.get().method() == http::verb::head;
    Result<Request> head = read_head(parser.get(), peer);
    std::optional<Response> refused;
    if (!head) {
      refused = head.error().kind == ErrorKind::NotFound ? refuse(405, head.error()) : refuse(head.error());
    } else {
      parts_.router.identify(*head);
      refused = parts_.router.refusal(*head);
    }
    if (refused && (!parser.is_done() || !head)) {  // what follows is not read: it must not be taken for a request
      co_await last_words(stream, *refused, peer);
      co_return false;
    }
    if (!refused) {
      const std::size_t limit = parts_.router.body_limit(head->method, head->path);
      const auto length = parser.content_length();
      if (length && *length > limit) {
        const Response too_large =
            refuse({ErrorKind::TooLarge, "the body is larger than " + std::to_string(limit) + " bytes"});
        co_await last_words(stream, too_large, peer);
        co_return false;
      }
      parser.body_limit(limit);
      beast::error_code error;
      beast::get_lowest_layer(stream).expires_after(kBodyTime);
      if (!parser.is_done() && parser.get()[http::field::expect] == "100-continue") {
        http::response<http::empty_body> go(http::status::continue_, 11);
        co_await http::async_write(stream, go, asio::redirect_error(asio::use_awaitable, error));
      }
      if (!error && !parser.is_done())
        co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
      if (error) {
        if (const auto refusal = refusal_of(error)) co_await last_words(stream, *refusal, peer);
        co_return false;
      }
      head->body = std::move(parser.get().body());
    }
    const bool keep = parser.get().keep_alive();
    Response response;
    if (refused) response = std::move(*refused);
    else response = co_await answered(std::move(*head));
    co_return co_await write(stream, std::move(response), peer, keep, head_only);
  }

  asio::awaitable<Response> answered(Request request) {
    Awaited<Response> awaited(parts_.io);
    const Connections::Entry waiting(waits_, awaited.abandoner());
    parts_.router.answer(std::move(request), awaited.giver());
    std::optional<Response> response = co_await awaited.wait(kAnswerTime);
    if (!response) co_return refuse({ErrorKind::Unavailable, "no answer within 30 s; it may still happen"});
    co_return std::move(*response);
  }

  template <class Stream>
  asio::awaitable<bool> write(Stream& stream, Response response, const Peer& peer, bool keep, bool head_only) {
    count(response.status);
    HttpResponse out = write_answer(std::move(response), peer.tls, head_only);
    out.keep_alive(keep);
    http::response_serializer<http::string_body> serializer(out);
    beast::error_code error;
    beast::get_lowest_layer(stream).expires_after(kWriteTime);
    if (head_only)
      co_await http::async_write_header(stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    else co_await http::async_write(stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    co_return keep && !error;
  }

  /// An answer after which the connection ends; what still comes is read away, so that the answer is not lost by a reset.
  template <class Stream>
  asio::awaitable<void> last_words(Stream& stream, const Response& response, const Peer& peer) {
    Response copy = response;
    (void)co_await write(stream, std::move(copy), peer, false, false);
    beast::error_code error;
    beast::get_lowest_layer(stream).socket().shutdown(Tcp::socket::shutdown_send, error);
    beast::get_lowest_layer(stream).expires_after(kDrainTime);
    std::string away(64 * 1024, '\0');
    for (std::size_t drained = 0; !error && drained < kDrain;) {
      const asio::mutable_buffer into(away.data(), away.size());
      drained += co_await stream.async_read_some(into, asio::redirect_error(asio::use_awaitable, error));
    }
  }

  /// May this one have a stream? The look is in the audit first. Fills in the session.
  asio::awaitable<std::optional<Response>> stream_refusal(Result<Request>& head) {
    if (!head) co_return refuse(head.error());
    parts_.router.identify(*head);
    std::optional<Response> refused = parts_.router.refusal(*head);
    if (refused) co_return refused;
    if (!head->session) co_return refuse({ErrorKind::Unauthorised, "log in first"});
    audit::Act act{.who = actor_of(head->subject), .what = "stream:read", .why = "", .whom = "", .outcome = "done"};
    Awaited<Result<std::uint64_t>> awaited(parts_.io);
    const Connections::Entry waiting(waits_, awaited.abandoner());
    parts_.audit.write(std::move(act), awaited.giver());
    const std::optional<Result<std::uint64_t>> written = co_await awaited.wait(kAnswerTime);
    if (!written || !written->ok()) co_return refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"});
    co_return std::nullopt;
  }

  void count(int status) {
    parts_.metrics
        .counter("vigie_http_answers_total", "Answers, by class of status",
                 {{"class", std::to_string(status / 100) + "xx"}})
        .add();
  }

  Parts parts_;
  Tcp::acceptor acceptor_;
  std::shared_ptr<asio::ssl::context> tls_;
  Metric& turned_away_;
  Metric& open_;
  Connections connections_;
  Connections waits_;  ///< coroutines that wait for an endpoint
  bool closing_ = false;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::bind(const Options& options, Parts parts) {
  boost::system::error_code error;
  const asio::ip::address address = asio::ip::make_address(options.address, error);
  if (error) return Error{ErrorKind::OutOfRange, options.address + " is no numeric address"};
  if (!options.tls && !address.is_loopback())
    return Error{ErrorKind::Forbidden,
                 "plain HTTP on " + options.address + ": only a loopback address goes without TLS"};
  std::shared_ptr<asio::ssl::context> tls;
  if (options.tls) {
    Result<std::shared_ptr<asio::ssl::context>> made = make_tls_context(*options.tls);
    if (!made) return made.error();
    tls = std::move(*made);
  }
  const Tcp::endpoint endpoint(address, options.port);
  Tcp::acceptor acceptor(*parts.io);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return Error{ErrorKind::Io,
                 options.address + ":" + std::to_string(options.port) + " cannot be bound: " + error.message()};
  return std::unique_ptr<HttpServer>(
      std::make_unique<BeastServer>(std::move(parts), std::move(acceptor), std::move(tls)));
}

}  // namespace vigie::server
