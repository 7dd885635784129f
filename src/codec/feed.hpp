// SPDX-License-Identifier: Apache-2.0
// What a feed may speak: the formats of counts, timetables, events, weather and warnings by their words (docs/operating/feeds.md).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

struct FeedFormat {
  std::string_view word;  ///< "icalendar"
  std::string_view what;  ///< in words
  Result<FeedContent> (*read)(std::string_view bytes, const FeedContext& context);
};

/// All of them, in the order in which they are told to a person.
std::span<const FeedFormat> feed_formats();

/// The format of that word; nullptr where there is none.
const FeedFormat* feed_format(std::string_view word);

/// Reads a whole document. What is wrong in a part of it is a line among the faults, and the rest is taken.
/// Errors: NotFound (no such format, naming them all); what the format's reader says of bytes that are not of it at all.
Result<FeedContent> read_feed(std::string_view format, std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
