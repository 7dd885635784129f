// SPDX-License-Identifier: Apache-2.0
// POSIX files, fsync and renameat2.
#include "city/files.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/check.hpp"

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

Error io(const std::string& path, int number) {
  return {ErrorKind::Io, path + ": " + std::generic_category().message(number)};
}

Result<void> sync(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return io(path, errno);
  const int failed = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  if (failed != 0) return io(path, failed);
  return {};
}

std::string parent_of(const std::string& path) {
  const std::string parent = fs::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

/// "var/porto/" is "var/porto".
std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

Result<std::string> read_file(const std::string& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) return Error{ErrorKind::NotFound, file + ": no such file"};
  if (fd < 0) return io(file, errno);
  std::string bytes;
  std::array<char, 1 << 16> chunk{};
  ssize_t got = 0;
  while ((got = ::read(fd, chunk.data(), chunk.size())) > 0) bytes.append(chunk.data(), static_cast<std::size_t>(got));
  const int failed = got < 0 ? errno : 0;
  ::close(fd);
  if (failed != 0) return io(file, failed);
  return bytes;
}

Result<void> write_file(const std::string& file, std::string_view bytes) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return io(file, errno);
  int failed = 0;
  while (!bytes.empty() && failed == 0) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0) failed = errno;
    else bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (failed == 0 && ::fsync(fd) != 0) failed = errno;
  if (::close(fd) != 0 && failed == 0) failed = errno;
  if (failed != 0) return io(file, failed);
  return {};
}

std::string checksum(std::string_view bytes) {
  VIGIE_CHECK(sodium_init() >= 0);
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     nullptr, 0);
  std::array<char, 65> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

Result<StagedDirectory> StagedDirectory::beside(const std::string& target, const std::string& marker) {
  const std::string place = without_slash(target);
  std::error_code fault;
  if (fs::exists(place, fault)) {
    if (!fs::is_directory(place, fault)) return Error{ErrorKind::Conflict, place + ": exists and is not a directory"};
    if (!fs::exists(place + "/" + marker, fault) && !fs::is_empty(place, fault))
      return Error{ErrorKind::Conflict, place + ": holds other files (no " + marker + "); not replaced"};
  }
  const std::string parent = parent_of(place);
  fs::create_directories(parent, fault);
  if (fault) return io(parent, fault.value());
  std::string path = parent + "/." + fs::path(place).filename().string() + ".import-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return io(parent, errno);
  ::chmod(path.c_str(), 0755);  // a city is no secret, and the server may be another user
  return StagedDirectory(path, place);
}

StagedDirectory::StagedDirectory(StagedDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})), target_(std::move(other.target_)) {}

StagedDirectory::~StagedDirectory() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<void> StagedDirectory::commit() {
  std::error_code fault;
  for (const fs::directory_entry& entry : fs::directory_iterator(path_, fault))
    if (Result<void> synced = sync(entry.path().string()); !synced) return synced;
  if (fault) return io(path_, fault.value());
  if (Result<void> synced = sync(path_); !synced) return synced;

  // An empty or absent target is simply renamed over; an old city changes places with the new one.
  if (::rename(path_.c_str(), target_.c_str()) == 0) {
    path_.clear();
  } else if (errno != ENOTEMPTY && errno != EEXIST) {
    return io(target_, errno);
  } else if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) != 0) {
    if (errno != EINVAL && errno != ENOSYS) return io(target_, errno);
    // This file system cannot exchange: two renames, with a moment without a city between them.
    const std::string old = path_ + ".old";
    if (::rename(target_.c_str(), old.c_str()) != 0) return io(target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) {
      const int failed = errno;
      ::rename(old.c_str(), target_.c_str());
      return io(target_, failed);
    }
    path_ = old;
  }
  return sync(parent_of(target_));  // the old city, now under our name, goes with us
}

}  // namespace vigie::city
