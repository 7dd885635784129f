// SPDX-License-Identifier: Apache-2.0
// From the journal back to the picture: at a restart, and for a replay.
#pragma once

#include <functional>
#include <optional>

#include "core/result.hpp"
#include "engine/fold.hpp"
#include "journal/journal.hpp"

namespace vigie::engine {

/// The entry a record holds. Errors: Corrupt, naming the record's sequence.
Result<Entry> decode(const journal::Record& record);

/// The record that will hold an entry; its key is given by the journal.
journal::Record encode(const Entry& entry);

/// Folds every record after `from` (everything, where there is none). `each` is called after each fold, where given.
/// Errors: Corrupt where a record does not decode or a checkpoint does not hash to what it says.
Result<Picture> replay(const journal::Journal& journal, const std::optional<journal::Checkpoint>& from,
                       const std::function<void(const Picture&, const Entry&)>& each = nullptr);

}  // namespace vigie::engine
