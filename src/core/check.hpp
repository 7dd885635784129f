// SPDX-License-Identifier: Apache-2.0
// VIGIE_CHECK: our own mistakes stop the program, in release too, and say where.
#pragma once

namespace vigie {

/// Prints one line to standard error and aborts.
[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace vigie

#define VIGIE_CHECK(expression) \
  (static_cast<bool>(expression) ? void(0) : ::vigie::check_failed(#expression, __FILE__, __LINE__))
