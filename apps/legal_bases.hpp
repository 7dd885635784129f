// SPDX-License-Identifier: Apache-2.0
// The legal bases a site has entered, from DATA/legal.toml (docs/operating/legal-bases.md).
#pragma once

#include <string>

#include "engine/admission.hpp"

namespace vigie::apps {

/// Reads the file; none at all is the safe default: everything that needs a basis is off.
/// Errors: Malformed, naming file, line and what was expected.
Result<engine::LegalBases> read_legal_bases(const std::string& file);

}  // namespace vigie::apps
