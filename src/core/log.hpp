// SPDX-License-Identifier: Apache-2.0
// Structured logs: one line an event, key=value; never a position, never a secret.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace vigie::log {

enum class Level { Debug, Info, Warning, Error };

/// One key and its value. There is no constructor from a Position: positions do not get into logs.
class Field {
 public:
  Field(std::string_view key, std::string_view value);
  Field(std::string_view key, const char* value) : Field(key, std::string_view(value)) {}
  Field(std::string_view key, std::integral auto value) : key_(key), value_(std::to_string(value)) {}

  const std::string& key() const { return key_; }
  const std::string& value() const { return value_; }

 private:
  std::string key_;
  std::string value_;
};

/// Writes `2026-11-23T21:05:28.120Z INFO  engine started queue=8192` to standard error.
/// Control characters in values are escaped, so that input cannot forge a line. Threads: any.
void write(Level level, std::string_view area, std::string_view event, std::initializer_list<Field> fields = {});

inline void info(std::string_view area, std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::Info, area, event, fields);
}
inline void warning(std::string_view area, std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::Warning, area, event, fields);
}
inline void error(std::string_view area, std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::Error, area, event, fields);
}

/// What is below this level is not written. Info at the start.
void set_level(Level level);

}  // namespace vigie::log
