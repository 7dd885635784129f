// SPDX-License-Identifier: Apache-2.0
// One-time codes (TOTP, RFC 6238: SHA-1, 30 s, six digits), as authenticator apps make them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.hpp"

namespace vigie::server::auth {

/// A new secret, base32.
std::string new_totp_secret();

/// What an authenticator app reads.
std::string totp_uri(const std::string& account, const std::string& secret);

/// The time step the code belongs to (this one, the one before or the one after), where it is right and later than
/// `last_step`: a code works once.
std::optional<std::int64_t> totp_step(const std::string& secret, const std::string& code, Time now,
                                      std::int64_t last_step);

}  // namespace vigie::server::auth
