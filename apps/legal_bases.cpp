// SPDX-License-Identifier: Apache-2.0
// legal.toml: one table for each kind of sensor.
#include "legal_bases.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <optional>

namespace vigie::apps {
namespace {

std::optional<ObservationKind> kind_of(std::string_view table) {
  if (table == "camera_flag") return ObservationKind::CameraFlag;
  if (table == "gunshot") return ObservationKind::Gunshot;
  return std::nullopt;
}

Error wrong(const std::string& file, const toml::source_region& where, const std::string& what) {
  return Error{ErrorKind::Malformed, file + ":" + std::to_string(where.begin.line) + ": " + what};
}

Result<std::string> text(const std::string& file, const toml::table& table, std::string_view name) {
  const auto value = table[name].value<std::string>();
  if (value && !value->empty()) return *value;
  return wrong(file, table.source(), "expected " + std::string(name) + " = \"…\"");
}

Result<engine::LegalBasis> basis(const std::string& file, const toml::table& table) {
  engine::LegalBasis made;
  for (const auto& [name, member] :
       {std::pair{"authority", &engine::LegalBasis::authority}, std::pair{"act", &engine::LegalBasis::act},
        std::pair{"assessment", &engine::LegalBasis::assessment}}) {
    Result<std::string> value = text(file, table, name);
    if (!value) return value.error();
    made.*member = std::move(*value);
  }
  const Result<std::string> until = text(file, table, "until");
  if (!until) return until.error();
  const Result<Time> end = parse_rfc3339(*until);
  if (!end) return wrong(file, table.source(), "until: " + end.error().what);
  made.until = *end;
  return made;
}

Result<engine::LegalBases> read(const std::string& file, const toml::table& root) {
  engine::LegalBases bases;
  for (const auto& [key, node] : root) {
    const auto kind = kind_of(key.str());
    const toml::table* table = node.as_table();
    if (!kind || !table) return wrong(file, node.source(), "expected a table [camera_flag] or [gunshot]");
    Result<engine::LegalBasis> made = basis(file, *table);
    if (!made) return made.error();
    bases.emplace(*kind, std::move(*made));
  }
  return bases;
}

}  // namespace

Result<engine::LegalBases> read_legal_bases(const std::string& file) {
  if (!std::filesystem::exists(file)) return engine::LegalBases{};
  try {
    return read(file, toml::parse_file(file));
  } catch (const toml::parse_error& error) {
    return wrong(file, error.source(), std::string(error.description()));
  }
}

}  // namespace vigie::apps
