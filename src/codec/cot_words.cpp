// SPDX-License-Identifier: Apache-2.0
// The phrases, folded to plain lower-case letters before they are compared.
#include "codec/cot_words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace vigie::codec {
namespace {

struct Phrase {
  std::string_view folded;
  CotWord word;
};

/// Longest first where one begins another.
constexpr Phrase kPhrases[] = {
    {"en route", MissionState::EnRoute},
    {"en chemin", MissionState::EnRoute},
    {"on the way", MissionState::EnRoute},
    {"on my way", MissionState::EnRoute},
    {"on scene", MissionState::OnScene},
    {"on site", MissionState::OnScene},
    {"sur place", MissionState::OnScene},
    {"sur les lieux", MissionState::OnScene},
    {"arrived", MissionState::OnScene},
    {"arrivee", MissionState::OnScene},
    {"arrive", MissionState::OnScene},
    {"done", MissionState::Done},
    {"termine", MissionState::Done},
    {"fini", MissionState::Done},
    {"mission terminee", MissionState::Done},
    {"free", UnitStatus::Free},
    {"libre", UnitStatus::Free},
    {"disponible", UnitStatus::Free},
    {"available", UnitStatus::Free},
    {"busy", UnitStatus::Busy},
    {"occupe", UnitStatus::Busy},
    {"indisponible", UnitStatus::Busy},
    {"off duty", UnitStatus::OffDuty},
    {"fin de service", UnitStatus::OffDuty},
};

constexpr std::size_t kLongestPhrase = 24;  // folded bytes looked at; the longest phrase is shorter

/// Lower case, é è ê as e, runs of spaces, hyphens and underscores as one space, nothing in front.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size() && out.size() < kLongestPhrase; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xC3 && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[i + 1]);
      const bool e = (next >= 0x88 && next <= 0x8B) || (next >= 0xA8 && next <= 0xAB);  // È…Ë, è…ë in UTF-8
      out += e ? 'e' : '?';
      ++i;
    } else if (c <= ' ' || c == '-' || c == '_') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
    }
  }
  return out;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// "en route" begins "en route, 3 min" but not "en routeur".
bool begins(std::string_view text, std::string_view phrase) {
  return text.starts_with(phrase) && (text.size() == phrase.size() || !is_letter(text[phrase.size()]));
}

/// A digit answers only when it stands alone: "1 man on the ground" is not an answer.
std::optional<MissionState> digit(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.remove_suffix(1);
  if (text == "1") return MissionState::EnRoute;
  if (text == "2") return MissionState::OnScene;
  if (text == "3") return MissionState::Done;
  return std::nullopt;
}

}  // namespace

std::optional<CotWord> read_cot_words(std::string_view text) {
  const std::string plain = folded(text);
  if (const auto state = digit(plain)) return CotWord(*state);
  const auto* const found = std::find_if(std::begin(kPhrases), std::end(kPhrases),
                                         [&](const Phrase& phrase) { return begins(plain, phrase.folded); });
  if (found == std::end(kPhrases)) return std::nullopt;
  return found->word;
}

std::optional<MissionState> read_cot_state(std::string_view value) {
  if (value == "en_route") return MissionState::EnRoute;
  if (value == "on_scene") return MissionState::OnScene;
  if (value == "done") return MissionState::Done;
  return std::nullopt;
}

std::optional<UnitStatus> read_cot_status(std::string_view value) {
  if (value == "free") return UnitStatus::Free;
  if (value == "busy") return UnitStatus::Busy;
  if (value == "off_duty") return UnitStatus::OffDuty;
  return std::nullopt;
}

}  // namespace vigie::codec
