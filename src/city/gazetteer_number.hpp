// SPDX-License-Identifier: Apache-2.0
// House numbers: "12", "12 bis", "12B", "12-14", as typed and as mapped.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::city {

/// A number and what follows it: "bis", "ter", "a" …; "b" and "bis", "t" and "ter", "q" and "quater" are the same.
struct HouseNumber {
  std::int32_t number = 0;
  std::string suffix;
  friend auto operator<=>(const HouseNumber&, const HouseNumber&) = default;
};

/// Where in a row of folded words a house number stands.
struct NumberWords {
  HouseNumber house;
  std::size_t first;
  std::size_t count;
};

/// Every reading of the words that takes one as a house number ("12", "12b", "12 bis"); 1 to 99999.
std::vector<NumberWords> numbers_in(std::span<const std::string> words);

/// The first number of a mapped one ("12", "12 bis", "12B", "12-14", "12;14"); nothing where there is none.
std::optional<HouseNumber> house_number(std::string_view mapped);

}  // namespace vigie::city
