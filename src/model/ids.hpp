// SPDX-License-Identifier: Apache-2.0
// The names of Vigie's nouns, each its own type.
#pragma once

#include <compare>
#include <cstdint>

#include "core/id.hpp"

namespace vigie {

using UnitId = Id<struct UnitTag>;          ///< a crew: "PM-03"
using AlarmId = Id<struct AlarmTag>;        ///< "A-17"
using IncidentId = Id<struct IncidentTag>;  ///< "I-4"
using MissionId = Id<struct MissionTag>;    ///< "M-9"
using SourceId = Id<struct SourceTag>;      ///< "mqtt/button-17"
using UserId = Id<struct UserTag>;          ///< a person's login name
using DeviceId = Id<struct DeviceTag>;      ///< the name in a device's certificate
using DistrictId = Id<struct DistrictTag>;
using RoadChangeId = Id<struct RoadChangeTag>;  ///< "R-7"
using ZoneId = Id<struct ZoneTag>;              ///< "old-port"
using EventId = Id<struct EventTag>;            ///< "E-12"

/// Where a record stands: one partition per district group; the epoch fences a writer that was failed over.
struct RecordKey {
  std::uint32_t partition = 0;
  std::uint32_t epoch = 0;
  std::uint64_t sequence = 0;
  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

}  // namespace vigie
