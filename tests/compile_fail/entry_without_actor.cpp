// SPDX-License-Identifier: Apache-2.0
// A journalled fact names who made it: an Entry without an Actor does not compile.
#include "model/entry.hpp"

vigie::Entry tick(vigie::Time now) {
#if defined(VIGIE_MUST_FAIL)
  return vigie::Entry{.key = {}, .received = now, .body = vigie::Ticked{}};
#else
  return vigie::Entry{.key = {}, .received = now, .actor = vigie::Actor::engine(), .body = vigie::Ticked{}};
#endif
}
