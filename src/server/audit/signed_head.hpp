// SPDX-License-Identifier: Apache-2.0
// A signed head: "at this time the audit had this many entries and this tree hash", and the key that says so.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/result.hpp"
#include "core/time.hpp"
#include "server/audit/merkle.hpp"

namespace vigie::server::audit {

struct SignedHead {
  std::uint64_t size;
  Time at;
  Hash root;
  std::string signature;  ///< 64 bytes
};

/// Ed25519. The secret stays in locked memory of this object and in `directory`/audit.key (0600).
class SigningKey {
 public:
  /// Reads the key, or makes one, and the signed head of no entries, where there is neither a key nor an audit.
  /// Errors: Io; Corrupt; Forbidden where others can read the key.
  static Result<SigningKey> load_or_make(const std::string& directory, Time now);
  SignedHead sign(std::uint64_t size, Time at, const Hash& root) const;

 private:
  std::array<std::uint8_t, 64> secret_{};
};

/// The public half, from `directory`/audit.pub. Errors: NotFound, Corrupt.
Result<std::array<std::uint8_t, 32>> read_public_key(const std::string& directory);

bool holds(const SignedHead& head, const std::array<std::uint8_t, 32>& public_key);

/// `directory`/audit.head, replaced whole (temporary file, fdatasync, rename). Errors: Io.
Result<void> write_head_file(const std::string& directory, const SignedHead& head);
/// Errors: NotFound, Corrupt.
Result<SignedHead> read_head_file(const std::string& directory);

}  // namespace vigie::server::audit
