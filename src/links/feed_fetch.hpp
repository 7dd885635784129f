// SPDX-License-Identifier: Apache-2.0
// FeedFetch: a feed's document, from a web server or from a file, within limits of size and time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "core/result.hpp"

namespace vigie::links {

struct FetchOptions {
  std::string url;             ///< http: or https:; the token goes over https: only, or to a loopback address
  std::string file;            ///< instead of `url`
  std::string token;           ///< sent as "Authorization: Bearer …"; empty: none
  std::string authority_file;  ///< PEM; instead of the system's authorities
  std::size_t most_bytes = std::size_t{64} << 20;
  std::chrono::milliseconds timeout{60'000};  ///< for the whole document
};

/// By what a server or a file system tells that nothing has changed.
struct Version {
  std::string tag;       ///< ETag, or a file's time and size
  std::string modified;  ///< Last-Modified
};

struct Fetched {
  bool is_unchanged = false;  ///< since the version that was given; then `bytes` is empty
  std::string bytes;
  Version version;
};

/// Threads: one; `stopping` may be set by any.
class FeedFetch {
 public:
  /// `stopping` outlives it. Errors: Malformed (neither or both of url and file, another kind of address, a password in the address),
  /// Forbidden (a token without TLS beyond loopback).
  static Result<std::unique_ptr<FeedFetch>> create(FetchOptions options, const std::atomic<bool>& stopping);
  virtual ~FeedFetch() = default;

  /// Errors: Unavailable (no answer, a status that is not 200 or 304, a certificate that does not check, a document cut short, stopping),
  /// TooLarge, Forbidden (a redirect to another host, more than three), NotFound, Io. None says more of the address than its host.
  virtual Result<Fetched> fetch(const Version& known) = 0;
};

}  // namespace vigie::links
