// SPDX-License-Identifier: Apache-2.0
// Reading viewports and writing messages, one coroutine each.
#include "server/stream_socket.hpp"

#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "server/endpoints/stream.hpp"

namespace vigie::server {
namespace {

namespace websocket = beast::websocket;

constexpr int kSendBuffer = 256 * 1024;  ///< bytes the kernel keeps for a client that does not read
constexpr std::chrono::seconds kGoodbye{1};
constexpr std::size_t kWrongMessages = 10;

std::chrono::nanoseconds steady_now() { return std::chrono::steady_clock::now().time_since_epoch(); }

template <class Socket>
void hard_close(Socket& socket) {
  beast::error_code ignored;
  beast::get_lowest_layer(socket).socket().close(ignored);
}

}  // namespace

struct Streams::Client {
  Client(auth::Session of, asio::io_context& io) : session(std::move(of)), stream(session.subject), tick(io) {}
  const auth::Session session;
  endpoints::StreamClient stream;
  asio::steady_timer tick;
  bool ended = false;
};

Streams::Streams(IoContext io, LiveView& view, auth::Sessions& sessions, Metrics& metrics)
    : io_(std::move(io)),
      view_(view),
      sessions_(sessions),
      open_(metrics.gauge("vigie_stream_clients", "Clients of the stream now")),
      slow_(metrics.counter("vigie_stream_slow_total", "Clients cut because they did not read for 10 s")),
      sent_(metrics.counter("vigie_stream_messages_total", "Messages written to clients of the stream")) {}

void Streams::urgent() {
  ++urgent_;
  for (const auto& [key, client] : clients_) client.wake();
}

void Streams::cut_ended() {
  const auto all = clients_;  // cutting one may end others' entries
  for (const auto& [key, client] : all)
    if (!sessions_.alive(client.session)) client.cut();
}

template <class Socket>
asio::awaitable<void> Streams::read(std::shared_ptr<Socket> socket, std::shared_ptr<Client> client) {
  std::size_t wrong = 0;
  beast::flat_buffer buffer;
  while (!client->ended) {
    beast::error_code error;
    co_await socket->async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
    if (error) break;
    const std::string message = beast::buffers_to_string(buffer.data());
    buffer.consume(buffer.size());
    if (client->stream.hear(message)) sessions_.touch(client->session.id);
    else if (++wrong >= kWrongMessages) break;
  }
  client->ended = true;
  client->tick.cancel();
}

template <class Socket>
asio::awaitable<void> Streams::write(std::shared_ptr<Socket> socket, std::shared_ptr<Client> client) {
  const std::function<void()> too_slow = [this, socket] {
    slow_.add();
    hard_close(*socket);
  };
  beast::error_code error;
  while (!client->ended && !error) {
    if (!sessions_.alive(client->session.id)) break;  // authorised at the moment of publishing
    const std::uint64_t urgent = urgent_;
    const std::optional<std::string> message = client->stream.next(view_, view_.moment(), steady_now());
    if (message) {
      const Deadline deadline(*io_, kSlowClient, too_slow);
      const asio::const_buffer bytes(message->data(), message->size());
      co_await socket->async_write(bytes, asio::redirect_error(asio::use_awaitable, error));
      sent_.add();
    }
    if (error || client->ended || urgent != urgent_) continue;
    client->tick.expires_after(endpoints::kStreamPeriod);
    beast::error_code ticked;
    co_await client->tick.async_wait(asio::redirect_error(asio::use_awaitable, ticked));
  }
  if (error || client->ended) co_return;
  const std::function<void()> no_answer = [socket] { hard_close(*socket); };
  const Deadline deadline(*io_, kGoodbye, no_answer);
  const websocket::close_reason reason(static_cast<websocket::close_code>(kSessionOver), "log in again");
  co_await socket->async_close(reason, asio::redirect_error(asio::use_awaitable, error));
}

template <class Stream>
asio::awaitable<void> Streams::serve(Stream stream, HttpRequest upgrade, auth::Session session,
                                     Connections::Entry& entry) {
  using Socket = websocket::stream<Stream>;
  beast::error_code error;
  const asio::socket_base::send_buffer_size send_buffer(kSendBuffer);
  beast::get_lowest_layer(stream).socket().set_option(send_buffer, error);
  beast::get_lowest_layer(stream).expires_never();
  const auto socket = std::make_shared<Socket>(std::move(stream));
  const std::function<void()> cut = [socket] { hard_close(*socket); };
  entry.moved(cut);
  // A client that answers no ping takes nothing either: idle_timeout cuts it, with pings at half the time.
  const websocket::stream_base::timeout timeout{std::chrono::seconds(10), kSlowClient, true};
  socket->set_option(timeout);
  socket->read_message_max(endpoints::kViewportBytes);
  socket->auto_fragment(false);
  socket->text(true);
  co_await socket->async_accept(upgrade, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return;

  const auto client = std::make_shared<Client>(std::move(session), *io_);
  const std::uint64_t key = next_++;
  Waking waking;
  waking.session = client->session.id;
  waking.wake = [client] { client->tick.cancel(); };
  // The goodbye first, for a client that listens; where a message is in flight, the deadline of the goodbye is not waited for.
  waking.cut = [this, socket, client] {
    client->tick.cancel();
    auto last = std::make_shared<asio::steady_timer>(*io_, kGoodbye);
    last->async_wait([socket, last](beast::error_code) { hard_close(*socket); });
  };
  clients_.emplace(key, std::move(waking));
  open_.add(1);
  asio::co_spawn(*io_, read(socket, client), asio::detached);
  co_await write(socket, client);
  client->ended = true;
  clients_.erase(key);
  open_.add(-1);
  hard_close(*socket);
}

template asio::awaitable<void> Streams::serve(PlainStream, HttpRequest, auth::Session, Connections::Entry&);
template asio::awaitable<void> Streams::serve(TlsStream, HttpRequest, auth::Session, Connections::Entry&);

}  // namespace vigie::server
