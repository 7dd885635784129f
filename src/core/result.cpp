// SPDX-License-Identifier: Apache-2.0
// The kinds of error in words.
#include "core/result.hpp"

namespace vigie {

const char* name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Malformed: return "malformed";
    case ErrorKind::OutOfRange: return "out of range";
    case ErrorKind::TooLarge: return "too large";
    case ErrorKind::NotFound: return "not found";
    case ErrorKind::Conflict: return "conflict";
    case ErrorKind::Unauthorised: return "unauthorised";
    case ErrorKind::Forbidden: return "forbidden";
    case ErrorKind::Unavailable: return "unavailable";
    case ErrorKind::Corrupt: return "corrupt";
    case ErrorKind::Io: return "input/output";
  }
  VIGIE_CHECK(false);
  return "";
}

}  // namespace vigie
