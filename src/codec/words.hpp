// SPDX-License-Identifier: Apache-2.0
// The words of the API and the journal for the model's enumerations.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/entry.hpp"
#include "model/zone.hpp"

namespace vigie::codec {

std::string_view word(ObservationKind kind);   ///< "panic_button" …
std::string_view word(Timeliness timeliness);  ///< "on_time" …
std::string_view word(AlarmState state);
std::string_view word(IncidentState state);
std::string_view word(Disposition disposition);
std::string_view word(UnitStatus status);
std::string_view word(UnitKind kind);
std::string_view word(MissionState state);
std::string_view word(LinkState state);
std::string_view word(RoadEffect effect);
std::string_view word(RoadOrigin origin);
std::string_view word(RoadSense sense);
std::string_view word(RoadBars bars);
std::string_view word(Quantity quantity);         ///< "people", "entered" …
std::string_view word(EventKind kind);            ///< "match" …
std::string_view word(BulletinKind kind);         ///< "weather", "transport", "civil"
std::string_view word(Severity severity);         ///< "none", "minor", "severe", "extreme"
std::string_view word(ZoneKind kind);             ///< "square" …
std::string_view word(GateGround ground);         ///< "level", "stepped"
std::string_view word(CountDoubt doubt);          ///< "none", "silent" …
std::string_view word(DriverKind kind);           ///< "usual", "level" …
std::string_view word(SurgeThreshold threshold);  ///< "limit", "density"
std::string_view word(NowcastReasonKind kind);    ///< "people", "timing", "door", "towards", "speed"
std::string_view word(Role role);
std::string_view word(ActorKind kind);  ///< "user", "device", "source", "engine"

/// The enumerator of that word; nothing where there is none. `from_word<UnitStatus>("free")`.
template <class Enum>
std::optional<Enum> from_word(std::string_view text);

/// "free, sent, en_route …": all words of an enumeration, for messages.
template <class Enum>
std::string all_words();

}  // namespace vigie::codec
