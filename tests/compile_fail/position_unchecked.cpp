// SPDX-License-Identifier: Apache-2.0
// A Position is made by checking: two numbers do not become one by themselves.
#include "geo/position.hpp"

vigie::Result<vigie::geo::Position> stored() {
#if defined(VIGIE_MUST_FAIL)
  return vigie::geo::Position(411'500'000, -86'100'000);
#else
  return vigie::geo::Position::from_e7(411'500'000, -86'100'000);
#endif
}
