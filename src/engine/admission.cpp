// SPDX-License-Identifier: Apache-2.0
// Default: shut.
#include "engine/admission.hpp"

namespace vigie::engine {
namespace {

const char* needs_basis(ObservationKind kind) {
  if (kind == ObservationKind::Gunshot) return "gunshot sensors";
  if (kind == ObservationKind::CameraFlag) return "camera flags";
  return nullptr;
}

}  // namespace

Result<void> admit(const LegalBases& bases, ObservationKind kind, Time now) {
  const char* what = needs_basis(kind);
  if (!what) return {};
  const auto basis = bases.find(kind);
  if (basis == bases.end())
    return Error{ErrorKind::Forbidden,
                 std::string(what) + " are off: no legal basis is entered (authority, act, impact assessment, end)"};
  if (now <= basis->second.until) return {};
  return Error{ErrorKind::Forbidden,
               std::string(what) + " are off: the legal basis ended " + to_rfc3339(basis->second.until)};
}

}  // namespace vigie::engine
