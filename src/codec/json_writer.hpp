// SPDX-License-Identifier: Apache-2.0
// JsonWriter: JSON appended to a string with to_chars, no tree; compact, so that equal calls give equal bytes.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace vigie::codec {

/// What RFC 3339 can say: years 1 to 9999.
inline constexpr Time kFirstTime{std::chrono::milliseconds{-62'135'596'800'000}};
inline constexpr Time kLastTime{std::chrono::milliseconds{253'402'300'799'999}};

/// Commas are its business; that begin and end match is the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();

  /// The next value's name. `name` needs no escape.
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth);
  void value(std::signed_integral auto number) { signed_value(number); }
  void value(std::unsigned_integral auto number) { unsigned_value(number); }
  /// RFC 3339, UTC, milliseconds; clamped to the years 1 to 9999.
  void value(Time time);
  void null();
  /// 1e-7 degrees as degrees, exactly: 411496000 is 41.1496.
  void degrees(std::int32_t e7);
  /// With that many decimals, 0 to 6; what is not finite is written as 0.
  void decimal(double number, int decimals);

  template <class T>
  void member(std::string_view name, const T& held) {
    key(name);
    value(held);
  }
  /// Absent instead of null.
  template <class T>
  void member(std::string_view name, const std::optional<T>& held) {
    if (held) member(name, *held);
  }

 private:
  void separate();
  void signed_value(std::int64_t number);
  void unsigned_value(std::uint64_t number);

  std::string& out_;
  bool needs_comma_ = false;
};

/// Appends `text` as a JSON string, quotes included; invalid UTF-8 becomes U+FFFD.
void append_string(std::string& out, std::string_view text);

}  // namespace vigie::codec
