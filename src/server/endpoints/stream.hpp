// SPDX-License-Identifier: Apache-2.0
// StreamClient: what one client of the stream is told next, computed from what it was told last. No sockets.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/polygon.hpp"
#include "server/live_view.hpp"
#include "server/request.hpp"

namespace vigie::server::endpoints {

inline constexpr std::chrono::milliseconds kStreamPeriod{100};  ///< between messages that are not urgent
inline constexpr std::chrono::seconds kHeartbeat{1};            ///< an empty delta at least this often
inline constexpr std::chrono::seconds kSeenDrift{5};  ///< how far a standing unit's `seen` may lag on the screen
inline constexpr std::size_t kViewportBytes = 1024;   ///< of a message from the client

/// Threads: the server's.
class StreamClient {
 public:
  explicit StreamClient(access::Subject subject) : subject_(std::move(subject)) {}

  /// A message from the client: a viewport. Errors: Malformed, OutOfRange.
  Result<void> hear(std::string_view message);

  /// The next message: a snapshot first, then deltas; nothing where there is nothing to say and the last one is younger than
  /// kHeartbeat. `steady` never jumps.
  std::optional<std::string> next(LiveView& view, const Moment& moment, std::chrono::nanoseconds steady);

  const access::Subject& subject() const { return subject_; }

 private:
  struct Told {
    UnitId unit;
    geo::Position place;
    std::optional<double> heading_deg;
    std::optional<double> speed_mps;
    Time seen;
    access::Precision precision;
  };
  bool in_view(const access::VisiblePosition& position) const;
  /// Appends positions that are not on the screen as they are now; gives the units that have to leave it.
  std::vector<std::string> append_moved(std::string& out, LiveView& view, const Moment& moment);

  access::Subject subject_;
  std::optional<geo::Box> viewport_;
  bool begun_ = false;
  bool viewport_changed_ = false;
  std::uint64_t sequence_ = 0;  ///< of the picture told last
  std::uint64_t positions_version_ = 0;
  std::chrono::nanoseconds last_{0};  ///< when the last message was made
  std::vector<Told> told_;            ///< ordered by unit
  Shown shown_;                       ///< officers only
};

/// `GET /api/v1/stream` without an upgrade. The upgrade itself is websocket.cpp's.
struct Stream {
  Response operator()(const Request& request) const;
};

}  // namespace vigie::server::endpoints
