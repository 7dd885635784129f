// SPDX-License-Identifier: Apache-2.0
// Folding by the tables of Unicode 15: Latin-1 Supplement and Latin Extended-A; abbreviations of French and Portuguese streets.
#include "city/gazetteer_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

namespace vigie::city {
namespace {

/// U+00C0 … U+00FF; empty separates.
constexpr std::array<std::string_view, 64> kLatin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // À … Ï
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",  // Ð … ß
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // à … ï
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y"};  // ð … ÿ

/// U+0100 … U+017F, one base a pair of characters or so.
constexpr std::string_view kExtendedA =
    "aaaaaaccccccccdddd"                                     // Ā … đ
    "eeeeeeeeeegggggggghhhh"                                 // Ē … ħ
    "iiiiiiiiii"                                             // Ĩ … ı
    "??jjkkk"                                                // Ĳ ĳ Ĵ … ĸ
    "llllllllllnnnnnnnnn"                                    // Ĺ … ŋ
    "oooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // Ō … ſ
static_assert(kExtendedA.size() == 128);

struct Character {
  std::uint32_t code;
  std::size_t size;  ///< in bytes; 0 where it is no UTF-8
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (size == 0 || first > 0xF4 || at + size > text.size()) return {0, 0};
  std::uint32_t code = first & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {0, 0};
    code = code << 6 | (byte(at + i) & 0x3Fu);
  }
  return {code, size};
}

bool combining(std::uint32_t code) { return code >= 0x0300 && code <= 0x036F; }

/// What a character becomes; empty where it separates.
std::string_view folded(std::uint32_t code, std::string_view itself) {
  static constexpr std::string_view kAscii = "abcdefghijklmnopqrstuvwxyz0123456789";
  if (code >= 'a' && code <= 'z') return kAscii.substr(code - 'a', 1);
  if (code >= 'A' && code <= 'Z') return kAscii.substr(code - 'A', 1);
  if (code >= '0' && code <= '9') return kAscii.substr(26 + code - '0', 1);
  if (code >= 0xC0 && code <= 0xFF) return kLatin1[code - 0xC0];
  if (code == 0x152 || code == 0x153) return "oe";
  if (code == 0x132 || code == 0x133) return "ij";
  if (code >= 0x100 && code <= 0x17F) return kExtendedA.substr(code - 0x100, 1);
  if (code == 0xAA) return "a";  // ª, as in "D.ª Maria"
  if (code == 0xBA) return "o";  // º
  if (code == 0x1E9E) return "ss";
  if (code >= 0x370 && !(code >= 0x2000 && code <= 0x2BFF) && !(code >= 0x3000 && code <= 0x303F) && code < 0xE000)
    return itself;
  return {};
}

struct Abbreviation {
  std::string_view from;
  std::array<std::string_view, 3> to;
};

constexpr Abbreviation kAbbreviations[] = {
    {"all", {"allee", "allees"}},
    {"av", {"avenue", "avenida"}},
    {"ave", {"avenue", "avenida"}},
    {"bd", {"boulevard"}},
    {"bld", {"boulevard"}},
    {"blvd", {"boulevard"}},
    {"boul", {"boulevard"}},
    {"che", {"chemin"}},
    {"chem", {"chemin"}},
    {"ch", {"chemin"}},
    {"crs", {"cours"}},
    {"dr", {"docteur", "doutor"}},
    {"eng", {"engenheiro"}},
    {"esp", {"esplanade"}},
    {"estr", {"estrada"}},
    {"fbg", {"faubourg"}},
    {"gal", {"general"}},
    {"gen", {"general"}},
    {"imp", {"impasse"}},
    {"lg", {"largo"}},
    {"lgo", {"largo"}},
    {"mal", {"marechal"}},
    {"mte", {"montee"}},
    {"pass", {"passage"}},
    {"pca", {"praca"}},
    {"pct", {"praceta"}},
    {"pl", {"place"}},
    {"prof", {"professeur", "professor"}},
    {"qu", {"quai"}},
    {"r", {"rue", "rua"}},
    {"res", {"residence"}},
    {"rte", {"route"}},
    {"s", {"sao", "santo"}},
    {"sq", {"square"}},
    {"st", {"saint"}},
    {"sta", {"santa"}},
    {"ste", {"sainte"}},
    {"sto", {"santo"}},
    {"trav", {"traverse", "travessa"}},
    {"tv", {"travessa"}},
};

constexpr std::string_view kFillers[] = {"a",   "ao", "au", "aux", "d",  "da", "das", "de", "des", "do",
                                         "dos", "du", "e",  "en",  "et", "l",  "la",  "le", "les", "o"};

constexpr std::string_view kStreetWords[] = {
    "alameda", "allee",  "allees",  "avenida",  "avenue",   "beco",     "boulevard", "calcada",
    "chemin",  "cours",  "escadas", "escalier", "estrada",  "impasse",  "largo",     "montee",
    "passage", "place",  "praca",   "praceta",  "quai",     "rampe",    "route",     "rua",
    "rue",     "ruelle", "sentier", "square",   "traverse", "travessa", "via",       "viela"};

}  // namespace

static_assert(std::is_sorted(std::begin(kFillers), std::end(kFillers)));
static_assert(std::is_sorted(std::begin(kStreetWords), std::end(kStreetWords)));

std::vector<std::string> fold_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    if (character.size == 0) {
      finish();
    } else if (!combining(character.code)) {
      const std::string_view letters = folded(character.code, text.substr(at, size));
      if (letters.empty()) finish();
      else word += letters;
    }
    at += size;
  }
  finish();
  return words;
}

bool within_one_slip(std::string_view typed, std::string_view word, Whole whole) {
  const auto agrees = [whole](std::string_view rest, std::string_view of) {
    return whole == Whole::Prefix ? of.starts_with(rest) : of == rest;
  };
  std::size_t i = 0;
  while (i < typed.size() && i < word.size() && typed[i] == word[i]) ++i;
  const std::string_view t = typed.substr(i);
  const std::string_view w = word.substr(i);
  if (agrees(t, w)) return true;
  if (!t.empty() && agrees(t.substr(1), w)) return true;                          // one too many
  if (!w.empty() && agrees(t, w.substr(1))) return true;                          // one missing
  if (!t.empty() && !w.empty() && agrees(t.substr(1), w.substr(1))) return true;  // one wrong
  return t.size() > 1 && w.size() > 1 && t[0] == w[1] && t[1] == w[0] && agrees(t.substr(2), w.substr(2));
}

std::vector<std::string_view> unabbreviated(std::string_view word) {
  std::vector<std::string_view> words;
  for (const Abbreviation& abbreviation : kAbbreviations)
    if (abbreviation.from == word)
      for (const std::string_view to : abbreviation.to)
        if (!to.empty()) words.push_back(to);
  return words;
}

bool is_street_word(std::string_view word) {
  return std::binary_search(std::begin(kStreetWords), std::end(kStreetWords), word);
}

bool is_filler(std::string_view word) { return std::binary_search(std::begin(kFillers), std::end(kFillers), word); }

}  // namespace vigie::city
