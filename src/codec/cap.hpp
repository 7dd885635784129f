// SPDX-License-Identifier: Apache-2.0
// Common Alerting Protocol 1.1 and 1.2: what an authority warns of (OASIS CAP-v1.2; docs/formats/cap.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// One <alert>, or several below a root of any name. The bulletins that hold: of real alerts, in one language, not over, not taken back or
/// replaced by another of the document, and not of areas that are far from every watched place.
/// Errors: Malformed (not XML, a DOCTYPE, no alert), TooLarge; the line is named.
Result<FeedContent> read_cap(std::string_view xml, const FeedContext& context);

}  // namespace vigie::codec
