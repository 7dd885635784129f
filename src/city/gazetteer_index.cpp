// SPDX-License-Identifier: Apache-2.0
// An inverted index over folded words; weights by rarity (Spärck Jones 1972), slips by a scan of the vocabulary.
#include "city/gazetteer_index.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "city/gazetteer_words.hpp"

namespace vigie::city {
namespace {

// How good a match is, by kind. Chosen by hand on Porto and Monaco; only the order matters.
constexpr double kRight = 1.0;
constexpr double kAbbreviated = 0.9;
constexpr double kUnfinishedAtLeast = 0.7;
constexpr double kBeginningElsewhere = 0.55;
constexpr double kSlip = 0.6;
constexpr double kSlipUnfinished = 0.45;
constexpr double kFillerWeight = 0.15;
constexpr double kStreetWordWeight = 0.6;
constexpr std::size_t kSlipFrom = 4;  ///< shorter words must be right
constexpr std::size_t kSlipUnfinishedFrom = 5;
constexpr std::size_t kBeginningFrom = 3;

bool is_number(const std::string& word) { return word.find_first_not_of("0123456789") == std::string::npos; }

/// How well a typed word fits a word of a name; 0 where it does not.
double fit(const std::string& typed, const std::string& word, NameIndex::Last last) {
  if (typed == word) return kRight;
  if (is_number(typed)) return 0;
  const bool unfinished = last == NameIndex::Last::MayBeUnfinished;
  if (word.starts_with(typed)) {
    if (unfinished)
      return kUnfinishedAtLeast +
             (kRight - kUnfinishedAtLeast) * 0.9 * static_cast<double>(typed.size()) / static_cast<double>(word.size());
    if (typed.size() >= kBeginningFrom) return kBeginningElsewhere;
  }
  const std::size_t slip_from = is_street_word(word) ? kSlipFrom - 1 : kSlipFrom;  // "reu" is a rue
  if (typed.size() >= slip_from && word.size() + 1 >= slip_from && !is_number(word) &&
      within_one_slip(typed, word, Whole::Word))
    return kSlip;
  if (unfinished && typed.size() >= kSlipUnfinishedFrom && word.size() >= typed.size() &&
      within_one_slip(typed, word, Whole::Prefix))
    return kSlipUnfinished;
  return 0;
}

double kind_bonus(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::Square: return 6;
    case PlaceKind::Street: return 5;
    case PlaceKind::District: return 4;
    case PlaceKind::Venue:
    case PlaceKind::Stop: return 3;
    case PlaceKind::Address: return 0;
  }
  return 0;
}

}  // namespace

/// One typed word: which words of the vocabulary it may mean, and how well (by word, ascending).
struct NameIndex::Asked {
  std::vector<std::pair<std::uint32_t, double>> means;
  double weight = 0;
  bool filler = false;
  std::size_t names = 0;  ///< upper bound of how many names have it

  double fit_of(std::uint32_t word) const {
    const auto at = std::lower_bound(means.begin(), means.end(), std::pair(word, 0.0));
    return at != means.end() && at->first == word ? at->second : 0;
  }
};

NameIndex::NameIndex(const GazetteerData& data) : data_(data), names_(data.places.size()) {
  std::vector<std::vector<std::string>> words;
  std::set<std::string> all;
  for (const NamedPlace& place : data.places) {
    words.push_back(fold_words(place.label));
    all.insert(words.back().begin(), words.back().end());
  }
  vocabulary_.assign(all.begin(), all.end());
  having_.resize(vocabulary_.size());
  for (std::uint32_t name = 0; name < words.size(); ++name)
    for (const std::string& word : words[name]) {
      const auto at = std::lower_bound(vocabulary_.begin(), vocabulary_.end(), word);
      const auto id = static_cast<std::uint32_t>(at - vocabulary_.begin());
      names_[name].words.push_back(id);
      if (having_[id].empty() || having_[id].back() != name) having_[id].push_back(name);
    }
  const double count = static_cast<double>(words.size());
  for (std::size_t i = 0; i < vocabulary_.size(); ++i) {
    const double rarity = std::log(1 + count / static_cast<double>(having_[i].size()));
    weights_.push_back(is_filler(vocabulary_[i])        ? kFillerWeight
                       : is_street_word(vocabulary_[i]) ? kStreetWordWeight
                                                        : rarity);
  }
  for (Name& name : names_)
    for (const std::uint32_t word : name.words) name.weight += weights_[word];
}

