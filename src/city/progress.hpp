// SPDX-License-Identifier: Apache-2.0
// Progress: what a long import says of itself; silent unless somebody listens.
#pragma once

#include <string_view>

namespace vigie::city {

/// The importer names its stage, then says how far it is. This one says nothing; the command line derives from it.
/// Threads: the importer's.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;

  /// A new stage begins, at 0: "roads", "addresses", "tiles" …
  virtual void stage(std::string_view /*name*/) const {}

  /// How far the stage is, 0 to 1; cheap enough to call often.
  virtual void at(double /*fraction*/) const {}
};

}  // namespace vigie::city
