// SPDX-License-Identifier: Apache-2.0
// Id<Tag>: names of things that cannot be mistaken for one another.
#pragma once

#include <compare>
#include <string>
#include <utility>

namespace vigie {

/// A non-empty name as its source gives it ("PM-03", "button-17"). Ids of different things do not convert or compare.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

}  // namespace vigie
