// SPDX-License-Identifier: Apache-2.0
// Claims about the words of enumerations.
#include "codec/words.hpp"

#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

TEST(Words, EachWordLeadsBackToItsEnumerator) {
  EXPECT_EQ(word(UnitStatus::EnRoute), "en_route");
  EXPECT_EQ(from_word<UnitStatus>("en_route"), UnitStatus::EnRoute);
  EXPECT_EQ(from_word<ObservationKind>(word(ObservationKind::DistressCleared)), ObservationKind::DistressCleared);
  EXPECT_EQ(from_word<Role>("auditor"), Role::Auditor);
  EXPECT_EQ(all_words<LinkState>(), "up, down");
}

TEST(Words, OtherWordsAreNothing) {
  for (const char* text : {"", "Free", "free ", "enroute"}) EXPECT_FALSE(from_word<UnitStatus>(text)) << text;
}

}  // namespace
}  // namespace vigie::codec
