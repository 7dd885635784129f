// SPDX-License-Identifier: Apache-2.0
// The stream's WebSocket: at most one message in flight for each client, and a slow one costs only itself.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/metrics.hpp"
#include "server/auth/sessions.hpp"
#include "server/beast.hpp"
#include "server/connections.hpp"
#include "server/live_view.hpp"

namespace vigie::server {

inline constexpr std::chrono::seconds kSlowClient{10};  ///< a client that takes nothing for so long is cut
inline constexpr std::uint16_t kSessionOver = 4401;     ///< close code: log in again

/// All streams. Threads: the server's.
class Streams {
 public:
  Streams(IoContext io, LiveView& view, auth::Sessions& sessions, Metrics& metrics);

  /// Something of rank 0 to 3 changed: everybody is told now, not at the next tenth of a second.
  void urgent();

  /// Cuts whoever's session is over, without waiting for a message in flight.
  void cut_ended();

  /// Serves one client until it goes. `upgrade` was let in by the router, for `session`.
  template <class Stream>
  asio::awaitable<void> serve(Stream stream, HttpRequest upgrade, auth::Session session, Connections::Entry& entry);

 private:
  struct Client;
  /// What the streams know of each other.
  struct Waking {
    std::string session;
    std::function<void()> wake;
    std::function<void()> cut;
  };

  template <class Socket>
  asio::awaitable<void> read(std::shared_ptr<Socket> socket, std::shared_ptr<Client> client);
  template <class Socket>
  asio::awaitable<void> write(std::shared_ptr<Socket> socket, std::shared_ptr<Client> client);

  IoContext io_;
  LiveView& view_;
  auth::Sessions& sessions_;
  Metric& open_;
  Metric& slow_;
  Metric& sent_;
  std::map<std::uint64_t, Waking> clients_;
  std::uint64_t next_ = 0;
  std::uint64_t urgent_ = 0;  ///< how often urgent() was called
};

extern template asio::awaitable<void> Streams::serve(PlainStream, HttpRequest, auth::Session, Connections::Entry&);
extern template asio::awaitable<void> Streams::serve(TlsStream, HttpRequest, auth::Session, Connections::Entry&);

}  // namespace vigie::server
