// SPDX-License-Identifier: Apache-2.0
// WorkPool: a few threads for what takes long (password hashes, reading the audit), behind a bounded queue.
#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "core/mutex.hpp"

namespace vigie::server {

/// Threads: any number of callers. What waits when the pool ends is still done.
class WorkPool {
 public:
  struct Options {
    std::size_t threads;
    std::size_t waiting;  ///< beyond this, run() says no
  };

  explicit WorkPool(Options options) : options_(options) {
    for (std::size_t i = 0; i < options.threads; ++i) threads_.emplace_back([this] { work(); });
  }
  ~WorkPool() {
    {
      const Lock lock(mutex_);
      closing_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// False where too much waits already.
  bool run(std::function<void()> job) {
    {
      const Lock lock(mutex_);
      if (closing_ || jobs_.size() >= options_.waiting) return false;
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
  }

 private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        Lock lock(mutex_);
        ready_.wait(lock.native(),
                    [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return closing_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
    }
  }

  const Options options_;
  Mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_ GUARDED_BY(mutex_);
  bool closing_ GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace vigie::server
