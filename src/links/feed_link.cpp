// SPDX-License-Identifier: Apache-2.0
// Fetch, compare, hand over, tell, pause.
#include "links/feed_link.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "codec/feed.hpp"
#include "core/log.hpp"
#include "core/mutex.hpp"

namespace vigie::links {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLeastStale{15 * 60'000};
constexpr std::chrono::hours kReadAnewAfter{1};
constexpr int kMostDoublings = 20;

/// What is known of the last document that was taken.
struct Last {
  Version version;
  std::size_t hash = 0;
  Time read;
  FeedOutcome outcome;
};

class PollingLink : public FeedLink {
 public:
  PollingLink(const FeedDesk& desk, FeedOptions options)
      : desk_(desk), options_(std::move(options)), actor_(Actor::source(SourceId("feed/" + options_.name))) {}
  ~PollingLink() override { stop(); }

  Result<void> prepare() {
    auto fetch = FeedFetch::create(options_.from, stopping_);
    if (!fetch) return Error{fetch.error().kind, "feed '" + options_.name + "': " + fetch.error().what};
    fetch_ = std::move(*fetch);
    return {};
  }

  void start() override {
    thread_ = std::thread([this] { run(); });
  }
  void stop() override {
    {
      const Lock lock(mutex_);
      stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    int failures = 0;
    while (!stopping_) {
      const Result<void> done = once();
      if (stopping_) return;
      if (!done) tell(false, done.error().what);
      failures = done ? 0 : std::min(failures + 1, kMostDoublings);
      rest(pause_after(failures));
    }
  }

  milliseconds pause_after(int failures) const {
    const milliseconds longest = std::max(options_.longest_pause, options_.every);
    return std::min(longest, options_.every * (std::int64_t{1} << failures));
  }

  /// One time round. Errors: why there is no document.
  Result<void> once() {
    const Time now = desk_.clock().now();
    const bool anew = !last_ || now - last_->read >= kReadAnewAfter || now < last_->read;
    auto fetched = fetch_->fetch(anew ? Version{} : last_->version);
    if (!fetched) {
      if (!stopping_) desk_.failed(options_.name);
      return fetched.error();
    }
    const std::size_t hash = std::hash<std::string_view>()(fetched->bytes);
    const bool same = fetched->is_unchanged || (!anew && hash == last_->hash);
    if (!same) {
      auto taken = desk_.take(actor_, options_.name, options_.format, fetched->bytes);
      if (!taken) return taken.error();  // without its version: the same document is tried again
      last_ = Last{std::move(fetched->version), hash, now, std::move(*taken)};
    }
    judge(now, same);
    return {};
  }

  /// Up, unless what it measures is old.
  void judge(Time now, bool same) {
    const auto& newest = last_->outcome.newest;
    const milliseconds age = newest ? now - *newest : milliseconds(0);
    const bool stale = age > stale_after();
    const bool changed = !told_up_ || *told_up_ == stale;
    if (same && !changed) return;
    if (stale)
      return tell(false, "stale: its newest measurement is " + minutes(age) + " old, expected " +
                             minutes(stale_after()) + " at most");
    tell(true, in_words(last_->outcome));
  }

  milliseconds stale_after() const {
    return options_.stale_after.count() > 0 ? options_.stale_after : std::max(3 * options_.every, kLeastStale);
  }
  static std::string minutes(milliseconds time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(time).count()) + " min";
  }

  /// Down is told when it begins and when its reason changes; up with each document.
  void tell(bool up, const std::string& detail) {
    const bool changed = !told_up_ || *told_up_ != up;
    if (!up && !changed && detail == told_) return;
    if (changed || !up)
      log::write(up ? log::Level::Info : log::Level::Warning, "feed", up ? "up" : "down",
                 {{"feed", options_.name}, {"detail", detail}});
    told_up_ = up;
    told_ = detail;
    desk_.tell(actor_, options_.name, up, detail);
  }

  void rest(milliseconds pause) {
    Lock lock(mutex_);
    woken_.wait_for(lock.native(), pause, [this] { return stopping_.load(); });
  }

  const FeedDesk& desk_;
  const FeedOptions options_;
  const Actor actor_;
  std::unique_ptr<FeedFetch> fetch_;
  std::optional<Last> last_;
  std::optional<bool> told_up_;
  std::string told_;
  Mutex mutex_;
  std::condition_variable woken_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<FeedLink>> FeedLink::create(const FeedDesk& desk, FeedOptions options) {
  if (!is_feed_name(options.name))
    return Error{ErrorKind::Malformed, "a feed's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'"};
  if (!codec::feed_format(options.format)) {
    const FeedContext nobody{SourceId("feed/" + options.name), {}, TimeZone::named("UTC").value(), {}, 0};
    return Error{ErrorKind::NotFound,
                 "feed '" + options.name + "': " + codec::read_feed(options.format, "", nobody).error().what};
  }
  if (options.every <= milliseconds(0))
    return Error{ErrorKind::OutOfRange, "feed '" + options.name + "': asked again at once, expected a pause"};
  auto link = std::make_unique<PollingLink>(desk, std::move(options));
  if (auto prepared = link->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<FeedLink>(std::move(link));
}

}  // namespace vigie::links
