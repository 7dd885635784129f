// SPDX-License-Identifier: Apache-2.0
// Words as a hurried hand types them: no accents, no case; and whether two differ by one slip.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vigie::city {

/// The words of a text in a-z and 0-9: accents dropped, œ → oe, æ → ae, ß → ss; everything else separates.
/// "Quai de l’Œuvre-Saint-Jean" → quai de l oeuvre saint jean. Bytes that are no UTF-8 separate. Letters beyond Latin are kept as
/// they are, so that a Greek street can be found by its own name.
std::vector<std::string> fold_words(std::string_view text);

enum class Whole { Word, Prefix };

/// True where `typed` is `word` (or, with Whole::Prefix, the beginning of it) but for at most one letter wrong, missing, too many,
/// or two neighbours swapped (Damerau 1964).
bool within_one_slip(std::string_view typed, std::string_view word, Whole whole);

/// The words that an abbreviation of the street ("av", "bd", "pl", "r", "st", "sta") may stand for; empty where it is none.
std::vector<std::string_view> unabbreviated(std::string_view word);

/// "rue", "avenida", "praca" …: what a street is called in general.
bool is_street_word(std::string_view word);

/// "de", "la", "dos" …: words that hardly tell one street from another.
bool is_filler(std::string_view word);

}  // namespace vigie::city
