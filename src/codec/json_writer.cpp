// SPDX-License-Identifier: Apache-2.0
// Numbers, strings and times as JSON text (RFC 8259; escapes as RFC 8785, 3.2.2.2).
#include "codec/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>

#include "codec/utf8.hpp"

namespace vigie::codec {
namespace {

/// Bytes that go out as they are: printable ASCII but the quote and the backslash.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u00";
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[static_cast<unsigned char>(c) & 0xF];
}

/// `count` digits of `number`, zeros in front.
void put_digits(char* to, unsigned number, int count) {
  for (int i = count - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 24> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  out.append(text.data(), end);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t start = 0;  // of what is not yet written and goes out as it is
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (kPlain[c]) {
      ++at;
      continue;
    }
    const std::size_t length = c < 0x80 ? 0 : utf8_sequence(text, at);
    if (length > 0) {
      at += length;
      continue;
    }
    out.append(text.substr(start, at - start));
    if (c < 0x80) append_escape(out, text[at]);
    else out += "\xEF\xBF\xBD";
    start = ++at;
  }
  out.append(text.substr(start));
  out += '"';
}

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

void JsonWriter::begin_object() {
  separate();
  out_ += '{';
  needs_comma_ = false;
}

void JsonWriter::end_object() {
  out_ += '}';
  needs_comma_ = true;
}

void JsonWriter::begin_array() {
  separate();
  out_ += '[';
  needs_comma_ = false;
}

void JsonWriter::end_array() {
  out_ += ']';
  needs_comma_ = true;
}

void JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  needs_comma_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  append_string(out_, text);
}

void JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
}

void JsonWriter::signed_value(std::int64_t number) {
  separate();
  append_number(out_, number);
}

void JsonWriter::unsigned_value(std::uint64_t number) {
  separate();
  append_number(out_, number);
}

void JsonWriter::value(Time given) {
  using namespace std::chrono;
  const Time time = std::clamp(given, kFirstTime, kLastTime);
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  char text[] = "\"0000-00-00T00:00:00.000Z\"";
  put_digits(text + 1, unsigned(int(date.year())), 4);
  put_digits(text + 6, unsigned(date.month()), 2);
  put_digits(text + 9, unsigned(date.day()), 2);
  put_digits(text + 12, unsigned(clock.hours().count()), 2);
  put_digits(text + 15, unsigned(clock.minutes().count()), 2);
  put_digits(text + 18, unsigned(clock.seconds().count()), 2);
  put_digits(text + 21, unsigned(clock.subseconds().count()), 3);
  separate();
  out_.append(text, sizeof text - 1);
}

void JsonWriter::null() {
  separate();
  out_ += "null";
}

void JsonWriter::degrees(std::int32_t e7) {
  separate();
  const std::int64_t size = e7 < 0 ? -std::int64_t{e7} : std::int64_t{e7};
  if (e7 < 0) out_ += '-';
  append_number(out_, size / 10'000'000);
  auto fraction = static_cast<unsigned>(size % 10'000'000);
  if (fraction == 0) return;
  int digits = 7;
  for (; fraction % 10 == 0; --digits) fraction /= 10;
  std::array<char, 8> text;
  text[0] = '.';
  put_digits(text.data() + 1, fraction, digits);
  out_.append(text.data(), static_cast<std::size_t>(digits) + 1);
}

void JsonWriter::decimal(double number, int decimals) {
  separate();
  std::array<char, 64> text;
  const double written = std::isfinite(number) && std::abs(number) < 1e15 ? number : 0.0;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), written, std::chars_format::fixed, decimals).ptr;
  out_.append(text.data(), end);
}

}  // namespace vigie::codec
