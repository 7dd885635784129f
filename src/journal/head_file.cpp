// SPDX-License-Identifier: Apache-2.0
// One line: "vigie-journal-head 1 <sequence> <checksum in hex>".
#include "journal/head_file.hpp"

#include <charconv>
#include <string_view>

#include "journal/checksum.hpp"
#include "journal/files.hpp"

namespace vigie::journal {
namespace {

constexpr std::string_view kStart = "vigie-journal-head 1 ";

}  // namespace

Result<std::optional<Head>> read_head(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes.ok() && bytes.error().kind == ErrorKind::NotFound) return std::optional<Head>();
  if (!bytes.ok()) return bytes.error();
  const Error damaged{ErrorKind::Corrupt, path + ": expected one line 'vigie-journal-head 1 SEQUENCE CHECKSUM'"};
  std::string_view text = *bytes;
  if (!text.starts_with(kStart) || !text.ends_with('\n')) return damaged;
  text.remove_prefix(kStart.size());
  text.remove_suffix(1);
  Head head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.sequence);
  const auto space = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || space >= text.size() || text[space] != ' ') return damaged;
  const auto checksum = from_hex(text.substr(space + 1));
  if (!checksum || checksum->size() != kChecksumBytes) return damaged;
  head.checksum = *checksum;
  return std::optional<Head>(std::move(head));
}

Result<void> write_head(const std::string& path, const Head& head) {
  return replace_file(path, std::string(kStart) + std::to_string(head.sequence) + " " + to_hex(head.checksum) + "\n");
}

}  // namespace vigie::journal
