// SPDX-License-Identifier: Apache-2.0
// A feed's document by HTTP: verified, bounded, redirected within its host only.
#pragma once

#include "links/feed_fetch.hpp"

namespace vigie::links {

/// As FeedFetch::create, for options with a url.
Result<std::unique_ptr<FeedFetch>> http_fetch(FetchOptions options, const std::atomic<bool>& stopping);

}  // namespace vigie::links
