// SPDX-License-Identifier: Apache-2.0
// A table of counts as comma-separated text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace vigie::codec {

/// Rows of equally many numbers, row-major.
struct CountTable {
  std::size_t columns = 0;
  std::vector<double> values;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

enum class HeaderLine { None, One };

/// The most numbers a table may hold.
inline constexpr std::size_t kLargestCountTable = 64'000'000;

/// Reads `text`, one row a line; every number finite, 0 … 1e9; empty lines at the end are left out.
/// Errors: Malformed (text, an empty field, a ragged row, no row at all), OutOfRange (a negative number), TooLarge; each
/// says `name`, the line, what was seen and what was expected.
Result<CountTable> parse_count_table(std::string_view text, HeaderLine header, std::string_view name);

}  // namespace vigie::codec
