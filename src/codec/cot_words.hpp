// SPDX-License-Identifier: Apache-2.0
// What a unit says of itself in a chat message or in our own detail element.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "model/mission.hpp"
#include "model/unit.hpp"

namespace vigie::codec {

/// A word on its mission, or on itself.
using CotWord = std::variant<MissionState, UnitStatus>;

/// Reads the beginning of a chat message, French or English, case and accents ignored: "en route", "on scene" or "sur place",
/// "done" or "terminé"; "free", "busy", "off duty"; "1", "2" and "3" alone are en route, on scene, done.
/// Nothing where it says something else.
std::optional<CotWord> read_cot_words(std::string_view text);

/// The value of `<vigie state="…"/>`: "en_route", "on_scene", "done".
std::optional<MissionState> read_cot_state(std::string_view value);

/// The value of `<vigie status="…"/>`: "free", "busy", "off_duty".
std::optional<UnitStatus> read_cot_status(std::string_view value);

}  // namespace vigie::codec
