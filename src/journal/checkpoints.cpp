// SPDX-License-Identifier: Apache-2.0
// Saving, checking and forgetting checkpoints.
#include "journal/checkpoints.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "journal/checksum.hpp"
#include "journal/record_chain.hpp"

namespace vigie::journal {
namespace {

constexpr const char* kForgetOld =
    "DELETE FROM checkpoints WHERE sequence NOT IN (SELECT sequence FROM checkpoints ORDER BY sequence DESC LIMIT 2)";

Result<void> insert(Database& database, const Checkpoint& checkpoint, std::string_view sum) {
  auto statement = database.prepare(
      "INSERT OR REPLACE INTO checkpoints (sequence, partition, epoch, state, state_hash, checksum) VALUES (?, ?, ?, "
      "?, ?, ?)");
  if (!statement.ok()) return statement.error();
  statement->bind(1, static_cast<std::int64_t>(checkpoint.key.sequence));
  statement->bind(2, std::int64_t{checkpoint.key.partition});
  statement->bind(3, std::int64_t{checkpoint.key.epoch});
  statement->bind_blob(4, checkpoint.state);
  statement->bind(5, std::string_view(checkpoint.state_hash));
  statement->bind_blob(6, sum);
  return statement->run();
}

Checkpoint checkpoint_of(const Statement& row) {
  return Checkpoint{{static_cast<std::uint32_t>(row.integer(1)), static_cast<std::uint32_t>(row.integer(2)),
                     static_cast<std::uint64_t>(row.integer(0))},
                    std::string(row.bytes(3)),
                    std::string(row.bytes(4))};
}

/// One checkpoint and whether its checksum holds.
struct Kept {
  Checkpoint checkpoint;
  bool sound;
};

Result<std::vector<Kept>> load(const Database& database) {
  auto rows = database.prepare(
      "SELECT sequence, partition, epoch, state, state_hash, checksum FROM checkpoints ORDER BY sequence");
  if (!rows.ok()) return rows.error();
  std::vector<Kept> kept;
  while (true) {
    const auto row = rows->step();
    if (!row.ok()) return Error{row.error().kind, "checkpoints: " + row.error().what};
    if (!*row) return kept;
    Checkpoint checkpoint = checkpoint_of(*rows);
    const auto at = link_at(database, checkpoint.key.sequence);
    const bool sound = at.ok() && at->key == checkpoint.key && checksum(checkpoint, at->checksum) == rows->bytes(5);
    kept.push_back({std::move(checkpoint), sound});
  }
}

}  // namespace

Result<void> save_checkpoint(Database& database, const Checkpoint& checkpoint) {
  const auto at = link_at(database, checkpoint.key.sequence);
  if (!at.ok()) return at.error();
  if (at->key != checkpoint.key)
    return Error{ErrorKind::Conflict, "checkpoint of record " + std::to_string(checkpoint.key.sequence) + " in epoch " +
                                          std::to_string(checkpoint.key.epoch) + ", which the journal has in epoch " +
                                          std::to_string(at->key.epoch)};
  Result<void> done = database.execute("BEGIN IMMEDIATE");
  if (done.ok()) done = insert(database, checkpoint, checksum(checkpoint, at->checksum));
  if (done.ok()) done = database.execute(kForgetOld);
  if (done.ok()) done = database.execute("COMMIT");
  if (!done.ok() && database.in_transaction()) (void)database.execute("ROLLBACK");
  return done;
}

Result<std::optional<Checkpoint>> newest_sound_checkpoint(const Database& database) {
  auto kept = load(database);
  if (!kept.ok()) return kept.error();
  for (auto it = kept->rbegin(); it != kept->rend(); ++it)
    if (it->sound) return std::optional<Checkpoint>(std::move(it->checkpoint));
  return std::optional<Checkpoint>();
}

Result<std::vector<Checkpoint>> all_checkpoints(const Database& database) {
  auto kept = load(database);
  if (!kept.ok()) return kept.error();
  std::vector<Checkpoint> all;
  for (Kept& each : *kept) {
    if (!each.sound)
      return Error{ErrorKind::Corrupt, "the checkpoint after record " + std::to_string(each.checkpoint.key.sequence) +
                                           " does not match its checksum"};
    all.push_back(std::move(each.checkpoint));
  }
  return all;
}

}  // namespace vigie::journal
