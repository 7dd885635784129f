// SPDX-License-Identifier: Apache-2.0
// Claims about folding, slips and house numbers.
#include "city/gazetteer_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "city/gazetteer_number.hpp"

namespace vigie::city {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Words, LoseAccentsCaseHyphensAndApostrophes) {
  EXPECT_THAT(fold_words("Quai de l’Œuvre-Saint-Jean"), ElementsAre("quai", "de", "l", "oeuvre", "saint", "jean"));
  EXPECT_THAT(fold_words("Praça D. João I"), ElementsAre("praca", "d", "joao", "i"));
  EXPECT_THAT(fold_words("Goethestraße"), ElementsAre("goethestrasse"));
  EXPECT_THAT(fold_words("ÎLE AUX CŒURS"), ElementsAre("ile", "aux", "coeurs"));
  EXPECT_THAT(fold_words("Łódź, Šibenik"), ElementsAre("lodz", "sibenik"));
  EXPECT_THAT(fold_words("8-Mai 1945"), ElementsAre("8", "mai", "1945"));
}

TEST(Words, ComposedAndCombiningAccentsAreTheSame) { EXPECT_EQ(fold_words("e\xCC\x81t\xC3\xA9"), fold_words("été")); }

TEST(Words, BytesThatAreNoTextSeparate) {
  EXPECT_THAT(fold_words("rue\xFF\xFEneuve"), ElementsAre("rue", "neuve"));
  EXPECT_THAT(fold_words("rue\xC3"), ElementsAre("rue"));
  EXPECT_THAT(fold_words(" -' "), IsEmpty());
}

TEST(Words, OtherScriptsStayFindable) { EXPECT_THAT(fold_words("Οδός 5"), testing::SizeIs(2)); }

RC_GTEST_PROP(Words, FoldingTwiceChangesNothing, (const std::string& text)) {
  for (const std::string& word : fold_words(text)) RC_ASSERT(fold_words(word) == std::vector<std::string>{word});
}

/// The textbook's table: optimal string alignment distance.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

std::string some_word() {
  return *rc::gen::resize(6, rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc"))));
}

RC_GTEST_PROP(Slip, IsDistanceOneAtMost, ()) {
  const std::string a = some_word();
  const std::string b = some_word();
  RC_ASSERT(within_one_slip(a, b, Whole::Word) == (distance(a, b) <= 1));
}

RC_GTEST_PROP(Slip, OfAPrefixIsDistanceOneToSomePrefix, ()) {
  const std::string a = some_word();
  const std::string b = some_word();
  bool any = false;
  for (std::size_t n = 0; n <= b.size(); ++n) any = any || distance(a, b.substr(0, n)) <= 1;
  RC_ASSERT(within_one_slip(a, b, Whole::Prefix) == any);
}

TEST(Number, IsReadHoweverItIsWritten) {
  EXPECT_EQ(house_number("12"), (HouseNumber{12, ""}));
  for (const char* text : {"12 bis", "12bis", "12B", "12 B", "12-bis"})
    EXPECT_EQ(house_number(text), (HouseNumber{12, "bis"})) << text;
  EXPECT_EQ(house_number("3 ter"), (HouseNumber{3, "ter"}));
  EXPECT_EQ(house_number("12-14"), (HouseNumber{12, ""}));
  EXPECT_EQ(house_number("7;9"), (HouseNumber{7, ""}));
  for (const char* text : {"", "bis", "Villa Rosa", "0", "123456", "s/n"}) EXPECT_FALSE(house_number(text)) << text;
}

TEST(Number, ALetterBeforeAStreetIsNoSuffix) {
  const auto words = fold_words("12 d Artagnan");
  const auto found = numbers_in(words);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].house, (HouseNumber{12, ""}));
}

}  // namespace
}  // namespace vigie::city
