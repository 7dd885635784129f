// SPDX-License-Identifier: Apache-2.0
// One field of a foreign document: as a line that can be shown, a name, a time, a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "geo/position.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostFeatureName = 100;  ///< characters

/// On one line, without control characters, cut at `most` characters; whatever bytes came.
std::string one_line(std::string_view text, std::size_t most);

/// A source's own name of a place. Errors: Malformed (empty, not UTF-8, control characters), TooLarge; `what` names the field.
Result<std::string> read_feature_name(std::string_view text, std::string_view what);

/// xs:dateTime; without an offset it is the city's. Errors: Malformed; OutOfRange before 1970 and after 2200.
Result<Time> read_date_time(std::string_view text, const TimeZone& zone);

/// A finite decimal number.
std::optional<double> read_decimal(std::string_view text);

/// An integer from 0 to `most`, digits only.
std::optional<std::int64_t> read_count(std::string_view text, std::int64_t most);

/// Errors: Malformed (no numbers), OutOfRange (not on the globe); the words hold no coordinate.
Result<geo::Position> read_position(std::string_view lat, std::string_view lon);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace vigie::codec
