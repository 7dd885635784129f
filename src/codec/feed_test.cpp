// SPDX-License-Identifier: Apache-2.0
// Claims about the table of formats.
#include "codec/feed.hpp"

#include <gtest/gtest.h>

#include <set>

namespace vigie::codec {
namespace {

FeedContext context() {
  return {SourceId("feed/x"),
          parse_rfc3339("2026-11-24T12:00:00Z").value(),
          TimeZone::named("Europe/Paris").value(),
          {},
          400};
}

TEST(FeedFormats, AreKnownByOneWordEach) {
  std::set<std::string_view> words;
  for (const FeedFormat& each : feed_formats()) {
    EXPECT_TRUE(words.insert(each.word).second) << each.word;
    EXPECT_EQ(feed_format(each.word), &each);
    EXPECT_FALSE(each.what.empty());
  }
  EXPECT_EQ(feed_format("carrier_pigeon"), nullptr);
}

TEST(FeedFormats, RefuseBytesThatAreNotOfThem) {
  for (const FeedFormat& each : feed_formats()) {
    const auto content = each.read("<html><body>503 Service Unavailable</body></html>", context());
    EXPECT_FALSE(content.ok()) << each.word
                               << " must not take a page that says something else for a document without news";
    EXPECT_FALSE(each.read("", context()).ok()) << each.word;
  }
}

TEST(FeedFormats, NameThemselvesWhereOneIsNotKnown) {
  const auto content = read_feed("carrier_pigeon", "", context());
  ASSERT_FALSE(content.ok());
  EXPECT_EQ(content.error().kind, ErrorKind::NotFound);
  EXPECT_NE(content.error().what.find("icalendar"), std::string::npos);
  EXPECT_TRUE(read_feed("public_holidays_fr", "{}", context()).ok());
}

}  // namespace
}  // namespace vigie::codec
