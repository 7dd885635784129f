// SPDX-License-Identifier: Apache-2.0
// One observation out of JSON: api/openapi.yaml#Observation, and nothing about persons.
#include "codec/observation_json.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstddef>
#include <string>

#include "codec/json_members.hpp"
#include "codec/utf8.hpp"

namespace vigie::codec {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostBytes = 8 * 1024;
constexpr auto kLateAfter = 5min;
constexpr auto kFutureAfter = 5s;
constexpr std::int64_t kMostPeople = 1'000'000;

/// The members of api/openapi.yaml#Observation.
constexpr std::array<std::string_view, 8> kMembers{"id", "kind", "seen", "lat", "lon", "text", "sensor", "people"};

/// Words that a sender's extra members about a person or a vehicle begin with.
constexpr std::array<std::string_view, 17> kPersonal{
    "face",         "facial",  "gait",   "gender", "biometr",     "identi",     "person",    "plate",    "licenseplate",
    "licenceplate", "emotion", "ethnic", "iris",   "fingerprint", "voiceprint", "embedding", "firstname"};
/// And those that are such only as whole words ("age", not "agency").
constexpr std::array<std::string_view, 8> kPersonalWhole{"age",  "sex",     "race",     "skin",
                                                         "name", "surname", "lastname", "birth"};

std::string_view personal_word(std::string_view word) {
  for (const std::string_view start : kPersonal)
    if (word.starts_with(start)) return start;
  for (const std::string_view whole : kPersonalWhole)
    if (word == whole) return whole;
  return {};
}

/// The word in a member's name that makes it one about a person: "faceId", "person_age", "License-Plate" …; or nothing.
std::string_view personal(std::string_view name) {
  std::string word;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const auto c = i < name.size() ? static_cast<unsigned char>(name[i]) : static_cast<unsigned char>('_');
    const bool starts = std::isalpha(c) == 0 ||
                        (std::isupper(c) != 0 && i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0);
    if (starts) {
      const std::string_view found = personal_word(word);
      if (!found.empty()) return found;
      word.clear();
    }
    if (std::isalpha(c) != 0) word += static_cast<char>(std::tolower(c));
  }
  return {};
}

/// Refuses fields about persons first, naming the word and not the value: not even a refusal keeps it.
void refuse_persons(const Members& members, Fault& fault) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (std::find(kMembers.begin(), kMembers.end(), members.name_at(i)) != kMembers.end()) continue;
    const std::string_view word = personal(members.name_at(i));
    if (!word.empty())
      return fault.say(ErrorKind::Malformed, "observation: a member about '" + std::string(word) +
                                                 "': Vigie takes places, never persons; its value was dropped");
  }
}

Timeliness timeliness(Time seen, Time received) {
  if (received - seen > kLateAfter) return Timeliness::Late;
  if (seen - received > kFutureAfter) return Timeliness::FutureDated;
  return Timeliness::OnTime;
}

SourceId source_of(Members& members, const SourceId& source) {
  if (!members.has("sensor")) return source;
  const std::string sensor = members.text("sensor", {0, 100});
  const bool one_level = sensor.find('/') == std::string::npos && !has_control(sensor);
  if (!one_level) members.wrong("sensor", "has a slash or control characters");
  return sensor.empty() ? source : SourceId(source.text() + "/" + sensor);
}

/// People belong to a count and a count has them: a count of nobody knows how many must not read as zero.
std::int64_t people(Members& members, ObservationKind kind) {
  const bool counts = kind == ObservationKind::Count;
  if (counts) return members.integer("people", 0, kMostPeople);
  if (members.has("people")) members.wrong("people", "belongs to kind 'count' only");
  return 0;
}

}  // namespace

Result<Observation> decode_observation(std::string_view json, const SourceId& source, Time received) {
  const auto root = parse_json(json, kMostBytes);
  if (!root.ok()) return Error{root.error().kind, "observation: " + root.error().what};
  Fault fault;
  Members members(*root, "observation", fault);
  refuse_persons(members, fault);

  Observation observation;
  observation.id = members.identifier("id");
  observation.source = source_of(members, source);
  observation.kind = members.word<ObservationKind>("kind");
  if (observation.kind == ObservationKind::CrowdSurge) members.wrong("kind", "is for the engine alone to say");
  observation.seen = members.time("seen");
  observation.received = received;
  observation.timeliness = timeliness(observation.seen, received);
  observation.place = members.place();
  if (members.has("text")) observation.text = cleaned(members.text("text", {0, 500}), Lines::One);
  if (fault.none()) observation.value = people(members, observation.kind);
  members.finish();
  if (!fault.none()) return fault.error();
  return observation;
}

}  // namespace vigie::codec
