// SPDX-License-Identifier: Apache-2.0
// The loop of the watch.
#include "links/device_watch.hpp"

#include <utility>

#include "core/log.hpp"

namespace vigie::links {

DeviceWatch::DeviceWatch(const DeviceRegister& devices, std::chrono::milliseconds every,
                         std::function<void(std::vector<Device>)> changed)
    : devices_(devices), every_(every), changed_(std::move(changed)), thread_([this] { run(); }) {}

DeviceWatch::~DeviceWatch() {
  {
    const Lock lock(mutex_);
    stop_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

void DeviceWatch::run() {
  while (true) {
    look();
    Lock lock(mutex_);
    const bool stop = stopping_.wait_for(lock.native(), every_,
                                         [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) { return stop_; });
    if (stop) return;
  }
}

void DeviceWatch::look() {
  const auto version = devices_.version();
  if (version && seen_ == *version) return;
  auto all = version ? devices_.all() : Result<std::vector<Device>>(version.error());
  if (!all) {
    if (!failing_) log::error("devices", "register cannot be read", {{"why", all.error().what}});
    failing_ = true;
    return;  // what was known stays known; the next look tries again
  }
  failing_ = false;
  seen_ = *version;
  changed_(std::move(*all));
}

}  // namespace vigie::links
