// SPDX-License-Identifier: Apache-2.0
// OpenAgenda's events as its API v2 and its JSON exports write them (docs/formats/openagenda.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// Each timing of an event from a week ago to sixty days ahead. Events that take place online only, and those that are not published,
/// are left out; people who are named (registration, contributors) are not looked at.
/// Errors: Malformed (no JSON object with "events"), TooLarge (32 MiB).
Result<FeedContent> read_openagenda(std::string_view json, const FeedContext& context);

}  // namespace vigie::codec
