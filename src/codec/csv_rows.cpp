// SPDX-License-Identifier: Apache-2.0
// A window over the text that moves on row by row.
#include "codec/csv_rows.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <utility>

#include "codec/field_text.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kPiece_bytes = std::size_t{64} * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool same(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

Result<CsvRows> CsvRows::open(ReadPiece read, std::string name) {
  CsvRows rows(std::move(read), std::move(name));
  const auto some = rows.take_row();
  if (!some) return some.error();
  if (!*some) return Error{ErrorKind::Malformed, rows.name_ + ": empty, expected a header line"};
  if (rows.row_.starts_with(kByteOrderMark)) rows.row_.remove_prefix(kByteOrderMark.size());
  if (rows.row_.find(',') == std::string_view::npos)
    if (rows.row_.find(';') != std::string_view::npos) rows.separator_ = ';';
  if (rows.fault_.empty()) rows.split(rows.row_);
  if (!rows.fault_.empty()) return Error{ErrorKind::Malformed, rows.where() + ": " + rows.fault_};
  for (const std::string_view field : rows.fields_) {
    if (field.empty() && &field != &rows.fields_.back())
      return Error{ErrorKind::Malformed, rows.where() + ": a column without a name"};
    if (!field.empty() && rows.column(field))
      return Error{ErrorKind::Malformed, rows.where() + ": column '" + one_line(field, 40) + "' is there twice"};
    rows.header_.emplace_back(field);
  }
  rows.fields_.clear();
  return rows;
}

Result<CsvRows> CsvRows::of(std::string_view text, std::string name) {
  auto read = [text](char* into, std::size_t most) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(most, text.size());
    std::memcpy(into, text.data(), count);
    text.remove_prefix(count);
    return count;
  };
  return open(std::move(read), std::move(name));
}

std::optional<std::size_t> CsvRows::column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (same(header_[i], name)) return i;
  return std::nullopt;
}

Result<void> CsvRows::require(std::initializer_list<std::string_view> names) const {
  std::string missing;
  for (const std::string_view name : names)
    if (!column(name)) missing += (missing.empty() ? "" : ", ") + std::string(name);
  if (missing.empty()) return {};
  return Error{ErrorKind::Malformed, name_ + ": its header lacks " + missing};
}

std::string CsvRows::where() const { return name_ + " line " + std::to_string(line_); }

/// The next piece behind what is not yet read. The buffer only ever grows, to a row and a piece.
Result<bool> CsvRows::fill() {
  if (ended_) return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, filled_ - begin_);
  filled_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < filled_ + kPiece_bytes) buffer_.resize(filled_ + kPiece_bytes);
  const auto read = read_(buffer_.data() + filled_, kPiece_bytes);
  if (!read) return read.error();
  filled_ += *read;
  ended_ = *read == 0;
  return !ended_;
}

/// One row into row_, without its line break; one that is too long is read to its line break and told as a fault.
Result<bool> CsvRows::take_row() {
  fault_.clear();
  ++line_;
  std::size_t looked = 0;  // bytes behind begin_ that hold no line break
  for (;;) {
    const std::string_view rest = unread();
    const std::size_t end = rest.find('\n', looked);
    if (end != std::string_view::npos) {
      row_ = rest.substr(0, end);
      begin_ += end + 1;
      break;
    }
    looked = rest.size();
    if (looked > kLongestCsvRow_bytes) {  // it need not be kept any longer
      fault_ = "longer than 64 KiB";
      begin_ = filled_;
      looked = 0;
    }
    const auto more = fill();
    if (!more) return more.error();
    if (*more) continue;
    row_ = unread();
    begin_ = filled_;
    if (row_.empty() && fault_.empty()) return false;
    break;
  }
  if (row_.size() > kLongestCsvRow_bytes) fault_ = "longer than 64 KiB";
  if (!fault_.empty()) row_ = {};
  if (row_.ends_with('\r')) row_.remove_suffix(1);
  return true;
}

void CsvRows::split(std::string_view row) {
  fields_.clear();
  unquoted_.clear();
  unquoted_.reserve(row.size());  // views into it stay good
  for (bool more = true; more;) {
    if (fields_.size() == kMostCsvColumns) {
      fault_ = "more than " + std::to_string(kMostCsvColumns) + " fields";
      return;
    }
    const std::size_t quote = row.find_first_not_of(" \t");
    if (quote == std::string_view::npos || row[quote] != '"') {
      const std::size_t end = row.find(separator_);
      fields_.push_back(without_spaces(row.substr(0, end)));
      more = end != std::string_view::npos;
      row.remove_prefix(more ? end + 1 : row.size());
      continue;
    }
    row.remove_prefix(quote + 1);
    const std::size_t from = unquoted_.size();
    bool closed = false;
    while (!closed) {
      const std::size_t end = row.find('"');
      if (end == std::string_view::npos) {
        fault_ = "a quotation mark that is not closed";
        return;
      }
      unquoted_.append(row.substr(0, end));
      row.remove_prefix(end + 1);
      closed = !row.starts_with('"');
      if (!closed) {
        unquoted_ += '"';
        row.remove_prefix(1);
      }
    }
    fields_.push_back(std::string_view(unquoted_).substr(from));
    while (!row.empty() && (row.front() == ' ' || row.front() == '\t')) row.remove_prefix(1);
    more = !row.empty();
    if (more && row.front() != separator_) {
      fault_ = "text behind a closing quotation mark";
      return;
    }
    if (more) row.remove_prefix(1);
  }
}

Result<bool> CsvRows::next() {
  for (;;) {
    const auto some = take_row();
    if (!some) return some.error();
    if (!*some) return false;
    fields_.clear();
    if (!fault_.empty()) return true;
    if (without_spaces(row_).empty()) continue;
    split(row_);
    const bool last_empty = fields_.size() == header_.size() + 1 && fields_.back().empty();
    if (fault_.empty() && fields_.size() > header_.size() && !last_empty)
      fault_ =
          std::to_string(fields_.size()) + " fields, expected " + std::to_string(header_.size()) + " as in the header";
    return true;
  }
}

}  // namespace vigie::codec
