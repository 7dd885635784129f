// SPDX-License-Identifier: Apache-2.0
// WebFiles: the console's built files, read once at the start and answered from memory: no path ever reaches the disk.
#pragma once

#include <map>
#include <string>

#include "core/result.hpp"
#include "server/request.hpp"

namespace vigie::server {

/// Threads: const, any number of callers.
class WebFiles {
 public:
  /// Reads all files below `root` (none where it is empty); text is kept gzipped as well.
  /// Errors: NotFound where there is no such directory; TooLarge beyond 128 MiB; Io.
  static Result<WebFiles> read(const std::string& root);

  /// The file; index.html for the console's own routes (a path without a dot in its last part); 404 else.
  Response answer(const Request& request) const;

  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string type;
    std::string bytes;
    std::string gzip;  ///< empty where it would not be smaller
    std::string etag;
    bool immutable = false;  ///< its name has its content's hash (Vite's /assets/)
  };
  std::map<std::string, File> files_;  ///< by path: "/assets/index-4f3a.js"
};

}  // namespace vigie::server
