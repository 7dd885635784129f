// SPDX-License-Identifier: Apache-2.0
// The whole Picture as canonical bytes: for checkpoints and the state hash.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "model/picture.hpp"

namespace vigie::codec {

/// Canonical JSON of everything in the Picture; equal pictures give equal bytes.
std::string encode(const Picture& picture);

/// Errors: Malformed.
Result<Picture> decode_picture(std::string_view bytes);

/// BLAKE2b-256 of encode(picture), hex.
std::string state_hash(const Picture& picture);

}  // namespace vigie::codec
