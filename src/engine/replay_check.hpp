// SPDX-License-Identifier: Apache-2.0
// Does a journal replay to the states it says it had?
#pragma once

#include <cstdint>
#include <string>

#include "core/result.hpp"
#include "journal/journal.hpp"

namespace vigie::engine {

struct ReplayCheck {
  std::uint64_t records = 0;
  RecordKey last;
  std::string state_hash;         ///< of the picture after the last record
  std::uint64_t checkpoints = 0;  ///< compared
  bool equal = false;             ///< sound, and every state that can be compared is the same
  std::string why;                ///< the first difference or fault, in one line; empty where equal
};

/// Reads and checks the whole journal; replays it from the start, comparing the state at each checkpoint with the hash it
/// recorded; and once more from the newest checkpoint, which must end in the same state. What a writer appends meanwhile is
/// left for the next time.
ReplayCheck check_replay(const journal::Journal& journal);

}  // namespace vigie::engine
