// SPDX-License-Identifier: Apache-2.0
// TakOutbox: what waits to be written to one phone.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>

namespace vigie::links {

/// Bounded: a slow phone costs only itself. Threads: one.
class TakOutbox {
 public:
  struct Letter {
    std::string about;  ///< a later letter about the same replaces this one while it waits
    std::string bytes;
    std::function<void()> delivered;  ///< after the bytes went out; may be empty
  };

  /// False where it is full: the phone does not keep up.
  bool put(Letter letter);

  /// The next one to write; nothing while one is being written, or where nothing waits.
  const Letter* begin_next();

  /// The one begun went out.
  void finished();

  bool is_writing() const { return writing_.has_value(); }

 private:
  static constexpr std::size_t kMostLetters = 32;
  std::deque<Letter> waiting_;
  std::optional<Letter> writing_;
};

}  // namespace vigie::links
