// SPDX-License-Identifier: Apache-2.0
// Reading a journal: every record checked, and its end compared with what journal.head says was written.
#pragma once

#include <functional>
#include <string>

#include "journal/database.hpp"
#include "journal/journal.hpp"

namespace vigie::journal {

/// As Journal::read.
Result<void> read_records(const Database& database, const std::string& head_path, const RecordKey& after,
                          const std::function<Result<void>(const Record&)>& each);

/// As Journal::verify: records, head and checkpoints.
Verification verify_all(const Database& database, const std::string& head_path);

}  // namespace vigie::journal
