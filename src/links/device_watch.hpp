// SPDX-License-Identifier: Apache-2.0
// DeviceWatch: notices that the register changed, whoever changed it, and passes the new one on.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>
#include <vector>

#include "core/mutex.hpp"
#include "links/device_register.hpp"

namespace vigie::links {

/// Its own thread, so that a slow disk never holds up a connection.
class DeviceWatch {
 public:
  /// `changed` is called on the watch's thread with all devices: once at the start, then after each change.
  DeviceWatch(const DeviceRegister& devices, std::chrono::milliseconds every,
              std::function<void(std::vector<Device>)> changed);
  ~DeviceWatch();
  DeviceWatch(const DeviceWatch&) = delete;
  DeviceWatch& operator=(const DeviceWatch&) = delete;

 private:
  void run();
  void look();

  const DeviceRegister& devices_;
  const std::chrono::milliseconds every_;
  const std::function<void(std::vector<Device>)> changed_;
  std::optional<std::int64_t> seen_;
  bool failing_ = false;
  Mutex mutex_;
  std::condition_variable stopping_;
  bool stop_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace vigie::links
