// SPDX-License-Identifier: Apache-2.0
// What a feed's document means for the picture: which of it is new, different, the same, and no longer there.
#pragma once

#include <vector>

#include "links/crowd_intake.hpp"
#include "model/picture.hpp"

namespace vigie::engine {

inline constexpr std::size_t kMeasurementsARecord = 500;

/// The records that make the picture say what the document says.
struct FeedDifference {
  std::vector<EntryBody> facts;
  links::FeedReceipt receipt;
};

/// A measurement is new where it is of a later time than the one known, or says something else of the same time. Events and
/// bulletins are known again by source and reference; of two with the same reference the first counts.
FeedDifference difference(const Picture& picture, const SourceId& source, FeedContent content, Time now);

}  // namespace vigie::engine
