// SPDX-License-Identifier: Apache-2.0
// What can go wrong is looked at: dropping a Result is an error (with -Werror, as everywhere here).
#include "core/time.hpp"

bool valid(const char* text) {
#if defined(VIGIE_MUST_FAIL)
  vigie::parse_rfc3339(text);
  return true;
#else
  return vigie::parse_rfc3339(text).ok();
#endif
}
