// SPDX-License-Identifier: Apache-2.0
// Well-formed UTF-8 and what is cleaned out of it.
#include "codec/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace vigie::codec {
namespace {

std::uint8_t byte(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

bool continues(std::string_view text, std::size_t at, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
  return at < text.size() && byte(text, at) >= low && byte(text, at) <= high;
}

/// The code point of a well-formed sequence of `length` bytes.
char32_t code_point(std::string_view text, std::size_t at, std::size_t length) {
  if (length == 1) return byte(text, at);
  char32_t value = byte(text, at) & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (byte(text, at + i) & 0x3Fu);
  return value;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F)  // C0, DEL, C1
         || c == 0x2028 || c == 0x2029         // line and paragraph separator
         || c == 0x200E || c == 0x200F         // left-to-right and right-to-left mark
         || (c >= 0x202A && c <= 0x202E)       // embeddings and overrides
         || (c >= 0x2066 && c <= 0x2069)       // isolates
         || c == 0xFEFF;                       // byte order mark
}

}  // namespace

std::size_t utf8_sequence(std::string_view text, std::size_t at) {
  const std::uint8_t lead = byte(text, at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return continues(text, at + 1) ? 2 : 0;
  if (lead < 0xF0) {
    const bool second = lead == 0xE0   ? continues(text, at + 1, 0xA0)
                        : lead == 0xED ? continues(text, at + 1, 0x80, 0x9F)
                                       : continues(text, at + 1);
    return second && continues(text, at + 2) ? 3 : 0;
  }
  if (lead > 0xF4) return 0;
  const bool second = lead == 0xF0   ? continues(text, at + 1, 0x90)
                      : lead == 0xF4 ? continues(text, at + 1, 0x80, 0x8F)
                                     : continues(text, at + 1);
  return second && continues(text, at + 2) && continues(text, at + 3) ? 4 : 0;
}

bool valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; }));
}

bool has_control(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_sequence(text, at));
    if (is_control(code_point(text, at, length))) return true;
    at += length;
  }
  return false;
}

std::string cleaned(std::string_view text, Lines lines) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_sequence(text, at));
    const char32_t c = code_point(text, at, length);
    const bool kept = !is_control(c) || (lines == Lines::Many && (c == '\n' || c == '\t'));
    if (kept) clean.append(text.substr(at, length));
    else clean += ' ';
    at += length;
  }
  return clean;
}

}  // namespace vigie::codec
