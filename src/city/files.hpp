// SPDX-License-Identifier: Apache-2.0
// Whole files on disk: read, written durably, checksummed; and a directory that appears at once or not at all.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace vigie::city {

/// Errors: NotFound; Io.
Result<std::string> read_file(const std::string& file);

/// Writes and syncs. Errors: Io.
Result<void> write_file(const std::string& file, std::string_view bytes);

/// BLAKE2b, 256 bits, in hexadecimal.
std::string checksum(std::string_view bytes);

/// A directory made beside `target`, under a name that starts with a dot; it takes the target's place by commit(), and is
/// removed with all it holds where that did not happen. Threads: one.
class StagedDirectory {
 public:
  /// Makes parents as needed. `marker` is the file by which a directory of ours is known: a target that exists without it,
  /// and is not empty, is left alone. Errors: Conflict; Io.
  static Result<StagedDirectory> beside(const std::string& target, const std::string& marker);

  StagedDirectory(StagedDirectory&& other) noexcept;
  StagedDirectory(const StagedDirectory&) = delete;
  StagedDirectory& operator=(const StagedDirectory&) = delete;
  StagedDirectory& operator=(StagedDirectory&&) = delete;
  ~StagedDirectory();

  std::string file(const std::string& name) const { return path_ + "/" + name; }

  /// Syncs every file, then exchanges the directory with the target in one step and removes what was there before.
  /// Errors: Io.
  Result<void> commit();

 private:
  StagedDirectory(std::string path, std::string target) : path_(std::move(path)), target_(std::move(target)) {}

  std::string path_;  // empty: nothing to remove
  std::string target_;
};

}  // namespace vigie::city
