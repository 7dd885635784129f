// SPDX-License-Identifier: Apache-2.0
// One line to standard error.
#include "terminal.hpp"

#include <cstdio>
#include <string>

#include "commands.hpp"

namespace vigie::apps {

int fail(const Error& error) {
  std::string line = error.what;
  for (char& c : line)
    if (c == '\n' || c == '\r') c = ' ';
  std::fprintf(stderr, "vigie: %s\n", line.c_str());
  return kFailed;
}

}  // namespace vigie::apps
