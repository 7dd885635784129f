// SPDX-License-Identifier: Apache-2.0
// A story on a drawn town: what happens line by line, and what must be true after it.
#pragma once

#include <filesystem>
#include <string>

namespace vigie::tests {

/// Plays the file on the real stages (fold, alarms, dispatch, roads); answers nothing where all of it held, else
/// "file:line: what was expected and what was".
///
/// A story file: lines of `#` are comment; `map:` and a drawing as roads::TextMap reads it, with
/// `forbid ABC` lines under it, up to an empty line; `units:` and a line a unit
/// (`PM-03 motorbike at D [skill …]`) up to an empty line; then the story:
///     at 90                      seconds since the start
///     panic b1 at C              also: call, gunshot, camera; `distress PM-03 at C`
///     place PM-03 at B           a unit reports from there
///     alice send PM-03 to I-1    also: own I-1 · acknowledge A-1 · close I-1 · confirm A-1 · cancel M-1
///     PM-03 en_route             the unit's device answers for its mission: en_route, on_scene, done
///     expect …                   incidents 1 · alarms 2 · proposed I-1 PM-03 PM-07 · time I-1 PM-03 36 ·
///                                state I-1 engaged · status PM-03 free · refused (the line before was)
std::string play(const std::filesystem::path& file);

}  // namespace vigie::tests
