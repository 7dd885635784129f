// SPDX-License-Identifier: Apache-2.0
// The feeds a site has entered, from DATA/feeds.toml (docs/operating/feeds.md).
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "links/feed_link.hpp"

namespace vigie::apps {

struct Feeds {
  std::vector<links::FeedOptions> polled;
  /// Name and format of those that push: POST /api/v1/feeds/NAME.
  std::vector<std::pair<std::string, std::string>> pushed;
};

/// Reads the file; none at all is no feed. Files that it names are relative to its own folder; tokens are read here.
/// Errors: Malformed, naming file, line and what was expected; those of a token's file (Forbidden where others can read it).
Result<Feeds> read_feeds(const std::string& file);

}  // namespace vigie::apps
