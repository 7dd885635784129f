// SPDX-License-Identifier: Apache-2.0
// Words folded to plain small letters, and looked up in a table.
#include "codec/event_kind.hpp"

#include <array>
#include <span>
#include <string>

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = 2'000;  // of the words that are looked at

struct KindWord {
  std::string_view words;  ///< small letters, one space between; a plural s, es or x may follow
  EventKind kind;
};

// The first that is named wins: "feu d'artifice du festival" is fireworks, "marché de Noël" a market. "Manifestation" alone is not there: in
// French it is any event ("manifestation sportive").
constexpr std::array kGatherings{
    KindWord{"feu d artifice", EventKind::Fireworks},
    KindWord{"feux d artifice", EventKind::Fireworks},
    KindWord{"firework", EventKind::Fireworks},
    KindWord{"pyrotechnique", EventKind::Fireworks},
    KindWord{"manifestation revendicative", EventKind::Demonstration},
    KindWord{"manifestation de protestation", EventKind::Demonstration},
    KindWord{"manifestation syndicale", EventKind::Demonstration},
    KindWord{"manif", EventKind::Demonstration},
    KindWord{"demonstration", EventKind::Demonstration},
    KindWord{"protest", EventKind::Demonstration},
    KindWord{"rassemblement", EventKind::Demonstration},
    KindWord{"rally", EventKind::Demonstration},
    KindWord{"greve", EventKind::Demonstration},
    KindWord{"defile", EventKind::Parade},
    KindWord{"parade", EventKind::Parade},
    KindWord{"carnaval", EventKind::Parade},
    KindWord{"carnival", EventKind::Parade},
    KindWord{"cortege", EventKind::Parade},
    KindWord{"procession", EventKind::Parade},
    KindWord{"marche des fiertes", EventKind::Parade},
    KindWord{"pride", EventKind::Parade},
    KindWord{"match", EventKind::Match},
    KindWord{"football", EventKind::Match},
    KindWord{"soccer", EventKind::Match},
    KindWord{"rugby", EventKind::Match},
    KindWord{"handball", EventKind::Match},
    KindWord{"basket", EventKind::Match},
    KindWord{"basketball", EventKind::Match},
    KindWord{"ligue 1", EventKind::Match},
    KindWord{"ligue des champions", EventKind::Match},
    KindWord{"champions league", EventKind::Match},
    KindWord{"coupe de france", EventKind::Match},
    KindWord{"festival", EventKind::Festival},
    KindWord{"fete de la musique", EventKind::Festival},
    KindWord{"concert", EventKind::Concert},
    KindWord{"recital", EventKind::Concert},
    KindWord{"gig", EventKind::Concert},
    KindWord{"marche", EventKind::Market},
    KindWord{"market", EventKind::Market},
    KindWord{"brocante", EventKind::Market},
    KindWord{"braderie", EventKind::Market},
    KindWord{"vide grenier", EventKind::Market},
    KindWord{"flea market", EventKind::Market},
    KindWord{"foire", EventKind::Fair},
    KindWord{"salon", EventKind::Fair},
    KindWord{"congres", EventKind::Fair},
    KindWord{"congress", EventKind::Fair},
    KindWord{"exposition", EventKind::Fair},
    KindWord{"exhibition", EventKind::Fair},
    KindWord{"trade fair", EventKind::Fair},
    KindWord{"conference", EventKind::Fair},
};

constexpr std::array kHolidays{
    KindWord{"jour ferie", EventKind::PublicHoliday},
    KindWord{"jours feries", EventKind::PublicHoliday},
    KindWord{"public holiday", EventKind::PublicHoliday},
    KindWord{"bank holiday", EventKind::PublicHoliday},
    KindWord{"vacances scolaire", EventKind::SchoolHoliday},
    KindWord{"vacances de la toussaint", EventKind::SchoolHoliday},
    KindWord{"vacances de noel", EventKind::SchoolHoliday},
    KindWord{"vacances d hiver", EventKind::SchoolHoliday},
    KindWord{"vacances de printemps", EventKind::SchoolHoliday},
    KindWord{"vacances d ete", EventKind::SchoolHoliday},
    KindWord{"school holiday", EventKind::SchoolHoliday},
    KindWord{"half term", EventKind::SchoolHoliday},
};

/// The letter below the accent of U+00C0 to U+00FF, by its second byte in UTF-8; a space: none.
char plain_letter(char second) {
  constexpr std::string_view kPlain = "aaaaaa ceeeeiiii nooooo ouuuuy  ";
  static_assert(kPlain.size() == 32);
  const auto byte = static_cast<unsigned char>(second);
  return byte >= 0x80 && byte < 0xC0 ? kPlain[byte % kPlain.size()] : ' ';
}

/// " feu d artifice " of "Feu d'artifice": small plain letters and digits, one space for whatever is between.
std::string folded(std::string_view words) {
  words = words.substr(0, kMostBytes);
  std::string plain = " ";
  const auto add = [&](char c) {
    if (c != ' ' || plain.back() != ' ') plain += c;
  };
  for (std::size_t at = 0; at < words.size(); ++at) {
    const char c = words[at];
    if (c >= 'A' && c <= 'Z') add(static_cast<char>(c - 'A' + 'a'));
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) add(c);
    else if (c == '\xC3' && at + 1 < words.size()) {
      add(plain_letter(words[++at]));
    } else if (c == '\xCC' && at + 1 < words.size()) {
      ++at;  // a combining accent, of what came before
    } else {
      add(' ');
    }
  }
  add(' ');
  return plain;
}

bool names(const std::string& plain, std::string_view words) {
  for (std::size_t at = plain.find(words); at != std::string::npos; at = plain.find(words, at + 1)) {
    if (plain[at - 1] != ' ') continue;  // there is always a space before
    const std::string_view rest = std::string_view(plain).substr(at + words.size());
    for (const std::string_view end : {" ", "s ", "es ", "x "})
      if (rest.starts_with(end)) return true;
  }
  return false;
}

EventKind first_named(std::string_view words, std::span<const KindWord> table) {
  const std::string plain = folded(words);
  for (const KindWord& each : table)
    if (names(plain, each.words)) return each.kind;
  return EventKind::Other;
}

}  // namespace

EventKind gathering_kind(std::string_view words) { return first_named(words, kGatherings); }
EventKind holiday_kind(std::string_view words) { return first_named(words, kHolidays); }

}  // namespace vigie::codec
