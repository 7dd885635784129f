// SPDX-License-Identifier: Apache-2.0
// PictureFeed: the engine's picture as the server wants it.
#pragma once

#include <functional>
#include <memory>

#include "core/mutex.hpp"
#include "engine/engine.hpp"
#include "server/picture_source.hpp"

namespace vigie::apps {

/// Made before the engine starts; both outlive the server.
class PictureFeed : public server::PictureSource {
 public:
  explicit PictureFeed(engine::Engine& engine) : engine_(engine) {
    engine.on_change([this](Rank rank) { tell(rank); });
  }

  std::shared_ptr<const Picture> picture() const override { return engine_.picture(); }
  std::shared_ptr<const Positions> positions() const override { return engine_.positions(); }
  std::uint64_t positions_version() const override { return engine_.positions_version(); }

  void on_change(std::function<void(Rank)> changed) override {
    const Lock lock(mutex_);
    changed_ = std::move(changed);
  }

 private:
  /// Called under the lock, so that after on_change({}) no call is under way.
  void tell(Rank rank) {
    const Lock lock(mutex_);
    if (changed_) changed_(rank);
  }

  engine::Engine& engine_;
  Mutex mutex_;
  std::function<void(Rank)> changed_ GUARDED_BY(mutex_);
};

}  // namespace vigie::apps
