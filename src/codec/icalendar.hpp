// SPDX-License-Identifier: Apache-2.0
// iCalendar: a city's agenda, series expanded into their single events (RFC 5545; docs/formats/icalendar.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// The events from a week ago to sixty days ahead. A VEVENT that cannot be read is a line among the faults; private and confidential ones
/// are left out.
/// Errors: Malformed (no calendar, or half of one), TooLarge (32 MiB and the like); the line is named.
Result<FeedContent> read_icalendar(std::string_view text, const FeedContext& context);

}  // namespace vigie::codec
