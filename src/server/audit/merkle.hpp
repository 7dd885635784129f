// SPDX-License-Identifier: Apache-2.0
// The Merkle tree hash of RFC 6962, grown one entry at a time.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace vigie::server::audit {

using Hash = std::array<std::uint8_t, 32>;

/// Keeps one hash for each full subtree: 64 at most, however many entries.
/// Source: RFC 6962, section 2.1: leaf SHA-256(0x00 || entry), node SHA-256(0x01 || left || right).
class MerkleTree {
 public:
  void append(std::string_view entry);
  std::uint64_t size() const { return size_; }

  /// MTH of all entries; of none, the hash of the empty string.
  Hash root() const;

  /// For keeping it between two processes. Errors of `restored`: Corrupt where the bytes are no tree of that size.
  std::string saved() const;
  static Result<MerkleTree> restored(std::uint64_t size, std::string_view bytes);

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;  ///< largest first: one for each bit set in size_
};

std::string hex(const Hash& hash);

}  // namespace vigie::server::audit
