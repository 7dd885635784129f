// SPDX-License-Identifier: Apache-2.0
// Cursor on Target events as Vigie sends them: a tasking, its withdrawal, and the answer to a ping (docs/formats/cot.md).
#pragma once

#include <string>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"

namespace vigie::codec {

/// The TAK app at the other end.
struct CotAddressee {
  std::string uid;       ///< as its own events carry it: a direct chat message is filed under it
  std::string callsign;  ///< the unit's name
};

struct CotTasking {
  MissionId mission;
  IncidentId incident;
  std::string title;
  std::string text;
  geo::Position place;
};

/// A "go to" marker at the place (type b-m-p-w-GOTO) and a chat message that tells what and how to answer.
std::string write_tasking(const CotTasking& tasking, const CotAddressee& to, Time now);

/// The marker's deletion (t-x-d-d) and a chat message that says so.
std::string write_tasking_cancelled(const CotTasking& tasking, const CotAddressee& to, Time now);

/// "Yes, here": t-x-c-t-r.
std::string write_pong(Time now);

}  // namespace vigie::codec
