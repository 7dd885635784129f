// SPDX-License-Identifier: Apache-2.0
// Claims about days unlike others, and about the words by which kinds of events are known.
#include "codec/holidays.hpp"

#include <gtest/gtest.h>

#include "codec/event_kind.hpp"
#include "codec/local_stamp.hpp"

namespace vigie::codec {
namespace {

FeedContext context() {
  return {SourceId("feed/days"),
          parse_rfc3339("2026-11-24T12:00:00Z").value(),
          TimeZone::named("Europe/Paris").value(),
          {},
          400};
}

TEST(PublicHolidays, AreWholeDaysOfTheCity) {
  const auto content = read_public_holidays(
      R"({"2003-01-01":"1er janvier","2026-07-14":"14 juillet","2026-12-25":"Jour de Noël","2026-13-01":"never","2027-01-01":7})",
      context());
  ASSERT_TRUE(content.ok()) << content.error().what;
  ASSERT_EQ(content->events->size(), 2U);
  EXPECT_EQ(content->left_out, 1U) << "2003";
  EXPECT_EQ(content->events->at(0).kind, EventKind::PublicHoliday);
  EXPECT_EQ(to_rfc3339(content->events->at(0).start), "2026-07-13T22:00:00.000Z");
  EXPECT_EQ(to_rfc3339(content->events->at(1).end), "2026-12-25T23:00:00.000Z");
  EXPECT_EQ(content->events->at(1).title, "Jour de Noël");
  EXPECT_EQ(content->events->at(1).reference, "2026-12-25");
  EXPECT_EQ(content->faults, (std::vector<std::string>{"'2026-13-01': not a day like 2026-01-01",
                                                       "'2027-01-01': its name is not text"}));
  EXPECT_EQ(read_public_holidays("[]", context()).error().kind, ErrorKind::Malformed);
}

constexpr const char* kRecords = R"([
  {"description":"Vacances de la Toussaint","population":"-","start_date":"2026-10-16T22:00:00+00:00","end_date":"2026-11-01T23:00:00+00:00","location":"Aix-Marseille","zones":"Zone B","annee_scolaire":"2026-2027"},
  {"description":"Vacances de la Toussaint","population":"Élèves","start_date":"2026-10-16T22:00:00+00:00","end_date":"2026-11-01T23:00:00+00:00","location":"Nice","zones":"Zone B"},
  {"description":"Vacances de la Toussaint","population":"-","start_date":"2026-10-16T22:00:00+00:00","end_date":"2026-11-01T23:00:00+00:00","location":"Lyon","zones":"Zone A"},
  {"description":"Prérentrée","population":"Enseignants","start_date":"2026-08-31","end_date":"2026-08-31","zones":"Zone B"},
  {"description":"Vacances d'Hiver","population":"-","start_date":"2027-02-20","end_date":"2027-03-08","zones":"Zone B"},
  {"description":"Vacances","population":"-","start_date":"later","end_date":"2027-03-08","zones":"Zone B"}])";

TEST(SchoolHolidays, AreThoseOfOneZoneOnceEach) {
  const auto content = read_school_holidays_b(kRecords, context());
  ASSERT_TRUE(content.ok()) << content.error().what;
  ASSERT_EQ(content->events->size(), 2U);
  EXPECT_EQ(content->left_out, 3U) << "Nice says the same, Lyon is of another zone, teachers are no crowd";
  const CityEvent& autumn = content->events->at(0);
  EXPECT_EQ(autumn.kind, EventKind::SchoolHoliday);
  EXPECT_EQ(to_rfc3339(autumn.start), "2026-10-16T22:00:00.000Z") << "midnight of 17 October";
  EXPECT_EQ(to_rfc3339(autumn.end), "2026-11-01T23:00:00.000Z") << "lessons begin on 2 November";
  EXPECT_EQ(to_rfc3339(content->events->at(1).start), "2027-02-19T23:00:00.000Z");
  EXPECT_EQ(content->faults,
            (std::vector<std::string>{
                "record 6: start_date or end_date is missing or no date, expected 2026-10-17 or an RFC 3339 time"}));
  EXPECT_EQ(read_school_holidays_a(kRecords, context())->events->size(), 1U);
  EXPECT_TRUE(read_school_holidays_c(kRecords, context())->events->empty());
}

TEST(SchoolHolidays, ComeInThreeShapes) {
  EXPECT_EQ(
      read_school_holidays_b(std::string(R"({"total_count":6,"results":)") + kRecords + "}", context())->events->size(),
      2U);
  const auto old = read_school_holidays_b(
      R"({"records":[{"fields":{"description":"Vacances de Noël","start_date":"2026-12-19","end_date":"2027-01-04","zones":"Zone B"}}]})",
      context());
  EXPECT_EQ(old->events->size(), 1U);
  EXPECT_EQ(read_school_holidays_b("{}", context()).error().what,
            "not a school calendar: expected an array, or an object with 'results' or 'records'");
}

TEST(EventKind, IsKnownByWordsInFrenchAndEnglish) {
  EXPECT_EQ(gathering_kind("Feu d’artifice du 14 juillet"), EventKind::Fireworks);
  EXPECT_EQ(gathering_kind("FEUX D'ARTIFICE"), EventKind::Fireworks);
  EXPECT_EQ(gathering_kind("Marchés de Noël"), EventKind::Market);
  EXPECT_EQ(gathering_kind("Défilé de carnaval"), EventKind::Parade);
  EXPECT_EQ(gathering_kind("De\xCC\x81"
                           "file\xCC\x81"),
            EventKind::Parade)
      << "accents that stand beside their letters";
  EXPECT_EQ(gathering_kind("Rugby: France - Wales"), EventKind::Match);
  EXPECT_EQ(gathering_kind("Two matches"), EventKind::Match);
  EXPECT_EQ(gathering_kind("Festival, concerts"), EventKind::Festival);
  EXPECT_EQ(gathering_kind("Manifestation sportive"), EventKind::Other) << "in French any event is a manifestation";
  EXPECT_EQ(gathering_kind("Demonstration"), EventKind::Demonstration);
  EXPECT_EQ(gathering_kind("Remarcheur"), EventKind::Other) << "a word within a word is another word";
  EXPECT_EQ(gathering_kind(""), EventKind::Other);
  EXPECT_EQ(gathering_kind("\xC3"), EventKind::Other);
  EXPECT_EQ(holiday_kind("Vacances d'hiver - Zone C"), EventKind::SchoolHoliday);
  EXPECT_EQ(holiday_kind("Bank holiday"), EventKind::PublicHoliday);
  EXPECT_EQ(holiday_kind("Holiday on Ice"), EventKind::Other);
}

TEST(LocalStamp, ReadsDaysAndTimesAndNothingElse) {
  EXPECT_EQ(read_day("1970-01-02"), 1);
  EXPECT_EQ(read_day("19691231"), -1);
  for (const char* wrong : {"2026-02-29", "20260431", "1599-12-31", "2026-1-1", "2026/01/01", "", "20261-01"})
    EXPECT_FALSE(read_day(wrong)) << wrong;
  EXPECT_EQ(read_time_of_day("19:30"), 70'200);
  EXPECT_EQ(read_time_of_day("193059"), 70'259);
  EXPECT_EQ(read_time_of_day("23:59:60"), 86'399);
  for (const char* wrong : {"24:00", "19", "19:3", "19:30:", "1930590", "19-30", ""})
    EXPECT_FALSE(read_time_of_day(wrong)) << wrong;
}

}  // namespace
}  // namespace vigie::codec
