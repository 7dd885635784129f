// SPDX-License-Identifier: Apache-2.0
// Text becomes an id only where somebody writes so.
#include <string>

#include "model/ids.hpp"

vigie::UnitId name_of(const std::string& text) {
#if defined(VIGIE_MUST_FAIL)
  return text;
#else
  return vigie::UnitId(text);
#endif
}
