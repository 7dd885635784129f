// SPDX-License-Identifier: Apache-2.0
// Journal: the append-only durable record. Log first, then act.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/actor.hpp"
#include "model/ids.hpp"

namespace vigie::journal {

/// One record, payload as bytes: what a payload means is codec's business.
struct Record {
  RecordKey key;  ///< given by append()
  Time received;
  std::string kind;  ///< "observed", "commanded" …
  Actor actor;
  std::uint16_t schema;  ///< version of the payload's shape
  std::string payload;
};

/// A state from which a restart begins.
struct Checkpoint {
  RecordKey key;           ///< the last record it contains
  std::string state;       ///< canonical bytes
  std::string state_hash;  ///< hex
};

/// What a full read found.
struct Verification {
  std::uint64_t records = 0;
  RecordKey last;
  bool sound = true;
  std::string fault;  ///< the first fault in one line: which sequence, what was expected
};

/// Threads: one writer; readers open their own.
class Journal {
 public:
  /// Opens or creates `directory`/journal.db; takes the writer's lock and a new epoch.
  /// Errors: Io; Conflict where another process writes it; Corrupt where the tail does not check (said, never repaired silently);
  /// Unavailable where the durability settings read back are not WAL and FULL.
  static Result<std::unique_ptr<Journal>> open(const std::string& directory);

  /// Opens for reading only, beside a writer. Errors: NotFound; Io; Corrupt where the database is gone or emptied.
  static Result<std::unique_ptr<Journal>> open_read_only(const std::string& directory);

  virtual ~Journal() = default;

  /// Appends all or none, gives their keys, and returns when they are on the disk. Errors: Unavailable (disk full), Io.
  virtual Result<void> append(std::span<Record> records) = 0;

  /// Calls `each` with every record after `after`, in order, each checked; stops at the first error of either.
  virtual Result<void> read(RecordKey after, const std::function<Result<void>(const Record&)>& each) const = 0;

  virtual RecordKey last() const = 0;

  virtual Result<void> save(const Checkpoint& checkpoint) = 0;
  /// The newest checkpoint whose checksum holds; nothing where there is none.
  virtual Result<std::optional<Checkpoint>> newest_checkpoint() const = 0;

  /// The checkpoints kept (the newest two), oldest first. Errors: Corrupt where one's checksum does not hold.
  virtual Result<std::vector<Checkpoint>> checkpoints() const = 0;

  /// Reads everything and checks every checksum, the order and the gaps.
  virtual Result<Verification> verify() const = 0;
};

}  // namespace vigie::journal
