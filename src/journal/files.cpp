// SPDX-License-Identifier: Apache-2.0
// POSIX files with errors as values.
#include "journal/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace vigie::journal {
namespace {

/// A descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : value_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool open() const { return value_ >= 0; }
  int value() const { return value_; }

 private:
  int value_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Error system_error(const std::string& path) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  const ErrorKind kind = full ? ErrorKind::Unavailable : code == ENOENT ? ErrorKind::NotFound : ErrorKind::Io;
  return Error{kind, path + ": " + std::generic_category().message(code)};
}

Result<void> make_directory(const std::string& directory) {
  std::error_code error;
  if (std::filesystem::is_directory(directory, error)) return {};
  const auto parent = std::filesystem::path(directory).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, error);
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return system_error(directory);
  return {};
}

Result<std::string> read_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (!file.open()) return system_error(path);
  std::string bytes;
  char block[4096];
  while (true) {
    const ssize_t got = ::read(file.value(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(path);
    if (got == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(got));
  }
}

Result<void> replace_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".new";
  {
    const Descriptor file(beside, O_WRONLY | O_CREAT | O_TRUNC);
    const bool kept = file.open() && write_all(file.value(), bytes) && ::fdatasync(file.value()) == 0;
    if (!kept) return system_error(beside);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return system_error(path);
  return {};
}

Result<void> overwrite_file(const std::string& path, std::size_t size) {
  const Descriptor file(path, O_WRONLY);
  const bool kept = file.open() && write_all(file.value(), std::string(size, '\0')) && ::fsync(file.value()) == 0;
  if (!kept) return system_error(path);
  return {};
}

Result<void> sync_directory(const std::string& directory) {
  const Descriptor file(directory, O_RDONLY | O_DIRECTORY);
  if (!file.open() || ::fsync(file.value()) != 0) return system_error(directory);
  return {};
}

Result<LockFile> LockFile::take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_error(path);
  LockFile lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return Error{ErrorKind::Conflict, path + ": another process holds it"};
  return system_error(path);
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

LockFile::~LockFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace vigie::journal
