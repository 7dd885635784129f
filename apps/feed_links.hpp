// SPDX-License-Identifier: Apache-2.0
// FeedLinks: the feeds of DATA/feeds.toml, running, and the entrance of those that push.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "links/feed_desk.hpp"
#include "links/feed_link.hpp"
#include "model/zone.hpp"

namespace vigie::apps {

class FeedLinks {
 public:
  /// Watches the zones' corners, gates and middles. Errors: those of read_feeds and FeedLink::create.
  static Result<std::unique_ptr<FeedLinks>> create(const std::string& data, links::FeedDependencies on,
                                                   const TimeZone& zone, const std::vector<Zone>& zones);

  void start();
  /// Call it before the intake goes; entrance() may be used as long as this lives.
  void stop();

  const links::FeedEntrance& entrance() const { return entrance_; }
  std::size_t count() const { return links_.size(); }

 private:
  FeedLinks(links::FeedDependencies on, links::FeedCity city) : desk_(on, std::move(city)), entrance_{desk_, {}, {}} {}

  const links::FeedDesk desk_;
  links::FeedEntrance entrance_;
  std::vector<std::unique_ptr<links::FeedLink>> links_;
};

}  // namespace vigie::apps
