// SPDX-License-Identifier: Apache-2.0
// The canonical form of what records and checkpoints are made of (docs/formats/journal.md): names in order, integers only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "codec/json_members.hpp"
#include "codec/json_writer.hpp"
#include "codec/utf8.hpp"
#include "model/command.hpp"
#include "model/observation.hpp"
#include "model/recommendation.hpp"

namespace vigie::codec {

void write_record(JsonWriter& json, const Observation& observation);
void write_record(JsonWriter& json, const Recommendation& recommendation);
void write_record(JsonWriter& json, const Command& command);

/// What is wrong goes to `fault`.
Observation read_observation(simdjson::dom::element element, Fault& fault);
Recommendation read_recommendation(simdjson::dom::element element, Fault& fault);
std::optional<Command> read_command(simdjson::dom::element element, Fault& fault);

// Shared by record and checkpoint.
void write_place_e7(JsonWriter& json, const std::optional<geo::Position>& place);
template <class Tag>
void write_id(JsonWriter& json, std::string_view name, const std::optional<Id<Tag>>& id) {
  if (id) json.member(name, id->text());
}
template <class Texts>
void write_texts(JsonWriter& json, std::string_view name, const Texts& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}
template <class IdType>
std::optional<IdType> read_id(Members& members, std::string_view name) {
  return members.has(name) ? std::optional<IdType>(IdType(members.text(name))) : std::nullopt;
}
/// Calls `each(text)` for every text of an array.
template <class Each>
void read_texts(Members& members, std::string_view name, Each each) {
  members.array(name, [&](simdjson::dom::element element) {
    std::string_view text;
    if (element.get(text) != simdjson::SUCCESS || !valid_utf8(text))
      return members.wrong(name, "holds what is not text");
    each(std::string(text));
  });
}

}  // namespace vigie::codec
