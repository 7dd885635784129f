// SPDX-License-Identifier: Apache-2.0
// FeedLink: one source of counts, timetables, events, weather or warnings, asked again and again on a thread of its own.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "core/result.hpp"
#include "links/feed_desk.hpp"
#include "links/feed_fetch.hpp"

namespace vigie::links {

struct FeedOptions {
  std::string name;    ///< "agenda": the source and the link are "feed/agenda"
  std::string format;  ///< a word of codec/feed.hpp
  FetchOptions from{};
  std::chrono::milliseconds every{60'000};
  /// How old the newest measurement may be; 0: three times `every`, fifteen minutes at least. Events and warnings do not age so: they are
  /// plans, and hold until the source says otherwise or cannot be reached.
  std::chrono::milliseconds stale_after{0};
  std::chrono::milliseconds longest_pause{15 * 60'000};  ///< after failures; `every` where that is longer
};

/// Fetches, and hands over what is new; what the server calls unchanged, or is the same bytes, is read anew once an hour only, since the days that matter
/// move on. Each failure doubles the pause. A source that is away or slow costs its own thread and nothing else.
/// Notes LinkChanged for "feed/NAME" with each document and when the state changes; down means: no answer, not understood, or stale.
class FeedLink {
 public:
  /// `desk` outlives it. Errors: Malformed (the name), OutOfRange (no pause), NotFound (the format), those of FeedFetch::create.
  static Result<std::unique_ptr<FeedLink>> create(const FeedDesk& desk, FeedOptions options);

  /// stop(), where it was not called.
  virtual ~FeedLink() = default;

  virtual void start() = 0;

  /// Ends a transfer that is under way and returns when the thread has ended. Call it before the intake goes.
  virtual void stop() = 0;
};

}  // namespace vigie::links
