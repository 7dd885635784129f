// SPDX-License-Identifier: Apache-2.0
// Small files as a durable record needs them: replaced whole and synced, locked, removed for good.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace vigie::journal {

/// "/var/x: No space left on device" with the kind that errno asks for.
Error system_error(const std::string& path);

/// Makes `directory` (0700) and its parents where they are missing.
Result<void> make_directory(const std::string& directory);

/// The whole file. Errors: NotFound, Io.
Result<std::string> read_file(const std::string& path);

/// Replaces `path` by a file of these bytes, mode 0600: written beside it, synced, renamed; the old or the new, never half.
Result<void> replace_file(const std::string& path, std::string_view bytes);

/// Overwrites the first `size` bytes of a file in place with zeros and syncs. Errors: NotFound, Io.
Result<void> overwrite_file(const std::string& path, std::size_t size);

/// Syncs a directory, so that files made or removed in it stay so.
Result<void> sync_directory(const std::string& directory);

/// Holds an exclusive lock on a file for as long as it lives; the system frees it when the process dies.
class LockFile {
 public:
  /// Errors: Conflict where another holds it; Io.
  static Result<LockFile> take(const std::string& path);

  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace vigie::journal
