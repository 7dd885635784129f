// SPDX-License-Identifier: Apache-2.0
// Files that only their owner reads, whole or not there.
#pragma once

#include <string>

#include "core/result.hpp"

namespace vigie::links {

enum class Readable { ByOwner, ByAll };  ///< mode 0600 or 0644

/// Writes beside, syncs, renames. Errors: Io, naming the path, never the content.
Result<void> write_file(const std::string& path, const std::string& content, Readable readable);

/// Errors: NotFound, Io; Forbidden where a file meant for its owner can be read by others.
Result<std::string> read_file(const std::string& path, Readable readable);

/// Makes the folder and its parents, mode 0700 where new. Errors: Io.
Result<void> make_folder(const std::string& path);

/// Holds `path` locked against other processes as long as it lives.
class FileLock {
 public:
  /// Waits for it. Errors: Io.
  static Result<FileLock> take(const std::string& path);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace vigie::links
