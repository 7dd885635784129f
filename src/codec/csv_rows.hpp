// SPDX-License-Identifier: Apache-2.0
// CsvRows: comma-separated text with a header line, row by row, in memory bounded by its longest row.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostCsvColumns = 256;
inline constexpr std::size_t kLongestCsvRow_bytes = std::size_t{64} * 1024;

/// Fills up to `most` bytes; 0 at the end. Errors: end the reading.
using ReadPiece = std::function<Result<std::size_t>(char* into, std::size_t most)>;

/// RFC 4180, but a row ends at its line break, as GTFS demands: fields between quotation marks may hold commas and doubled
/// quotation marks. A byte order mark before the header and spaces round a field are ignored; line breaks are CR LF or LF. Where
/// the header has no comma but a semicolon, that separates. Threads: one.
class CsvRows {
 public:
  /// Reads the header. `name` is the file's, for messages.
  /// Errors: Malformed (no header, a column twice or without a name), TooLarge, or those of `read`.
  static Result<CsvRows> open(ReadPiece read, std::string name);
  /// `text` outlives this.
  static Result<CsvRows> of(std::string_view text, std::string name);

  /// The column of that name; nothing where there is none. Names are compared without regard to case.
  std::optional<std::size_t> column(std::string_view name) const;
  /// Errors: Malformed, naming all that are missing.
  Result<void> require(std::initializer_list<std::string_view> names) const;

  /// Goes on to the next row that is not empty; false at the end. Errors: those of `read`.
  Result<bool> next();
  /// What is wrong with this row (too long, too many fields, quotation marks); empty where it can be used.
  const std::string& fault() const { return fault_; }
  /// "name line 12", where this row begins.
  std::string where() const;
  /// Valid until next(); empty where the row has fewer fields, or the column is absent.
  std::string_view field(std::size_t column) const {
    return column < fields_.size() ? fields_[column] : std::string_view();
  }
  std::string_view field(std::optional<std::size_t> column) const {
    return column ? field(*column) : std::string_view();
  }

 private:
  CsvRows(ReadPiece read, std::string name) : read_(std::move(read)), name_(std::move(name)) {}

  Result<bool> take_row();
  Result<bool> fill();
  void split(std::string_view row);
  std::string_view unread() const { return std::string_view(buffer_).substr(begin_, filled_ - begin_); }

  ReadPiece read_;
  std::string name_;
  std::vector<std::string> header_;
  std::string buffer_;
  std::size_t begin_ = 0;   ///< of what is not yet read of the buffer …
  std::size_t filled_ = 0;  ///< … and its end
  bool ended_ = false;
  char separator_ = ',';
  std::size_t line_ = 0;  ///< of this row
  std::string_view row_;
  std::vector<std::string_view> fields_;
  std::string unquoted_;  ///< contents of fields with doubled quotation marks
  std::string fault_;
};

}  // namespace vigie::codec
