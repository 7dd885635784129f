// SPDX-License-Identifier: Apache-2.0
// What a publication of road changes means for the picture: which are new, different, the same, and no longer there.
#pragma once

#include <functional>
#include <vector>

#include "links/road_intake.hpp"
#include "model/picture.hpp"

namespace vigie::engine {

/// Fills in `streets` and `length_m` of a change: the streets its lines lie on; 0 m where it lies on none.
/// Empty: nobody knows the streets, and every change is taken.
using PlaceOnStreets = std::function<void(RoadChange&)>;

/// The records that make the picture say what the publication says.
struct RoadDifference {
  std::vector<RoadChange> publish;  ///< with the id of the one they replace, or none
  std::vector<RoadChangeId>
      revoke;  ///< to be said after the others: a street is rather closed too long than open in between
  links::RoadPublication answer;
};

/// A change is known again by source and reference. One that says the same as before is left as it is, withdrawn or not; its
/// streets are not looked for again. The order of the changes matters only between two of the same reference: the first counts.
RoadDifference difference(const Picture& picture, const SourceId& source, links::RoadStatement statement, Time now,
                          const PlaceOnStreets& place);

}  // namespace vigie::engine
