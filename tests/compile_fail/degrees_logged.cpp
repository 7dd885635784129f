// SPDX-License-Identifier: Apache-2.0
// Nor do degrees get into logs: a Field takes whole numbers and words.
#include "core/log.hpp"
#include "geo/position.hpp"

void moved(const vigie::geo::Position& place, int units) {
#if defined(VIGIE_MUST_FAIL)
  vigie::log::info("links", "unit moved", {{"units", units}, {"lat", place.lat()}});
#else
  (void)place;
  vigie::log::info("links", "unit moved", {{"units", units}});
#endif
}
