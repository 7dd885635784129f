// SPDX-License-Identifier: Apache-2.0
// HttpServer: listens, reads requests within limits, asks the router, writes answers; all on one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/metrics.hpp"
#include "core/result.hpp"
#include "server/asio.hpp"
#include "server/audit/audit.hpp"
#include "server/router.hpp"
#include "server/server.hpp"

namespace vigie::server {

class Streams;

inline constexpr std::size_t kMostConnections = 2000;
inline constexpr std::size_t kHeaderLimit = 16 * 1024;  ///< bytes
inline constexpr std::chrono::seconds kHeaderTime{10};  ///< for the first request's head and the TLS handshake
inline constexpr std::chrono::seconds kKeepAlive{60};   ///< for the next request's head
inline constexpr std::chrono::seconds kBodyTime{30};
inline constexpr std::chrono::seconds kAnswerTime{30};  ///< for an endpoint; then 503
inline constexpr std::chrono::seconds kWriteTime{30};

/// Threads: the one that runs `io`, but for port().
class HttpServer {
 public:
  struct Parts {
    IoContext io;
    const Router& router;
    Streams& streams;
    audit::Audit& audit;
    Metrics& metrics;
  };

  /// Binds. Errors: Forbidden for plain HTTP beyond loopback; OutOfRange for what is no address; Io.
  static Result<std::unique_ptr<HttpServer>> bind(const Options& options, Parts parts);
  virtual ~HttpServer() = default;

  virtual void accept() = 0;  ///< begins
  virtual void close() = 0;   ///< no more; all connections end
  virtual std::uint16_t port() const = 0;
};

}  // namespace vigie::server
