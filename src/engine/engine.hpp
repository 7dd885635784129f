// SPDX-License-Identifier: Apache-2.0
// Engine: one writer folds what comes in into the picture: durable first, then visible, then acted upon.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/metrics.hpp"
#include "core/mutex.hpp"
#include "core/time.hpp"
#include "dispatch/travel_times.hpp"
#include "engine/admission.hpp"
#include "engine/advisor.hpp"
#include "engine/count_reducer.hpp"
#include "engine/fold.hpp"
#include "engine/position_desk.hpp"
#include "engine/ranked_queue.hpp"
#include "engine/road_publication.hpp"
#include "journal/journal.hpp"
#include "links/crowd_intake.hpp"
#include "links/intake.hpp"
#include "links/tasking.hpp"
#include "store/board.hpp"

namespace vigie::engine {

/// What the engine wants of the streets; where a function is absent, road changes are kept and shown but change nothing.
struct Streets {
  std::function<void(RoadChange&)> place;  ///< finds the streets a change lies on; any thread
  std::function<bool(const Picture&, Time)>
      follow{};  ///< brings travel times to the picture; true where one changed; one thread
};

/// What the engine stands on; all outlive it.
struct Dependencies {
  journal::Journal& journal;
  store::PositionLane& lane;
  const dispatch::TravelTimes& travel_times;
  std::function<std::string(const geo::Position&)> address;  ///< nearest address in words; any thread
  const WallClock& clock;
  Metrics& metrics;
  Streets streets{};
  /// Is told of each record once it is durable; on the writer's thread: it hands over. May be absent.
  std::function<void(const Entry&)> heard{};
};

struct Options {
  LegalBases legal_bases;
  std::size_t batch = 256;                  ///< most records in one commit
  std::uint64_t checkpoint_every = 20'000;  ///< records
};

/// Threads: the Intake's calls, picture() and positions() any; start() and stop() the owner's.
/// Its own threads: the writer, the positions', the advisor's.
class Engine : public links::Intake, public links::RoadIntake, public links::CrowdIntake {
 public:
  /// Rebuilds the picture from the journal. Errors: Corrupt.
  static Result<std::unique_ptr<Engine>> create(Dependencies dependencies, Options options);
  ~Engine() override;

  /// Before start().
  void add(links::TaskingSender& sender) { senders_.push_back(&sender); }
  void on_change(store::Board::Listener listener) { board_.on_change(std::move(listener)); }

  void start();
  /// Takes what is queued, writes a checkpoint, and ends. After this the Intake refuses.
  void stop();

  std::shared_ptr<const Picture> picture() const { return board_.picture(); }
  std::shared_ptr<const Positions> positions() const { return positions_.positions(); }
  std::uint64_t positions_version() const { return positions_.version(); }

  /// Was the last commit durable? Errors: Unavailable. Threads: any.
  Result<void> healthy() const;

  void observe(Actor actor, Observation observation,
               std::function<void(links::Receipt, const std::string&)> done) override;
  void report(UnitPosition position) override { positions_.report(std::move(position)); }
  void command(Actor actor, Command command, std::function<void(Result<links::Outcome>)> done) override;
  void note(Actor actor, EntryBody fact) override;
  Result<links::RoadPublication> publish_roads(const Actor& actor, const SourceId& source,
                                               links::RoadStatement statement) override;
  Result<links::FeedReceipt> take(const Actor& actor, const SourceId& source, FeedContent content) override;

 private:
  /// One thing to be journalled and folded, and who waits for it.
  struct Item {
    Rank rank;
    Entry entry;
    std::function<void(const Result<links::Outcome>&)> done;
  };
  /// An item that the picture allowed, and what it made.
  struct Applied {
    Item item;
    Folded folded;
  };

  Engine(Dependencies dependencies, Options options, Picture recovered);

  Result<void> submit_and_wait(const Actor& actor, std::vector<EntryBody> facts);
  bool submit(Rank rank, Actor actor, EntryBody body, std::function<void(const Result<links::Outcome>&)> done);
  void observe_count(Actor actor, Observation count,
                     const std::function<void(links::Receipt, const std::string&)>& done);
  void run();
  void commit(std::vector<Item> items);
  std::vector<Applied> apply(std::vector<Item> items);
  bool make_durable(std::vector<Applied>& applied);
  void publish(const std::vector<Applied>& applied);
  void act(const std::vector<Applied>& applied);
  void tick();
  void take_links_down();
  void checkpoint();

  Dependencies on_;
  Options options_;
  RankedQueue<Item> queue_;
  store::Board board_;
  PositionDesk positions_;
  Advisor advisor_;
  std::vector<links::TaskingSender*> senders_;

  Mutex counts_mutex_;
  CountReducer counts_ GUARDED_BY(counts_mutex_);

  Mutex publications_;  ///< held while a publication or a document is taken

  Picture working_;  ///< the writer's own
  Time last_tick_{};
  std::uint64_t since_checkpoint_ = 0;
  std::atomic<bool> durable_ = true;  ///< the last commit was
  bool started_ = false;
  std::thread writer_;
};

}  // namespace vigie::engine
