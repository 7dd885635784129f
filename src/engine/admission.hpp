// SPDX-License-Identifier: Apache-2.0
// Admission: kinds of observation that the law keeps shut until a legal basis is entered, and closes again at its end.
#pragma once

#include <map>
#include <string>

#include "core/result.hpp"
#include "model/observation.hpp"

namespace vigie::engine {

/// Why a kind of sensor may be used here (loi 2023-380 art. 10, CSI L251–L255; TRUST: French municipal profile).
struct LegalBasis {
  std::string authority;   ///< who decided: "Préfecture …"
  std::string act;         ///< the act: number and date
  std::string assessment;  ///< reference of the impact assessment
  Time until;              ///< the last instant it holds
};

/// Which kinds are open. Gunshot sensors (microphones) and camera flags are shut where nothing is entered.
using LegalBases = std::map<ObservationKind, LegalBasis>;

/// Errors: Forbidden, saying what is missing or since when it is over. Kinds that need no basis always pass.
Result<void> admit(const LegalBases& bases, ObservationKind kind, Time now);

}  // namespace vigie::engine
