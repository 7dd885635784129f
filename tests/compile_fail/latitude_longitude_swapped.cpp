// SPDX-License-Identifier: Apache-2.0
// A longitude cannot be given where a latitude is expected.
#include "geo/position.hpp"

vigie::Result<vigie::geo::Position> porto() {
  const vigie::geo::Latitude lat{41.15};
  const vigie::geo::Longitude lon{-8.61};
#if defined(VIGIE_MUST_FAIL)
  return vigie::geo::Position::checked(lon, lat);
#else
  return vigie::geo::Position::checked(lat, lon);
#endif
}
