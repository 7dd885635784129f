// SPDX-License-Identifier: Apache-2.0
// Tags: a street's OpenStreetMap keys and values, borrowed for the length of a call.
#pragma once

#include <span>
#include <string_view>

namespace vigie::roads {

struct Tag {
  std::string_view key;
  std::string_view value;
};

class Tags {
 public:
  explicit Tags(std::span<const Tag> tags) : tags_(tags) {}

  /// Empty where the key is absent.
  std::string_view operator[](std::string_view key) const {
    for (const Tag& tag : tags_)
      if (tag.key == key) return tag.value;
    return {};
  }

 private:
  std::span<const Tag> tags_;
};

}  // namespace vigie::roads
