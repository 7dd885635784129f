// SPDX-License-Identifier: Apache-2.0
// Claims about comma-separated text with a header: what a field is, and that no row spoils the next.
#include "codec/csv_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace vigie::codec {
namespace {

using testing::ElementsAre;
using Row = std::vector<std::string>;

/// All rows; of a bad one "!" and what is wrong.
std::vector<Row> rows_of(CsvRows rows, std::size_t columns) {
  std::vector<Row> all;
  while (rows.next().value()) {
    Row row;
    if (!rows.fault().empty()) row = {"!", rows.fault()};
    else
      for (std::size_t i = 0; i < columns; ++i) row.emplace_back(rows.field(i));
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<Row> read(std::string_view text, std::size_t columns) {
  auto rows = CsvRows::of(text, "in.csv");
  EXPECT_TRUE(rows.ok()) << rows.error().what;
  return rows ? rows_of(std::move(*rows), columns) : std::vector<Row>();
}

std::string refusal(std::string_view text) {
  const auto rows = CsvRows::of(text, "in.csv");
  return rows ? "accepted" : rows.error().what;
}

TEST(CsvRows, QuotedFieldsHoldCommasAndQuotationMarks) {
  EXPECT_THAT(read("a,b\n\"x, y\",\"say \"\"no\"\"\"\r\n1,\n", 2),
              ElementsAre(Row{"x, y", "say \"no\""}, Row{"1", ""}));
}

TEST(CsvRows, ByteOrderMarkSpacesSemicolonsAndEmptyLinesAreNoContent) {
  EXPECT_THAT(read("\xEF\xBB\xBFstop ; n\n\n  Gare ;3\n", 2), ElementsAre(Row{"Gare", "3"}));
  const auto rows = CsvRows::of("\xEF\xBB\xBFStop,N\n", "in.csv");
  EXPECT_EQ(rows->column("stop"), 0u);
  EXPECT_EQ(rows->column("other"), std::nullopt);
}

TEST(CsvRows, ShortRowsEndInEmptyFieldsAndLongOnesAreFaults) {
  EXPECT_THAT(
      read("a,b\n1\n1,2,3\n1,2,\n4,5", 2),
      ElementsAre(Row{"1", ""}, Row{"!", "3 fields, expected 2 as in the header"}, Row{"1", "2"}, Row{"4", "5"}));
}

TEST(CsvRows, ABadRowDoesNotSpoilTheNext) {
  const std::string endless(100'000, 'x');
  EXPECT_THAT(
      read("a,b\n\"open,1\n\"x\"y,2\n" + endless + "\n5,6\n" + endless, 2),
      ElementsAre(Row{"!", "a quotation mark that is not closed"}, Row{"!", "text behind a closing quotation mark"},
                  Row{"!", "longer than 64 KiB"}, Row{"5", "6"}, Row{"!", "longer than 64 KiB"}));
}

TEST(CsvRows, RowsAreNamedByTheirLine) {
  auto rows = CsvRows::of("a\n\n\n1\n", "in.csv");
  ASSERT_TRUE(rows->next().value());
  EXPECT_EQ(rows->where(), "in.csv line 4");
}

TEST(CsvRows, AHeaderMustNameEachColumnOnce) {
  EXPECT_EQ(refusal(""), "in.csv: empty, expected a header line");
  EXPECT_EQ(refusal("a,,b\n"), "in.csv line 1: a column without a name");
  EXPECT_EQ(refusal("a,A\n"), "in.csv line 1: column 'A' is there twice");
  EXPECT_EQ(refusal(std::string(300, ',') + "\n"), "in.csv line 1: more than 256 fields");
  const auto rows = CsvRows::of("a,b\n", "in.csv");
  EXPECT_EQ(rows->require({"a", "c", "d"}).error().what, "in.csv: its header lacks c, d");
  EXPECT_TRUE(rows->require({"b"}).ok());
}

TEST(CsvRows, AFaultOfTheSourceEndsIt) {
  int pieces = 0;
  auto rows = CsvRows::open(
      [&](char* into, std::size_t) -> Result<std::size_t> {
        if (pieces++ == 1) return Error{ErrorKind::Corrupt, "bad checksum"};
        std::memcpy(into, "a\n1\n", 4);
        return std::size_t{4};
      },
      "in.csv");
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE(rows->next().value());
  EXPECT_EQ(rows->next().error().what, "bad checksum");
}

RC_GTEST_PROP(CsvRows, WhatIsWrittenIsReadInWhateverPieces, ()) {
  const auto table =
      *rc::gen::container<std::vector<std::vector<std::string>>>(rc::gen::container<std::vector<std::string>>(
          3, rc::gen::container<std::string>(rc::gen::element('a', ',', '"', ';'))));
  std::string text = "a,b,c\n";
  for (const auto& row : table) {
    for (const std::string& field : row) {
      text += &field == &row.front() ? "\"" : ",\"";
      for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
    text += '\n';
  }
  const std::size_t piece = *rc::gen::inRange<std::size_t>(1, 9);
  std::size_t at = 0;
  auto rows = CsvRows::open(
      [&](char* into, std::size_t most) -> Result<std::size_t> {
        const std::size_t count = std::min({most, piece, text.size() - at});
        std::memcpy(into, text.data() + at, count);
        at += count;
        return count;
      },
      "in.csv");
  RC_ASSERT(rows.ok());
  RC_ASSERT(rows_of(std::move(*rows), 3) == table);
}

}  // namespace
}  // namespace vigie::codec
