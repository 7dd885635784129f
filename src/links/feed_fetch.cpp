// SPDX-License-Identifier: Apache-2.0
// Files by POSIX, web servers by http_get.
#include "links/feed_fetch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "links/http_get.hpp"

namespace vigie::links {
namespace {

Error too_large(std::size_t most_bytes) {
  return Error{ErrorKind::TooLarge, "a document of more than " + std::to_string(most_bytes) + " bytes"};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

class FileFetch : public FeedFetch {
 public:
  explicit FileFetch(FetchOptions options) : options_(std::move(options)) {}

  Result<Fetched> fetch(const Version& known) override {
    // Not blocking: a pipe that somebody put in its place must not hold the link.
    const Descriptor file(::open(options_.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0)
      return Error{errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Io,
                   std::string("the file: ") + std::strerror(errno)};
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0 || !S_ISREG(facts.st_mode)) return Error{ErrorKind::Io, "it is no file"};
    if (static_cast<std::size_t>(facts.st_size) > options_.most_bytes) return too_large(options_.most_bytes);
    Fetched fetched;
    fetched.version.tag = std::to_string(facts.st_mtim.tv_sec) + "." + std::to_string(facts.st_mtim.tv_nsec) + "/" +
                          std::to_string(facts.st_size) + "/" + std::to_string(facts.st_ino);
    fetched.is_unchanged = fetched.version.tag == known.tag;
    if (fetched.is_unchanged) return fetched;
    fetched.bytes.resize(static_cast<std::size_t>(facts.st_size));
    std::size_t held = 0;
    while (held < fetched.bytes.size()) {
      const ssize_t got = ::read(file.number(), fetched.bytes.data() + held, fetched.bytes.size() - held);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;  // it became shorter: its reader will say so
      held += static_cast<std::size_t>(got);
    }
    fetched.bytes.resize(held);
    return fetched;
  }

 private:
  const FetchOptions options_;
};

}  // namespace

Result<std::unique_ptr<FeedFetch>> FeedFetch::create(FetchOptions options, const std::atomic<bool>& stopping) {
  if (options.url.empty() == options.file.empty())
    return Error{ErrorKind::Malformed, "a feed has either a url or a file"};
  if (options.url.empty()) return std::unique_ptr<FeedFetch>(std::make_unique<FileFetch>(std::move(options)));
  return http_fetch(std::move(options), stopping);
}

}  // namespace vigie::links
