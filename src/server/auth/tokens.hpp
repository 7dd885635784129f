// SPDX-License-Identifier: Apache-2.0
// Secrets we give out: random, told once, kept only as a hash.
#pragma once

#include <string>
#include <string_view>

namespace vigie::server::auth {

/// 32 random bytes, base64url without padding: 43 characters.
std::string random_token();

/// BLAKE2b-256, hex. For tokens of full entropy; passwords go through passwords.hpp.
std::string hash_token(std::string_view token);

/// In a time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace vigie::server::auth
