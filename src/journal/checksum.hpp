// SPDX-License-Identifier: Apache-2.0
// What holds records and checkpoints together: BLAKE2b-128 over every column and the checksum before.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "journal/journal.hpp"

namespace vigie::journal {

inline constexpr std::size_t kChecksumBytes = 16;

/// Stands before the first record.
std::string first_checksum();

/// Of a record that follows the one with checksum `before`.
std::string checksum(const Record& record, std::string_view before);

/// Of a checkpoint taken after the record with checksum `at`.
std::string checksum(const Checkpoint& checkpoint, std::string_view at);

std::string to_hex(std::string_view bytes);
/// Nothing where it is not lower-case hex of whole bytes.
std::optional<std::string> from_hex(std::string_view hex);

}  // namespace vigie::journal
