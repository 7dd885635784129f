// SPDX-License-Identifier: Apache-2.0
// The search itself: from folded words to names, best first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "city/gazetteer_data.hpp"

namespace vigie::city {

/// Words of all names, and which names have them. Threads: const, any.
class NameIndex {
 public:
  explicit NameIndex(const GazetteerData& data);

  struct Hit {
    std::uint32_t name;  ///< into GazetteerData::places
    double score;        ///< 0 … about 100; larger is better
  };

  /// Names that have every word asked for (fillers like "de" may miss), each right, unfinished, abbreviated or within one slip;
  /// where there is none and three words or more are asked, names that have all but one. Best first.
  /// `last_unfinished`: the last word may be a beginning.
  enum class Last { Finished, MayBeUnfinished };
  std::vector<Hit> find(std::span<const std::string> words, Last last) const;

 private:
  struct Name {
    std::vector<std::uint32_t> words;  ///< in order
    double weight = 0;                 ///< sum of its words' weights
  };
  struct Asked;

  Asked ask(const std::string& word, Last last) const;
  std::vector<Hit> rank(const std::vector<Asked>& asked, std::size_t may_miss) const;
  double score(const std::vector<Asked>& asked, std::uint32_t name, std::size_t may_miss) const;
  double known(std::uint32_t name) const;

  const GazetteerData& data_;
  std::vector<std::string> vocabulary_;             ///< sorted
  std::vector<double> weights_;                     ///< of each word: how much it tells
  std::vector<std::vector<std::uint32_t>> having_;  ///< of each word: the names, ascending
  std::vector<Name> names_;
};

}  // namespace vigie::city
