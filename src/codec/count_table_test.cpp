// SPDX-License-Identifier: Apache-2.0
// Claims about tables of counts: what is read, and what is refused with which words.
#include "codec/count_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vigie::codec {
namespace {

using testing::ElementsAre;

std::string refusal(std::string_view text, HeaderLine header = HeaderLine::None) {
  const Result<CountTable> table = parse_count_table(text, header, "in.csv");
  return table.ok() ? "accepted" : table.error().what;
}

TEST(CountTable, ReadsRowsWithEitherLineEndingAndWithoutALastOne) {
  for (const char* text : {"1,2,3\n4,5,6\n", "1,2,3\r\n4,5,6\r\n", "1,2,3\n4,5,6", "1,2,3\n4,5,6\n\n"}) {
    const Result<CountTable> table = parse_count_table(text, HeaderLine::None, "in.csv");
    ASSERT_TRUE(table.ok()) << text;
    EXPECT_EQ(table->columns, 3U);
    EXPECT_EQ(table->rows(), 2U);
    EXPECT_THAT(table->values, ElementsAre(1, 2, 3, 4, 5, 6));
    EXPECT_EQ(table->at(1, 2), 6);
  }
}

TEST(CountTable, AHeaderLineIsNotANumber) {
  const Result<CountTable> table = parse_count_table("day,slot\n1,0\n", HeaderLine::One, "in.csv");
  ASSERT_TRUE(table.ok());
  EXPECT_THAT(table->values, ElementsAre(1, 0));
  EXPECT_EQ(refusal("day,slot\n1,0\n"), "in.csv line 1, field 1: \"day\", expected a number");
}

TEST(CountTable, EachFaultNamesFileLineAndExpectation) {
  EXPECT_EQ(refusal("1,2,3\n4,5\n"), "in.csv line 2: 2 numbers, expected 3 as in the first row");
  EXPECT_EQ(refusal("1,2\n4,x\n"), "in.csv line 2, field 2: \"x\", expected a number");
  EXPECT_EQ(refusal("1,2\n4,\n"), "in.csv line 2, field 2: an empty field, expected a number");
  EXPECT_EQ(refusal("1,2\n4,5 6\n"), "in.csv line 2, field 2: \"5 6\", expected a number");
  EXPECT_EQ(refusal("1,-2\n"), "in.csv line 1, field 2: \"-2\", expected a count from 0 to 1e9");
  EXPECT_EQ(refusal("nan\n"), "in.csv line 1, field 1: \"nan\", expected a count from 0 to 1e9");
  EXPECT_EQ(refusal("inf\n"), "in.csv line 1, field 1: \"inf\", expected a count from 0 to 1e9");
  EXPECT_EQ(refusal("1,2\n\n3,4\n"), "in.csv line 2: empty, expected numbers");
  EXPECT_EQ(refusal(""), "in.csv holds no row, expected lines of numbers");
  EXPECT_EQ(refusal("\n\n"), "in.csv holds no row, expected lines of numbers");
  EXPECT_EQ(refusal("day,slot\n", HeaderLine::One), "in.csv holds no row, expected lines of numbers");
}

TEST(CountTable, WhatIsQuotedIsShortAndPrintable) {
  EXPECT_EQ(refusal("1,\x01\xff\n"), "in.csv line 1, field 2: \"??\", expected a number");
  EXPECT_LT(refusal(std::string(1000, 'x')).size(), 100U);
}

}  // namespace
}  // namespace vigie::codec
