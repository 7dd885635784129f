// SPDX-License-Identifier: Apache-2.0
// Cursor on Target events as TAK apps send them, read into what Vigie understands (docs/formats/cot.md).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"
#include "model/mission.hpp"
#include "model/unit.hpp"

namespace vigie::codec {

/// What an event means to us.
enum class CotKind {
  Position,            ///< the sender's own place, `a-f-…`
  Emergency,           ///< the emergency button of the sender, `b-a-o-…`
  EmergencyCancelled,  ///< the same button released, `b-a-o-can` or `<emergency cancel="true"/>`
  Ping,                ///< `t-x-c-t`: "are you there?"
  Answer,              ///< en route, on scene, done
  Status,              ///< free, busy, off duty
  Other,               ///< well-formed, of no use to us: counted by the caller, not an error
};

/// A unit's word on its mission.
struct CotAnswer {
  std::optional<MissionId> mission;  ///< absent: the one it has
  MissionState state;                ///< EnRoute, OnScene or Done
};

struct CotEvent {
  CotKind kind;
  std::string uid;
  std::string type;
  std::string callsign;  ///< of `<contact>`; a claim, not an identity
  Time time;             ///< when it was made, as the sender says; 1970 where an emergency's cannot be read
  Time stale;            ///< until when it holds, as the sender says
  std::optional<geo::Position> place;  ///< absent where the sender has no fix (0, 0 with an unknown error)
  std::optional<double> speed_mps;     ///< 0 to 150
  std::optional<double> heading_deg;   ///< clockwise from north, 0 <= heading < 360
  std::optional<CotAnswer> answer;     ///< with Answer
  std::optional<UnitStatus> status;    ///< with Status
  std::string text;                    ///< of `<emergency>` or `<remarks>`; at most 500 bytes
};

/// An event that is longer is refused unread.
inline constexpr std::size_t kMaxCotBytes = 64 * 1024;

/// Reads events one after the other, keeping its parser: the hot path.
/// Threads: one.
class CotReader {
 public:
  CotReader();
  ~CotReader();
  CotReader(CotReader&&) noexcept;
  CotReader& operator=(CotReader&&) noexcept;

  /// One whole `<event>` document, UTF-8.
  /// Errors: Malformed (not XML, a DOCTYPE or an entity, an attribute missing or unreadable), OutOfRange (a position not on the
  /// globe), TooLarge (64 KiB, 16 levels, 64 attributes an element, 2,000 elements). An emergency is not refused for a place or
  /// a time that cannot be read: it comes without.
  Result<CotEvent> read(std::string_view xml);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace vigie::codec
