// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/feeds/{name}: a document of a feed from who cannot be asked for it.
#pragma once

#include "links/feed_desk.hpp"
#include "server/audit/audit.hpp"
#include "server/request.hpp"
#include "server/work_pool.hpp"

namespace vigie::server::endpoints {

/// A source pushes its own feed: the token's name is the path's. The format is the query's ("?format=…"), else feeds.toml's. Answers when
/// what is new is durable; a document that is refused leaves what was known as it was. A feed that Vigie asks for itself is not pushed.
struct PushFeed {
  const links::FeedEntrance* feeds;  ///< nullptr: 503
  audit::Audit& audit;
  WorkPool& slow;
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace vigie::server::endpoints
