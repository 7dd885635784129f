// SPDX-License-Identifier: Apache-2.0
// A number, then perhaps a suffix glued to it or in the next word.
#include "city/gazetteer_number.hpp"

#include <algorithm>
#include <charconv>

#include "city/gazetteer_words.hpp"

namespace vigie::city {
namespace {

constexpr std::size_t kMostDigits = 5;

/// One spelling of each suffix; empty where it is none.
std::string suffix_of(std::string_view word) {
  if (word == "b" || word == "bis") return "bis";
  if (word == "t" || word == "ter") return "ter";
  if (word == "q" || word == "quater") return "quater";
  if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') return std::string(word);
  return {};
}

std::optional<HouseNumber> glued(std::string_view word) {
  const auto digits = std::min(word.find_first_not_of("0123456789"), word.size());
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  HouseNumber house;
  std::from_chars(word.data(), word.data() + digits, house.number);
  const std::string_view rest = word.substr(digits);
  if (!rest.empty()) house.suffix = suffix_of(rest);
  if (house.number == 0 || (!rest.empty() && house.suffix.empty())) return std::nullopt;
  return house;
}

/// A suffix in a word of its own: letters that are words of streets too ("a", "d", "l", "r") only as "bis" and its like, or last.
bool stands_alone(std::span<const std::string> words, std::size_t at) {
  if (words[at] == "bis" || words[at] == "ter" || words[at] == "quater") return true;
  return words[at].size() == 1 && (at + 1 == words.size() || !is_filler(words[at]));
}

}  // namespace

std::vector<NumberWords> numbers_in(std::span<const std::string> words) {
  std::vector<NumberWords> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto house = glued(words[i]);
    if (!house) continue;
    const bool next_is_suffix = house->suffix.empty() && i + 1 < words.size() && stands_alone(words, i + 1);
    const std::string next = next_is_suffix ? suffix_of(words[i + 1]) : std::string();
    if (!next.empty()) found.push_back({{house->number, next}, i, 2});
    found.push_back({*house, i, 1});
  }
  return found;
}

std::optional<HouseNumber> house_number(std::string_view mapped) {
  const std::vector<std::string> words = fold_words(mapped);
  const auto found = numbers_in(words);
  if (found.empty() || found.front().first != 0) return std::nullopt;
  return found.front().house;
}

}  // namespace vigie::city
