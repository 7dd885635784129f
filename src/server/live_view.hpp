// SPDX-License-Identifier: Apache-2.0
// LiveView: the picture and the positions as each may see them, as JSON.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "access/visibility.hpp"
#include "core/time.hpp"
#include "server/picture_source.hpp"

namespace vigie::server {

/// One moment: what all clients are told from.
struct Moment {
  std::shared_ptr<const Picture> picture;
  std::shared_ptr<const Positions> positions;
  std::uint64_t positions_version = 0;
  Time now;
};

using VisiblePositions = std::shared_ptr<const std::vector<access::VisiblePosition>>;

/// Threads: the server's.
class LiveView {
 public:
  LiveView(const PictureSource& source, const WallClock& clock) : source_(source), clock_(clock) {}

  /// The latest. Takes the outsiders' cells where a minute has passed.
  Moment moment();

  /// Ordered by unit. Desks share one list for each version of the positions.
  VisiblePositions positions_for(const Moment& moment, const access::Subject& subject);

  /// A whole "snapshot" message.
  std::string snapshot(const Moment& moment, const access::Subject& subject);

 private:
  const PictureSource& source_;
  const WallClock& clock_;
  access::CellHistory cells_;
  std::uint64_t shared_version_ = 0;
  VisiblePositions shared_;
};

/// `{"type":…,"sequence":…,"now":…`: the beginning of a message; the caller appends and closes it.
void begin_message(std::string& out, const char* type, const Moment& moment);

/// Appends `,"alarms":[…],"incidents":[…]` … as the subject may see them: whole collections, empty ones too.
void append_all(std::string& out, const Picture& picture, const access::Subject& subject);

/// The same of what changed after that sequence; a collection without a change is left out. Right for a subject that sees
/// the same set at all times; officers do not: see Shown.
void append_changed(std::string& out, const Picture& picture, const access::Subject& subject, std::uint64_t after);

/// What a client has on its screen: (what, id) -> the `changed` it had. For those to whom things appear and disappear.
using Shown = std::map<std::pair<std::string, std::string>, std::uint64_t>;

/// Appends what is not on the screen as it is now, and brings `shown` up to date; gives what has to leave the screen.
std::vector<std::pair<std::string, std::string>> append_unseen(std::string& out, const Picture& picture,
                                                               const access::Subject& subject, Shown& shown);

/// `,"positions":[…]`
void append_positions(std::string& out, const std::vector<const access::VisiblePosition*>& positions);

}  // namespace vigie::server
