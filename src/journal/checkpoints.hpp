// SPDX-License-Identifier: Apache-2.0
// Checkpoints as rows: the newest two, each bound by its checksum to the record it was taken after.
#pragma once

#include <optional>
#include <vector>

#include "journal/database.hpp"
#include "journal/journal.hpp"

namespace vigie::journal {

/// As Journal::save.
Result<void> save_checkpoint(Database& database, const Checkpoint& checkpoint);

/// As Journal::newest_checkpoint.
Result<std::optional<Checkpoint>> newest_sound_checkpoint(const Database& database);

/// As Journal::checkpoints.
Result<std::vector<Checkpoint>> all_checkpoints(const Database& database);

}  // namespace vigie::journal
