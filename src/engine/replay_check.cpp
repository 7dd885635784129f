// SPDX-License-Identifier: Apache-2.0
// Two replays and a comparison.
#include "engine/replay_check.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "codec/picture_json.hpp"
#include "engine/recovery.hpp"

namespace vigie::engine {
namespace {

/// The hashes of the states after certain records, taken as a replay passes them.
using Hashes = std::map<std::uint64_t, std::string>;

Result<void> take_hashes(const journal::Journal& journal, const std::optional<journal::Checkpoint>& from,
                         Hashes& hashes) {
  const auto replayed = replay(journal, from, [&](const Picture& picture, const Entry& entry) {
    const auto wanted = hashes.find(entry.key.sequence);
    if (wanted != hashes.end()) wanted->second = codec::state_hash(picture);
  });
  return replayed.ok() ? Result<void>() : replayed.error();
}

std::string different(std::uint64_t sequence, const std::string& from_start, const std::string& other,
                      const char* whose) {
  return "after record " + std::to_string(sequence) + " the state replayed from the start hashes to " + from_start +
         ", " + whose + " to " + other;
}

/// The first difference, or nothing.
Result<std::string> compare(const journal::Journal& journal, const std::vector<journal::Checkpoint>& checkpoints,
                            ReplayCheck& check) {
  Hashes hashes{{check.last.sequence, codec::state_hash(Picture{})}};
  for (const journal::Checkpoint& checkpoint : checkpoints)
    if (checkpoint.key.sequence <= check.last.sequence) hashes.emplace(checkpoint.key.sequence, std::string());
  if (const auto taken = take_hashes(journal, std::nullopt, hashes); !taken.ok()) return taken.error();
  check.state_hash = hashes.at(check.last.sequence);
  std::optional<journal::Checkpoint> newest;
  for (const journal::Checkpoint& checkpoint : checkpoints) {
    const auto replayed = hashes.find(checkpoint.key.sequence);
    if (replayed == hashes.end()) continue;                  // saved while we read
    if (!codec::decode_picture(checkpoint.state)) continue;  // an older version's: other bytes for the same state
    ++check.checkpoints;
    if (replayed->second != checkpoint.state_hash)
      return different(checkpoint.key.sequence, replayed->second, checkpoint.state_hash, "the checkpoint");
    newest = checkpoint;
  }
  if (!newest) return std::string();
  // Where nothing follows the checkpoint, its own bytes are the end: replay() holds them against their hash.
  Hashes end{{check.last.sequence, newest->state_hash}};
  if (const auto taken = take_hashes(journal, newest, end); !taken.ok()) return taken.error();
  if (end.at(check.last.sequence) == check.state_hash) return std::string();
  return different(check.last.sequence, check.state_hash, end.at(check.last.sequence),
                   "that from the newest checkpoint");
}

}  // namespace

ReplayCheck check_replay(const journal::Journal& journal) {
  ReplayCheck check;
  const auto verified = journal.verify();
  if (verified.ok()) {
    check.records = verified->records;
    check.last = verified->last;
  }
  const Result<void> sound = !verified.ok()     ? Result<void>(verified.error())
                             : !verified->sound ? Result<void>(Error{ErrorKind::Corrupt, verified->fault})
                                                : Result<void>();
  const auto checkpoints = sound.ok() ? journal.checkpoints() : Result<std::vector<journal::Checkpoint>>(sound.error());
  const auto difference =
      checkpoints.ok() ? compare(journal, *checkpoints, check) : Result<std::string>(checkpoints.error());
  check.why = difference.ok() ? *difference : difference.error().what;
  check.equal = check.why.empty();
  return check;
}

}  // namespace vigie::engine
