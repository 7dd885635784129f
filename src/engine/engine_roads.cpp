// SPDX-License-Identifier: Apache-2.0
// Publications of road changes: compared with the picture, then submitted piece by piece, each piece durable before the next.
#include <algorithm>
#include <condition_variable>
#include <utility>

#include "engine/engine.hpp"

namespace vigie::engine {
namespace {

constexpr std::size_t kPiece = 1000;  // records that wait in the queue at a time, well within the lane's 16,384

/// Answers of a piece that are still to come.
class Outstanding {
 public:
  explicit Outstanding(std::size_t count) : left_(count) {}

  void done(const Result<links::Outcome>& outcome) {
    {
      const Lock lock(mutex_);
      if (!outcome && result_) result_ = outcome.error();
      --left_;
    }
    changed_.notify_all();
  }

  Result<void> wait() {
    Lock lock(mutex_);
    changed_.wait(lock.native(), [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return left_ == 0; });
    return result_;
  }

 private:
  Mutex mutex_;
  std::condition_variable changed_;
  std::size_t left_ GUARDED_BY(mutex_);
  Result<void> result_ GUARDED_BY(mutex_);
};

}  // namespace

Result<void> Engine::submit_and_wait(const Actor& actor, std::vector<EntryBody> facts) {
  for (std::size_t from = 0; from < facts.size(); from += kPiece) {
    const std::size_t to = std::min(from + kPiece, facts.size());
    const auto outstanding = std::make_shared<Outstanding>(to - from);
    for (std::size_t i = from; i < to; ++i)
      submit(Rank::Sensor, actor, std::move(facts[i]),
             [outstanding](const Result<links::Outcome>& outcome) { outstanding->done(outcome); });
    if (auto taken = outstanding->wait(); !taken) return taken;
  }
  return {};
}

Result<links::RoadPublication> Engine::publish_roads(const Actor& actor, const SourceId& source,
                                                     links::RoadStatement statement) {
  const Lock one_at_a_time(publications_);
  RoadDifference found = difference(*picture(), source, std::move(statement), on_.clock.now(), on_.streets.place);
  std::vector<EntryBody> facts;
  facts.reserve(found.publish.size() + found.revoke.size());
  for (RoadChange& change : found.publish) facts.emplace_back(RoadPublished{std::move(change)});
  for (RoadChangeId& id : found.revoke) facts.emplace_back(RoadRevoked{std::move(id)});
  if (auto taken = submit_and_wait(actor, std::move(facts)); !taken) return taken.error();
  return std::move(found.answer);
}

}  // namespace vigie::engine
