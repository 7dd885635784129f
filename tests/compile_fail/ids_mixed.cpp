// SPDX-License-Identifier: Apache-2.0
// The name of a unit is not the name of an incident, and neither is a plain string.
#include "model/ids.hpp"

bool same(const vigie::UnitId& unit) {
#if defined(VIGIE_MUST_FAIL)
  return unit == vigie::IncidentId("I-4");
#else
  return unit == vigie::UnitId("PM-03");
#endif
}
