// SPDX-License-Identifier: Apache-2.0
// A mutex that clang can reason about (-Wthread-safety), and its annotations.
#pragma once

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define VIGIE_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define VIGIE_THREAD_ANNOTATION(x)
#endif
#define GUARDED_BY(m) VIGIE_THREAD_ANNOTATION(guarded_by(m))
#define REQUIRES(m) VIGIE_THREAD_ANNOTATION(requires_capability(m))

namespace vigie {

class VIGIE_THREAD_ANNOTATION(capability("mutex")) Mutex {
 public:
  void lock() VIGIE_THREAD_ANNOTATION(acquire_capability()) { mutex_.lock(); }
  void unlock() VIGIE_THREAD_ANNOTATION(release_capability()) { mutex_.unlock(); }
  std::mutex& native() { return mutex_; }

 private:
  std::mutex mutex_;
};

/// Holds a Mutex for a scope.
class VIGIE_THREAD_ANNOTATION(scoped_lockable) Lock {
 public:
  explicit Lock(Mutex& mutex) VIGIE_THREAD_ANNOTATION(acquire_capability(mutex)) : lock_(mutex.native()) {}
  ~Lock() VIGIE_THREAD_ANNOTATION(release_capability()) = default;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  /// For a condition variable's wait.
  std::unique_lock<std::mutex>& native() { return lock_; }

 private:
  std::unique_lock<std::mutex> lock_;
};

}  // namespace vigie
