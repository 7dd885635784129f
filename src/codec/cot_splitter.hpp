// SPDX-License-Identifier: Apache-2.0
// CotSplitter: cuts the bytes of a TAK connection into events, and finds the next one after rubbish.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "codec/cot.hpp"

namespace vigie::codec {

/// TAK streams are `<event …>…</event>` one after the other, with XML declarations and white space between them.
/// Events do not nest, so an `<event` inside one means that the first was cut off: it is dropped, and counted.
/// Memory: at most one event of kMaxCotBytes and what one feed() brings. Threads: one.
class CotSplitter {
 public:
  /// Calls `each` with every event that is whole, in order; the text lives for the call only.
  void feed(std::string_view bytes, const std::function<void(std::string_view)>& each);

  /// Stretches of bytes that belong to no event, declarations and white space aside; cut-off events included.
  std::uint64_t garbage() const { return garbage_; }

  /// Events dropped because they did not end within kMaxCotBytes.
  std::uint64_t oversized() const { return oversized_; }

 private:
  enum class Place { Between, StartTag, Body };
  enum class Step { Again, NeedsMore };

  Step seek();
  Step walk_start_tag(const std::function<void(std::string_view)>& each);
  Step walk_body(const std::function<void(std::string_view)>& each);
  void skip(std::size_t to);
  void finish(std::size_t end, const std::function<void(std::string_view)>& each);
  bool drop_if_oversized();

  std::string buffer_;
  std::size_t begin_ = 0;  ///< where the event, or what lies between events, begins
  std::size_t scan_ = 0;   ///< looked at up to here
  Place place_ = Place::Between;
  char quote_ = 0;  ///< inside a quoted attribute value of the start tag
  bool in_garbage_ = false;
  std::uint64_t garbage_ = 0;
  std::uint64_t oversized_ = 0;
};

}  // namespace vigie::codec
