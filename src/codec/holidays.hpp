// SPDX-License-Identifier: Apache-2.0
// Days unlike others in France: public holidays of data.gouv.fr, school holidays of data.education.gouv.fr (docs/formats/holidays.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// {"2026-01-01":"1er janvier", …}: each a whole day of the city, kept a year back and 400 days ahead.
/// Errors: Malformed (not a JSON object), TooLarge (beyond 1 MiB).
Result<FeedContent> read_public_holidays(std::string_view json, const FeedContext& context);

/// The calendar of "fr-en-calendrier-scolaire": its records as an export (an array), as "results" (API v2) or "records" (v1). One
/// event for each holiday of the zone, from its first day to the day lessons begin again; teachers' days are left out.
/// Errors: Malformed (none of these shapes), TooLarge (beyond 16 MiB).
Result<FeedContent> read_school_holidays_a(std::string_view json, const FeedContext& context);
Result<FeedContent> read_school_holidays_b(std::string_view json, const FeedContext& context);
Result<FeedContent> read_school_holidays_c(std::string_view json, const FeedContext& context);

}  // namespace vigie::codec
