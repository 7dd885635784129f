// SPDX-License-Identifier: Apache-2.0
// KeyRing: one secret key an hour, each in a file of its own, so that destroying it forgets what it sealed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace vigie::store {

/// Seals with libsodium's XChaCha20-Poly1305 (IETF); keys are held in memory that does not reach a core dump.
/// Threads: one at a time.
class KeyRing {
 public:
  /// Loads the keys of `directory` (made, mode 0700, where it is missing). Errors: Io; Corrupt where a key file is not 32 bytes.
  static Result<KeyRing> open(const std::string& directory);

  /// Nonce and ciphertext, under the key of `hour` (hours since 1970), which is made at first use. `context` is bound, not kept.
  /// Errors: Io, Unavailable (disk full).
  Result<std::string> seal(std::int64_t hour, std::string_view plain, std::string_view context);

  /// Errors: NotFound where that hour's key is gone; Corrupt where the bytes or the context are not those that were sealed.
  Result<std::string> open_sealed(std::int64_t hour, std::string_view sealed, std::string_view context) const;

  /// Overwrites the key's file, syncs, removes it, and forgets it. On media that remap blocks the overwriting is best effort.
  Result<void> destroy(std::int64_t hour);

  std::vector<std::int64_t> hours() const;

 private:
  struct Free {
    void operator()(unsigned char* bytes) const;
  };
  using Key = std::unique_ptr<unsigned char, Free>;

  explicit KeyRing(std::string directory) : directory_(std::move(directory)) {}
  static Key empty_key();
  std::string path(std::int64_t hour) const;
  Result<const unsigned char*> key_of(std::int64_t hour);

  std::string directory_;
  std::map<std::int64_t, Key> keys_;
};

}  // namespace vigie::store
