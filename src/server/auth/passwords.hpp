// SPDX-License-Identifier: Apache-2.0
// Passwords: argon2id, 64 MiB, two passes; about a tenth of a second each, so never on the server's thread.
#pragma once

#include <string>

#include "core/result.hpp"

namespace vigie::server::auth {

inline constexpr std::size_t kPasswordLeast = 12;  ///< bytes
inline constexpr std::size_t kPasswordMost = 200;  ///< bytes

/// The hash with its salt and parameters, as crypto_pwhash_str writes it. Errors: OutOfRange (length); Unavailable (memory).
Result<std::string> hash_password(const std::string& password);

/// True where it is the password of that hash. An empty hash (no such account) costs the same and is never true.
bool is_password(const std::string& hash, const std::string& password);

}  // namespace vigie::server::auth