NameIndex::Asked NameIndex::ask(const std::string& word, Last last) const {
  Asked asked;
  asked.filler = is_filler(word) && last == Last::Finished;
  for (std::uint32_t i = 0; i < vocabulary_.size(); ++i) {
    const double how_well = fit(word, vocabulary_[i], last);
    if (how_well > 0) asked.means.emplace_back(i, how_well);
  }
  for (const std::string_view meant : unabbreviated(word)) {
    const auto at = std::lower_bound(vocabulary_.begin(), vocabulary_.end(), meant);
    if (at == vocabulary_.end() || *at != meant) continue;
    const auto id = static_cast<std::uint32_t>(at - vocabulary_.begin());
    std::erase_if(asked.means, [id](const auto& mean) { return mean.first == id; });
    asked.means.emplace_back(id, kAbbreviated);
  }
  std::sort(asked.means.begin(), asked.means.end());
  asked.weight = asked.filler ? kFillerWeight : std::log(1 + static_cast<double>(names_.size()));
  for (const auto& [id, how_well] : asked.means) {
    asked.names += having_[id].size();
    if (how_well >= kUnfinishedAtLeast) asked.weight = std::min(asked.weight, std::max(weights_[id], kFillerWeight));
  }
  return asked;
}

double NameIndex::known(std::uint32_t name) const {
  return std::min(8.0, 1.4 * std::log(1 + static_cast<double>(std::max(0, data_.places[name].extent_m)) / 50));
}

/// Negative where too many of the words asked for are missing.
double NameIndex::score(const std::vector<Asked>& asked, std::uint32_t name, std::size_t may_miss) const {
  const std::vector<std::uint32_t>& words = names_[name].words;
  std::uint64_t taken = 0;  // each word of the name answers one word asked for
  double matched = 0;
  double all = 0;
  double covered = 0;
  std::size_t in_order = 0;
  std::size_t previous = words.size();
  for (const Asked& word : asked) {
    all += word.weight;
    std::size_t best = words.size();
    double best_fit = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 64); ++i) {
      const double how_well = (taken >> i & 1) != 0 ? 0 : word.fit_of(words[i]);
      if (how_well > best_fit) {
        best_fit = how_well;
        best = i;
      }
    }
    if (best == words.size()) {
      if (word.filler) continue;
      if (may_miss-- == 0) return -1;
      continue;
    }
    taken |= std::uint64_t{1} << best;
    matched += word.weight * best_fit;
    covered += weights_[words[best]];
    if (previous < best || &word == &asked.front()) ++in_order;
    previous = best;
  }
  if (covered == 0) return -1;
  const bool from_the_start = (taken & 1) != 0;
  return 60 * matched / all + 20 * covered / names_[name].weight +
         3.0 * static_cast<double>(in_order) / static_cast<double>(asked.size()) + (from_the_start ? 2 : 0) +
         kind_bonus(data_.places[name].kind) + known(name);
}

std::vector<NameIndex::Hit> NameIndex::rank(const std::vector<Asked>& asked, std::size_t may_miss) const {
  // The rarest words asked for: every answer has at least one of the first `may_miss + 1` of them.
  std::vector<const Asked*> rarest;
  for (const Asked& word : asked)
    if (!word.filler) rarest.push_back(&word);
  if (rarest.empty())
    for (const Asked& word : asked) rarest.push_back(&word);
  std::sort(rarest.begin(), rarest.end(), [](const Asked* a, const Asked* b) { return a->names < b->names; });
  if (rarest.size() > may_miss + 1) rarest.resize(may_miss + 1);

  std::vector<std::uint32_t> candidates;
  for (const Asked* word : rarest)
    for (const auto& [id, how_well] : word->means)
      candidates.insert(candidates.end(), having_[id].begin(), having_[id].end());
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

  std::vector<Hit> hits;
  for (const std::uint32_t name : candidates) {
    const double points = score(asked, name, may_miss);
    if (points >= 0) hits.push_back({name, points});
  }
  std::sort(hits.begin(), hits.end(),
            [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.name < b.name; });
  return hits;
}

std::vector<NameIndex::Hit> NameIndex::find(std::span<const std::string> words, Last last) const {
  std::vector<Asked> asked;
  std::size_t telling = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    asked.push_back(ask(words[i], i + 1 == words.size() ? last : Last::Finished));
    telling += static_cast<std::size_t>(!asked.back().filler);
  }
  if (asked.empty()) return {};
  auto hits = rank(asked, 0);
  if (hits.empty() && telling >= 3) hits = rank(asked, 1);
  return hits;
}

}  // namespace vigie::city
