// SPDX-License-Identifier: Apache-2.0
// What happens when a VIGIE_CHECK does not hold.
#include "core/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace vigie {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "vigie: %s:%d: this must hold and does not: %s\n", file, line, expression);
  std::abort();
}

}  // namespace vigie
