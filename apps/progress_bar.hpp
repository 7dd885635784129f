// SPDX-License-Identifier: Apache-2.0
// ProgressBar: an import's progress on standard error: a bar on a terminal, a line per stage elsewhere.
#pragma once

#include <string>

#include "city/progress.hpp"

namespace vigie::apps {

enum class Talk { Normal, Quiet };

/// Threads: one.
class ProgressBar : public city::Progress {
 public:
  explicit ProgressBar(Talk talk);
  ~ProgressBar() override;

  void stage(std::string_view name) const override;
  void at(double fraction) const override;

  /// Clears the bar, so that what is printed next starts on an empty line.
  void finish() const;

 private:
  void draw(int percent) const;

  const bool quiet_;
  const bool terminal_;
  mutable std::string stage_;
  mutable int percent_ = -1;  // as drawn
};

}  // namespace vigie::apps
