// SPDX-License-Identifier: Apache-2.0
// Board: where the current picture hangs; the writer replaces it, everybody reads it, listeners are told.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "core/snapshot.hpp"
#include "model/picture.hpp"

namespace vigie::store {

/// Threads: one writer, any number of readers. Listeners are added before the first publication and are called on the writer's
/// thread: they hand over, they do not work there.
class Board {
 public:
  using Listener = std::function<void(Rank)>;

  std::shared_ptr<const Picture> picture() const { return picture_.get(); }

  /// `most_urgent`: the most urgent rank among the changes since the last publication.
  void publish(std::shared_ptr<const Picture> picture, Rank most_urgent) {
    picture_.publish(std::move(picture));
    for (const Listener& listener : listeners_) listener(most_urgent);
  }

  void on_change(Listener listener) { listeners_.push_back(std::move(listener)); }

 private:
  Snapshot<Picture> picture_;
  std::vector<Listener> listeners_;
};

}  // namespace vigie::store
