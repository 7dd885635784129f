// SPDX-License-Identifier: Apache-2.0
// Claims about OpenAgenda: languages, timings, states, and what is left out.
#include "codec/openagenda.hpp"

#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

FeedContext context() {
  return {SourceId("feed/agenda"),
          parse_rfc3339("2026-11-24T12:00:00Z").value(),
          TimeZone::named("Europe/Paris").value(),
          {},
          400};
}

Result<FeedContent> read(const std::string& events) {
  return read_openagenda(R"({"total":1,"success":true,"events":[)" + events + "]}", context());
}

constexpr const char* kConcert =
    R"({"uid":55342901,"slug":"concert","title":{"en":"Night of strings","fr":"Nuit des cordes"},
  "keywords":{"fr":["concert","musique"]},"attendanceMode":1,"status":1,"state":2,"expected-attendance":1200,
  "location":{"name":"Opéra","address":"2 rue Molière","latitude":43.2955,"longitude":5.3735},
  "registration":[{"type":"email","value":"person@example.org"}],
  "timings":[{"begin":"2026-11-27T20:00:00+0100","end":"2026-11-27T22:30:00+01:00"},
             {"begin":"2026-11-28T20:00:00+01:00","end":"2026-11-28T22:30:00+01:00"},
             {"begin":"2027-03-28T20:00:00+02:00","end":"2027-03-28T22:30:00+02:00"}]})";

TEST(OpenAgenda, ReadsEachTimingAsAnEvent) {
  std::string text = kConcert;
  text.replace(text.find("+0100"), 5, "+01:00");
  const auto content = read(text);
  ASSERT_TRUE(content.ok()) << content.error().what;
  ASSERT_EQ(content->events->size(), 2U);
  EXPECT_EQ(content->left_out, 1U) << "the one in March";
  const CityEvent& first = content->events->front();
  EXPECT_EQ(first.reference, "55342901@2026-11-27T19:00:00Z");
  EXPECT_EQ(first.title, "Nuit des cordes");
  EXPECT_EQ(first.venue, "Opéra");
  EXPECT_EQ(first.kind, EventKind::Concert);
  EXPECT_EQ(first.attendance, 1200);
  EXPECT_EQ(to_rfc3339(first.end), "2026-11-27T21:30:00.000Z");
  EXPECT_EQ(first.place, geo::Position::checked(geo::Latitude{43.2955}, geo::Longitude{5.3735}).value());
}

TEST(OpenAgenda, RefusesATimingThatIsNoneAndTakesTheOthers) {
  const auto content = read(kConcert);
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->events->size(), 1U);
  ASSERT_EQ(content->refused, 1U);
  EXPECT_EQ(content->faults.front(),
            "event 1 (55342901): a timing without begin and end like 2026-11-24T19:30:00+01:00");
}

TEST(OpenAgenda, TellsWhatIsCancelledAndLeavesOutWhatIsOnlineOrADraft) {
  const std::string times = R"("timings":[{"begin":"2026-11-27T20:00:00+01:00","end":"2026-11-27T22:30:00+01:00"}]})";
  const auto content =
      read(R"({"uid":1,"title":"Off","status":{"id":6,"label":{"fr":"Annulé"}},)" + times + "," +
           R"({"uid":2,"title":"Online","attendanceMode":{"id":2},)" + times + "," +
           R"({"uid":3,"title":"Draft","state":0,)" + times + "," + R"({"uid":4,"title":"Full","status":5,)" + times);
  ASSERT_TRUE(content.ok());
  ASSERT_EQ(content->events->size(), 2U);
  EXPECT_EQ(content->left_out, 2U);
  EXPECT_TRUE(content->events->at(0).cancelled);
  EXPECT_EQ(content->events->at(0).reference, "1") << "one timing: the event itself";
  EXPECT_FALSE(content->events->at(1).cancelled);
}

TEST(OpenAgenda, NamesWhatItRefuses) {
  const auto fault = [](const std::string& event) {
    const auto content = read(event);
    EXPECT_TRUE(content.ok() && content->refused == 1U && content->events->empty());
    return content->faults.front();
  };
  EXPECT_EQ(fault("7"), "event 1: not an object");
  EXPECT_EQ(fault("{}"), "event 1: no uid");
  EXPECT_EQ(fault(R"({"uid":"a"})"), "event 1 (a): no title");
  EXPECT_EQ(fault(R"({"uid":"a","title":"T"})"), "event 1 (a): no timings");
  EXPECT_EQ(
      fault(R"({"uid":"a","title":"T","timings":[{"begin":"2026-11-27T20:00:00Z","end":"2026-11-27T19:00:00Z"}]})"),
      "event 1 (a): it ends before it begins");
  EXPECT_EQ(read_openagenda("[]", context()).error().what, "not an agenda: expected an object with the array 'events'");
  EXPECT_EQ(read_openagenda("{\"events\":", context()).error().kind, ErrorKind::Malformed);
}

}  // namespace
}  // namespace vigie::codec
