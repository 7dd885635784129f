// SPDX-License-Identifier: Apache-2.0
// WhatIfDesk: what-ifs of crowds that people ask for: one at a time on a thread of its own, with progress; answers kept for a while.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/mutex.hpp"
#include "core/time.hpp"
#include "model/crowd_scenario.hpp"
#include "movement/what_if.hpp"

namespace vigie::engine {

/// A scenario that may be asked about.
struct OfferedScenario {
  std::string id;  ///< its file's name without ".toml"
  CrowdScenario scenario;
};

/// What somebody asks.
struct WhatIfQuestion {
  std::string scenario;              ///< id
  std::optional<double> people;      ///< instead of the scenario's
  std::vector<CrowdChange> changes;  ///< empty: the base alone
  std::size_t runs = 50;             ///< 0 to kMostRuns
  std::uint64_t seed = 1;
};

enum class WhatIfState : std::uint8_t { Waiting, Running, Done, Failed, Cancelled };

struct WhatIfView {
  std::string id;
  WhatIfState state = WhatIfState::Waiting;
  double done = 0;  ///< 0 to 1
  std::shared_ptr<const WhatIfQuestion> question;
  std::optional<Error> error;                            ///< of Failed
  std::shared_ptr<const movement::WhatIfAnswer> answer;  ///< of Done
};

/// Each person has one at a time: a new question cancels their older one that is not done. Threads: any; its own computes.
class WhatIfDesk {
 public:
  static constexpr std::size_t kMostRuns = 200;
  static constexpr std::size_t kMostWaiting = 8;
  static constexpr std::size_t kKept = 16;  ///< answers, the newest

  /// Borrows the graph.
  WhatIfDesk(const roads::WalkGraph& walk, std::vector<OfferedScenario> scenarios);
  ~WhatIfDesk();

  const std::vector<OfferedScenario>& scenarios() const { return scenarios_; }

  /// The job's id. Errors: NotFound, OutOfRange; Unavailable where too many wait.
  Result<std::string> ask(const std::string& who, WhatIfQuestion question);
  /// Their own only. Errors: NotFound, also once it was forgotten.
  Result<WhatIfView> look(const std::string& who, const std::string& id) const;
  Result<void> cancel(const std::string& who, const std::string& id);

 private:
  struct Job {
    std::string id, who;
    std::shared_ptr<const WhatIfQuestion> question;
    WhatIfState state = WhatIfState::Waiting;
    double done = 0;
    std::optional<Error> error;
    std::shared_ptr<const movement::WhatIfAnswer> answer;
    bool cancelled = false;
  };
  using Jobs = std::deque<std::shared_ptr<Job>>;

  void run();
  void compute(const std::shared_ptr<Job>& job);
  const CrowdScenario* find(const std::string& id) const;
  std::shared_ptr<Job> next() REQUIRES(mutex_);
  void forget() REQUIRES(mutex_);

  const roads::WalkGraph& walk_;
  const std::vector<OfferedScenario> scenarios_;
  mutable Mutex mutex_;
  std::condition_variable wake_;
  Jobs jobs_ GUARDED_BY(mutex_);  ///< oldest first; a Job's members are guarded too
  std::uint64_t next_id_ GUARDED_BY(mutex_) = 1;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace vigie::engine
