// SPDX-License-Identifier: Apache-2.0
// Records as rows: each read is checked against the one before.
#pragma once

#include <cstdint>
#include <string>

#include "journal/database.hpp"
#include "journal/journal.hpp"

namespace vigie::journal {

/// The columns that a checked read asks for, in this order.
inline constexpr const char* kRecordColumns =
    "sequence, partition, epoch, received_ms, kind, actor_kind, actor, schema, payload, checksum";

/// Walks records in order. Starts before the first one, or after a known one.
class RecordChain {
 public:
  RecordChain();
  RecordChain(const RecordKey& after, std::string checksum);

  /// The record of this row. Errors: Corrupt, naming the sequence and what was expected.
  Result<Record> next(const Statement& row);

  const RecordKey& last() const { return last_; }
  const std::string& checksum() const { return checksum_; }

 private:
  RecordKey last_;
  std::string checksum_;
};

/// The key and checksum of one record. Errors: Corrupt where it is not there.
struct Link {
  RecordKey key;
  std::string checksum;
};
Result<Link> link_at(const Database& database, std::uint64_t sequence);

/// The last sequence in the database; 0 where there is none.
Result<std::uint64_t> last_sequence(const Database& database);

}  // namespace vigie::journal
