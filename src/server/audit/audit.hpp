// SPDX-License-Identifier: Apache-2.0
// Audit: who did what, when, why and to whom; hash-chained, signed, on the disk before the effect.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/actor.hpp"

namespace vigie::server::audit {

/// What is to be written. Never the data itself: no position, no text of a note, no secret.
struct Act {
  Actor who;
  std::string what;     ///< an action's name: "command:send_unit", "session:login"
  std::string why;      ///< the incident or the reason's kind: "I-4"; may be empty
  std::string whom;     ///< the unit, account or client concerned; may be empty
  std::string outcome;  ///< "asked", "done", "refused: default-deny" …
};

/// One entry as it stands.
struct Entry {
  std::uint64_t index;  ///< from 0, without gaps
  Time at;
  std::string who;  ///< "user:alice", "source:api/gate"
  std::string what;
  std::string why;
  std::string whom;
  std::string outcome;
};

/// What a full check found.
struct Verification {
  std::uint64_t size = 0;
  bool sound = true;
  std::string fault;  ///< the first fault, in one line
  std::string head;   ///< Merkle tree hash of all entries, hex
};

/// DIRECTORY/audit.db (entries, SQLite, synchronous=FULL), audit.key (Ed25519, 0600), audit.pub, and audit.head: the newest
/// signed head beside the database, so that a cut tail shows. Several processes may write.
/// Threads: any.
/// Source: RFC 6962, section 2.1 (tree hash), section 3.5 (signed heads, here Ed25519 over our own bytes).
class Audit {
 public:
  /// Opens or creates. Errors: Io; Corrupt where the newest head does not check or audit.head knows of
  /// more entries; Forbidden where others can read the key; Unavailable where the durability settings
  /// read back are not WAL and FULL. `clock` outlives the audit.
  static Result<std::unique_ptr<Audit>> open(const std::string& directory, const WallClock& clock);

  virtual ~Audit() = default;

  /// Returns the entry's index when it is durable. Errors: Io, Unavailable: then the act must not happen.
  virtual Result<std::uint64_t> write(Act act) = 0;

  /// The same without waiting: many callers share one commit. `done` comes on the audit's own thread.
  virtual void write(Act act, std::function<void(Result<std::uint64_t>)> done) = 0;

  /// The newest entries, newest first. Errors: Io.
  virtual Result<std::vector<Entry>> newest(std::size_t limit) const = 0;
};

/// Reads everything and finds any entry that was changed, removed, put elsewhere or cut off. Needs only to read.
/// Errors: NotFound where there is no audit.
Result<Verification> verify(const std::string& directory);

}  // namespace vigie::server::audit
