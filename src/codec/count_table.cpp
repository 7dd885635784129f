// SPDX-License-Identifier: Apache-2.0
// Line by line, field by field; the first fault ends it.
#include "codec/count_table.hpp"

#include <charconv>
#include <string>

namespace vigie::codec {
namespace {

constexpr double kLargestCount = 1e9;
constexpr std::size_t kQuotedBytes = 20;

std::string_view without_return(std::string_view line) {
  return !line.empty() && line.back() == '\r' ? line.substr(0, line.size() - 1) : line;
}

/// What was seen, short and printable, whatever bytes came.
std::string quoted(std::string_view field) {
  if (field.empty()) return "an empty field";
  std::string shown;
  for (const char c : field.substr(0, kQuotedBytes)) shown += c >= ' ' && c <= '~' ? c : '?';
  return '"' + shown + (field.size() > kQuotedBytes ? "…\"" : "\"");
}

std::string line_of(std::string_view name, std::size_t line) {
  return std::string(name) + " line " + std::to_string(line);
}

std::string field_fault(const std::string& where, std::size_t number, std::string_view field, const char* expected) {
  return where + ", field " + std::to_string(number) + ": " + quoted(field) + ", expected " + expected;
}

/// Appends the numbers of one line.
Result<void> parse_line(std::string_view line, const std::string& where, std::vector<double>& values) {
  std::size_t field_number = 0;
  for (bool more = true; more;) {
    const std::size_t comma = line.find(',');
    const std::string_view field = line.substr(0, comma);
    more = comma != std::string_view::npos;
    if (more) line.remove_prefix(comma + 1);
    ++field_number;
    double value = 0;
    const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (fault != std::errc{} || end != field.data() + field.size())
      return Error{ErrorKind::Malformed, field_fault(where, field_number, field, "a number")};
    if (!(value >= 0 && value <= kLargestCount))
      return Error{ErrorKind::OutOfRange, field_fault(where, field_number, field, "a count from 0 to 1e9")};
    if (values.size() == kLargestCountTable)
      return Error{ErrorKind::TooLarge, where + ": more than " + std::to_string(kLargestCountTable) + " numbers"};
    values.push_back(value);
  }
  return {};
}

}  // namespace

Result<CountTable> parse_count_table(std::string_view text, HeaderLine header, std::string_view name) {
  CountTable table;
  std::size_t line_number = 0, empty_line = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = without_return(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_number;
    if (line_number == 1 && header == HeaderLine::One) continue;
    if (line.empty()) {
      if (empty_line == 0) empty_line = line_number;
      continue;
    }
    if (empty_line != 0) return Error{ErrorKind::Malformed, line_of(name, empty_line) + ": empty, expected numbers"};
    const std::size_t before = table.values.size();
    const std::string where = line_of(name, line_number);
    if (const Result<void> parsed = parse_line(line, where, table.values); !parsed) return parsed.error();
    const std::size_t seen = table.values.size() - before;
    if (before == 0) table.columns = seen;
    if (seen != table.columns)
      return Error{ErrorKind::Malformed, where + ": " + std::to_string(seen) + " numbers, expected " +
                                             std::to_string(table.columns) + " as in the first row"};
  }
  if (table.values.empty())
    return Error{ErrorKind::Malformed, std::string(name) + " holds no row, expected lines of numbers"};
  return table;
}

}  // namespace vigie::codec
