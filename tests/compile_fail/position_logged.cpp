// SPDX-License-Identifier: Apache-2.0
// Positions do not get into logs: there is no Field from a Position, nor from a degree.
#include "core/log.hpp"
#include "geo/position.hpp"

void moved(const vigie::geo::Position& place, int units) {
#if defined(VIGIE_MUST_FAIL)
  vigie::log::info("links", "unit moved", {{"units", units}, {"place", place}});
#else
  (void)place;
  vigie::log::info("links", "unit moved", {{"units", units}});
#endif
}
