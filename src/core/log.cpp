// SPDX-License-Identifier: Apache-2.0
// Log lines through spdlog, quoted and escaped.
#include "core/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace vigie::log {
namespace {

std::shared_ptr<spdlog::logger> logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("vigie", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v", spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::Debug: return spdlog::level::debug;
    case Level::Info: return spdlog::level::info;
    case Level::Warning: return spdlog::level::warn;
    case Level::Error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

/// Control characters and quotes escaped, at most 500 bytes: what came from outside cannot forge a line.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 500)) {
    if (c == '\n') out += "\\n";
    else if (c == '"' || c == '\\') (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) out += '?';
    else out += c;
  }
  return out;
}

}  // namespace

Field::Field(std::string_view key, std::string_view value) : key_(key) {
  const std::string clean = escaped(value);
  const bool plain = clean == value && clean.find(' ') == std::string::npos && !clean.empty();
  value_ = plain ? clean : '"' + clean + '"';
}

void write(Level level, std::string_view area, std::string_view event, std::initializer_list<Field> fields) {
  std::string line(area);
  (line += ' ') += event;
  for (const Field& field : fields) ((((line += ' ') += field.key()) += '=') += field.value());
  logger()->log(spdlog_level(level), "{}", line);
}

void set_level(Level level) { logger()->set_level(spdlog_level(level)); }

}  // namespace vigie::log
