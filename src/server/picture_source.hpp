// SPDX-License-Identifier: Apache-2.0
// PictureSource: what the server shows. The engine fulfils it (through an adapter in apps/).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "model/picture.hpp"
#include "model/rank.hpp"

namespace vigie::server {

/// Threads: any.
class PictureSource {
 public:
  virtual ~PictureSource() = default;

  /// The latest published picture; never null.
  virtual std::shared_ptr<const Picture> picture() const = 0;

  /// Where the units are now; never null.
  virtual std::shared_ptr<const Positions> positions() const = 0;

  /// Grows with every change of positions(): equal numbers mean equal positions.
  virtual std::uint64_t positions_version() const = 0;

  /// `changed` is called after a new picture is published, with the most urgent rank of what changed; at most one is set.
  /// It comes on the engine's thread and only hands over. An empty function takes it back; when that returns, no call is
  /// under way.
  virtual void on_change(std::function<void(Rank)> changed) = 0;
};

}  // namespace vigie::server
