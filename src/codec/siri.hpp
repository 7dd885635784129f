// SPDX-License-Identifier: Apache-2.0
// SIRI 2.0, as XML or as SIRI Lite's JSON: delays per stop, and situations as bulletins (docs/formats/siri.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostSiriJson_bytes = std::size_t{16} << 20;

/// StopMonitoring and EstimatedTimetable become a ServiceDelay for each stop, SituationExchange bulletins.
/// Errors: Malformed (neither XML nor JSON, no Siri document, one that ends too early), TooLarge.
/// Source: CEN EN 15531-3 and -5; Profil SIRI Lite (France), version 1.1.
Result<FeedContent> read_siri(std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
