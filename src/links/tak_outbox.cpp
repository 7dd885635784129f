// SPDX-License-Identifier: Apache-2.0
// The latest word on a matter wins while it waits.
#include "links/tak_outbox.hpp"

#include <algorithm>
#include <utility>

namespace vigie::links {

bool TakOutbox::put(Letter letter) {
  const auto older = std::find_if(waiting_.begin(), waiting_.end(),
                                  [&](const Letter& waiting) { return waiting.about == letter.about; });
  if (older != waiting_.end()) {
    *older = std::move(letter);
    return true;
  }
  if (waiting_.size() == kMostLetters) return false;
  waiting_.push_back(std::move(letter));
  return true;
}

const TakOutbox::Letter* TakOutbox::begin_next() {
  if (writing_ || waiting_.empty()) return nullptr;
  writing_ = std::move(waiting_.front());
  waiting_.pop_front();
  return &*writing_;
}

void TakOutbox::finished() {
  if (!writing_) return;
  const auto delivered = std::move(writing_->delivered);
  writing_.reset();
  if (delivered) delivered();
}

}  // namespace vigie::links
