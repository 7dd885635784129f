// SPDX-License-Identifier: Apache-2.0
// journal.head: the last record known to be on the disk, kept apart from the database, so that a lost tail is seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/result.hpp"

namespace vigie::journal {

struct Head {
  std::uint64_t sequence = 0;
  std::string checksum;  ///< of that record, 16 bytes
};

/// Nothing where there is no such file. Errors: Corrupt, Io.
Result<std::optional<Head>> read_head(const std::string& path);
Result<void> write_head(const std::string& path, const Head& head);

}  // namespace vigie::journal
