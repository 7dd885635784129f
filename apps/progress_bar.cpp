// SPDX-License-Identifier: Apache-2.0
// One line, drawn over itself.
#include "progress_bar.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace vigie::apps {

ProgressBar::ProgressBar(Talk talk) : quiet_(talk == Talk::Quiet), terminal_(isatty(STDERR_FILENO) == 1) {}
ProgressBar::~ProgressBar() { finish(); }

void ProgressBar::stage(std::string_view name) const {
  stage_ = name;
  percent_ = -1;
  if (quiet_) return;
  if (terminal_) draw(0);
  else std::fprintf(stderr, "%s…\n", stage_.c_str());
}

void ProgressBar::at(double fraction) const {
  if (quiet_ || !terminal_) return;
  draw(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100));
}

void ProgressBar::draw(int percent) const {
  constexpr int kWidth = 40;
  if (percent == percent_) return;
  percent_ = percent;
  const auto full = static_cast<std::size_t>(percent * kWidth / 100);
  const std::string bar = std::string(full, '#') + std::string(kWidth - full, '-');
  std::fprintf(stderr, "\r\x1b[K%-20s [%s] %3d %%", stage_.c_str(), bar.c_str(), percent);
  std::fflush(stderr);
}

void ProgressBar::finish() const {
  if (quiet_ || !terminal_ || percent_ < 0) return;
  std::fputs("\r\x1b[K", stderr);
  percent_ = -1;
}

}  // namespace vigie::apps
