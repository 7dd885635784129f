// SPDX-License-Identifier: Apache-2.0
// POSIX files with their modes set at birth.
#include "links/secret_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace vigie::links {
namespace {

Error io_error(const std::string& path) { return Error{ErrorKind::Io, path + ": " + std::strerror(errno)}; }

bool write_all(int descriptor, const std::string& content) {
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t wrote = ::write(descriptor, content.data() + done, content.size() - done);
    if (wrote < 0 && errno != EINTR) return false;
    if (wrote > 0) done += static_cast<std::size_t>(wrote);
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<void> write_file(const std::string& path, const std::string& content, Readable readable) {
  const std::string beside = path + ".new";
  ::unlink(beside.c_str());
  const mode_t mode = readable == Readable::ByOwner ? 0600 : 0644;
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) return io_error(beside);
  const bool wrote = write_all(descriptor, content);
  const Error fault = io_error(beside);
  ::close(descriptor);
  if (!wrote) {
    ::unlink(beside.c_str());
    return fault;
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return io_error(path);
  return {};
}

Result<std::string> read_file(const std::string& path, Readable readable) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return Error{ErrorKind::NotFound, path + ": no such file"};
  if (descriptor < 0) return io_error(path);
  struct stat facts {};
  std::string content;
  std::array<char, 4096> chunk{};
  ssize_t got = 0;
  if (::fstat(descriptor, &facts) == 0)
    while ((got = ::read(descriptor, chunk.data(), chunk.size())) > 0)
      content.append(chunk.data(), static_cast<std::size_t>(got));
  ::close(descriptor);
  if (got < 0) return io_error(path);
  if (readable == Readable::ByOwner && (facts.st_mode & 077) != 0)
    return Error{ErrorKind::Forbidden, path + ": can be read by others; expected mode 0600"};
  return content;
}

Result<void> make_folder(const std::string& path) {
  std::error_code fault;
  const bool made = std::filesystem::create_directories(path, fault);
  if (fault) return Error{ErrorKind::Io, path + ": " + fault.message()};
  if (made) std::filesystem::permissions(path, std::filesystem::perms::owner_all, fault);
  return {};
}

Result<FileLock> FileLock::take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return io_error(path);
  if (::flock(descriptor, LOCK_EX) != 0) {
    const Error fault = io_error(path);
    ::close(descriptor);
    return fault;
  }
  return FileLock(descriptor);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

}  // namespace vigie::links
