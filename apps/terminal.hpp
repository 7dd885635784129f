// SPDX-License-Identifier: Apache-2.0
// What a subcommand says to the person at the terminal: one line of error.
#pragma once

#include "core/result.hpp"

namespace vigie::apps {

/// Prints `vigie: <what>` as one line to standard error; the exit code for it.
int fail(const Error& error);

}  // namespace vigie::apps
