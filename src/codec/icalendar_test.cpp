// SPDX-License-Identifier: Apache-2.0
// Claims about iCalendar: series, exceptions, clocks, whole days, and what is refused or never looked at.
#include "codec/icalendar.hpp"

#include <gtest/gtest.h>

#include <string>

namespace vigie::codec {
namespace {

FeedContext context() {
  return {SourceId("feed/agenda"),
          parse_rfc3339("2026-11-24T12:00:00Z").value(),
          TimeZone::named("Europe/Paris").value(),
          {},
          400};
}

std::string calendar(const std::string& inside) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + inside + "END:VCALENDAR\r\n";
}
std::string event(const std::string& lines) { return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n"; }

/// Read, and in order of time.
std::vector<CityEvent> events_of(const std::string& text) {
  const auto content = read_icalendar(text, context());
  if (!content) {
    ADD_FAILURE() << content.error().what;
    return {};
  }
  std::vector<CityEvent> events = content->events.value();
  std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  return events;
}
std::string only_fault(const std::string& text) {
  const auto content = read_icalendar(text, context());
  if (!content) return content.error().what;
  EXPECT_EQ(content->refused, 1U);
  return content->faults.empty() ? "" : content->faults.front();
}

TEST(Icalendar, ReadsAMatchWithItsPlaceDoorsAndAttendance) {
  const auto events =
      events_of(calendar(event("UID:om-psg@example\r\n"
                               "DTSTART;TZID=Europe/Paris:20261129T204500\r\n"
                               "DTEND;TZID=Europe/Paris:20261129T224500\r\n"
                               "SUMMARY:OM - Paris\\, Ligue\r\n  1\r\n"
                               "LOCATION:Stade Vélodrome\r\n"
                               "GEO:43.2699;5.3959\r\n"
                               "X-VIGIE-ATTENDANCE:62000\r\n"
                               "X-VIGIE-DOORS:-PT2H\r\n"
                               "ORGANIZER;CN=\"A Person\":mailto:person@example\r\n"
                               "ATTENDEE:mailto:other@example\r\n")));
  ASSERT_EQ(events.size(), 1U);
  const CityEvent& match = events.front();
  EXPECT_EQ(match.source, SourceId("feed/agenda"));
  EXPECT_EQ(match.reference, "om-psg@example");
  EXPECT_EQ(match.title, "OM - Paris, Ligue 1") << "a folded line is one";
  EXPECT_EQ(match.venue, "Stade Vélodrome");
  EXPECT_EQ(match.kind, EventKind::Match);
  EXPECT_EQ(to_rfc3339(match.start), "2026-11-29T19:45:00.000Z");
  EXPECT_EQ(to_rfc3339(match.end), "2026-11-29T21:45:00.000Z");
  EXPECT_EQ(to_rfc3339(match.doors.value()), "2026-11-29T17:45:00.000Z");
  EXPECT_EQ(match.attendance, 62'000);
  EXPECT_EQ(match.place, geo::Position::checked(geo::Latitude{43.2699}, geo::Longitude{5.3959}).value());
  EXPECT_FALSE(match.cancelled);
}

TEST(Icalendar, ExpandsASeriesWithItsExceptions) {
  const auto events = events_of(calendar(event("UID:market\r\n"
                                               "DTSTART;TZID=Europe/Paris:20260105T080000\r\n"
                                               "DURATION:PT5H\r\n"
                                               "SUMMARY:Marché\r\n"
                                               "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T230000Z\r\n"
                                               "EXDATE;TZID=Europe/Paris:20261201T080000\r\n"
                                               "RDATE;TZID=Europe/Paris:20261203T080000\r\n") +
                                         event("UID:market\r\n"
                                               "RECURRENCE-ID;TZID=Europe/Paris:20261208T080000\r\n"
                                               "DTSTART;TZID=Europe/Paris:20261208T140000\r\n"
                                               "DTEND;TZID=Europe/Paris:20261208T180000\r\n"
                                               "STATUS:CANCELLED\r\n"
                                               "SUMMARY:Marché de Noël\r\n")));
  ASSERT_EQ(events.size(), 5U) << "24, 3 by RDATE, 8 moved, 15, 22; 1 excluded";
  EXPECT_EQ(to_rfc3339(events[0].start), "2026-11-24T07:00:00.000Z");
  EXPECT_EQ(events[0].reference, "market@2026-11-24T07:00:00Z");
  EXPECT_EQ(to_rfc3339(events[0].end), "2026-11-24T12:00:00.000Z");
  EXPECT_EQ(events[0].kind, EventKind::Market);
  EXPECT_EQ(to_rfc3339(events[1].start), "2026-12-03T07:00:00.000Z");
  EXPECT_EQ(to_rfc3339(events[2].start), "2026-12-08T13:00:00.000Z");
  EXPECT_EQ(events[2].reference, "market@2026-12-08T07:00:00Z") << "known again by the time it had";
  EXPECT_TRUE(events[2].cancelled);
  EXPECT_EQ(to_rfc3339(events.back().start), "2026-12-22T07:00:00.000Z");
}

TEST(Icalendar, KeepsTheHourOfASeriesAcrossTheNightWhenClocksChange) {
  FeedContext autumn = context();
  autumn.now = parse_rfc3339("2026-10-23T12:00:00Z").value();
  const auto content =
      read_icalendar(calendar(event("UID:a\r\nSUMMARY:Concert\r\nDTSTART;TZID=Europe/Paris:20261024T200000\r\n"
                                    "DTEND;TZID=Europe/Paris:20261025T030000\r\nRRULE:FREQ=DAILY;COUNT=2\r\n")),
                     autumn);
  ASSERT_TRUE(content.ok());
  const auto& events = content->events.value();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(to_rfc3339(events[0].start), "2026-10-24T18:00:00.000Z");
  EXPECT_EQ(to_rfc3339(events[0].end), "2026-10-25T02:00:00.000Z") << "eight hours pass that night";
  EXPECT_EQ(to_rfc3339(events[1].start), "2026-10-25T19:00:00.000Z");
  EXPECT_EQ(to_rfc3339(events[1].end), "2026-10-26T02:00:00.000Z");
}

TEST(Icalendar, ReadsWholeDaysAsTheCitysDays) {
  const auto events =
      events_of(calendar(event("UID:v\r\nSUMMARY:Vacances de Noël - Zone "
                               "B\r\nDTSTART;VALUE=DATE:20261219\r\nDTEND;VALUE=DATE:20270104\r\n") +
                         event("UID:f\r\nSUMMARY:Noël\\, jour férié\r\nDTSTART;VALUE=DATE:20261225\r\n") +
                         event("UID:d\r\nSUMMARY:Défilé\r\nDTSTART:20261225T100000\r\n")));
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].kind, EventKind::SchoolHoliday);
  EXPECT_EQ(to_rfc3339(events[0].start), "2026-12-18T23:00:00.000Z");
  EXPECT_EQ(to_rfc3339(events[0].end), "2027-01-03T23:00:00.000Z");
  EXPECT_EQ(events[1].kind, EventKind::PublicHoliday);
  EXPECT_EQ(events[1].end - events[1].start, std::chrono::hours(24)) << "a day without an end is that day";
  EXPECT_EQ(events[2].kind, EventKind::Parade);
  EXPECT_EQ(to_rfc3339(events[2].start), "2026-12-25T09:00:00.000Z") << "a time without a zone is the city's";
  EXPECT_EQ(events[2].end - events[2].start, std::chrono::hours(2)) << "an event without an end lasts two hours";
}

constexpr const char* kNewYork =
    "BEGIN:VTIMEZONE\r\nTZID:Eastern\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010311T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nTZOFFSETFROM:-"
    "0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\nTZOFFSETFROM:-"
    "0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n";

TEST(Icalendar, ReadsAClockThatTheCalendarDescribes) {
  FeedContext autumn = context();
  autumn.now = parse_rfc3339("2026-10-30T12:00:00Z").value();
  const auto content = read_icalendar(calendar(event("UID:a\r\nSUMMARY:Show\r\nDTSTART;TZID=Eastern:20261031T013000\r\n"
                                                     "DURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\n") +
                                               kNewYork),
                                      autumn);
  ASSERT_TRUE(content.ok());
  ASSERT_EQ(content->events->size(), 3U) << (content->faults.empty() ? "" : content->faults.front());
  EXPECT_EQ(to_rfc3339(content->events->at(0).start), "2026-10-31T05:30:00.000Z");
  EXPECT_EQ(to_rfc3339(content->events->at(1).start), "2026-11-01T05:30:00.000Z")
      << "of an hour that comes twice the first";
  EXPECT_EQ(to_rfc3339(content->events->at(2).start), "2026-11-02T06:30:00.000Z");
}

TEST(Icalendar, LeavesOutWhatIsPrivateOldOrFarAhead) {
  const auto content =
      read_icalendar(calendar(event("UID:1\r\nDTSTART:20261124T180000Z\r\nSUMMARY:A\r\nCLASS:PRIVATE\r\n") +
                              event("UID:2\r\nDTSTART:20261110T180000Z\r\nSUMMARY:B\r\n") +
                              event("UID:3\r\nDTSTART:20270210T180000Z\r\nSUMMARY:C\r\n") +
                              "BEGIN:VTODO\r\nUID:4\r\nDTSTART:20261124T180000Z\r\nEND:VTODO\r\n"),
                     context());
  ASSERT_TRUE(content.ok());
  EXPECT_TRUE(content->events->empty()) << "it speaks of events, and has none";
  EXPECT_EQ(content->left_out, 3U);
  EXPECT_EQ(content->refused, 0U);
}

TEST(Icalendar, TakesTheNewestOfOneUidAndACalendarThatCancels) {
  const auto events = events_of(calendar("METHOD:CANCEL\r\n" +
                                         event("UID:1\r\nSEQUENCE:2\r\nDTSTART:20261125T180000Z\r\nSUMMARY:New\r\n") +
                                         event("UID:1\r\nSEQUENCE:1\r\nDTSTART:20261124T180000Z\r\nSUMMARY:Old\r\n")));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].title, "New");
  EXPECT_TRUE(events[0].cancelled);
}

TEST(Icalendar, RefusesAnEventInOneLineAndTakesTheOthers) {
  const std::string good = event("UID:g\r\nDTSTART:20261124T180000Z\r\nSUMMARY:Good\r\n");
  const auto fault = [&](const std::string& lines) { return only_fault(calendar(event(lines) + good)); };
  EXPECT_EQ(fault("DTSTART:20261124T180000Z\r\n"), "line 4: an event without UID");
  EXPECT_EQ(fault("UID:1\r\n"), "line 4: an event without DTSTART");
  EXPECT_EQ(fault("UID:1\r\nDTSTART:soon\r\n"),
            "line 4: DTSTART 'soon', expected 20261124T193000, 20261124T183000Z or 20261124");
  EXPECT_EQ(fault("UID:1\r\nDTSTART;TZID=Mars/Base:20261124T180000\r\n"),
            "line 4: DTSTART in time zone 'Mars/Base', which is not known here, and no VTIMEZONE describes it");
  EXPECT_EQ(fault("UID:1\r\nDTSTART:20261124T180000Z\r\nDTEND:20261124T170000Z\r\n"),
            "line 4: DTEND '20261124T170000Z', expected an end behind DTSTART");
  EXPECT_EQ(fault("UID:1\r\nDTSTART:20261124T180000Z\r\nRRULE:FREQ=HOURLY\r\n"),
            "line 4: RRULE FREQ is 'HOURLY', expected DAILY, WEEKLY, MONTHLY or YEARLY");
  EXPECT_EQ(fault("UID:1\r\nDTSTART:20261124T180000Z\r\nX-VIGIE-ATTENDANCE:many\r\n"),
            "line 4: X-VIGIE-ATTENDANCE 'many', expected a number of people");
  EXPECT_EQ(fault("UID:1\r\nDTSTART:20261124T180000Z\r\nGEO:91;5\r\n").find("line 4: GEO: "), 0U);
  EXPECT_EQ(fault("UID:1\r\nDTSTART:20261124T180000Z\r\nX-VIGIE-DOORS:PT1H\r\n"),
            "line 4: X-VIGIE-DOORS 'PT1H', expected a time up to a day before DTSTART, or -PT1H30M");
  EXPECT_EQ(fault("UID:1\r\nDTSTART:20261124T180000Z\r\nA line that was broken\r\n"),
            "calendar: line 7: 'A line that was broken', expected NAME:VALUE of at most 64 KiB");
}

TEST(Icalendar, RefusesHalfADocumentAndWhatIsNone) {
  const std::string whole = calendar(event("UID:g\r\nDTSTART:20261124T180000Z\r\n"));
  const auto error = [](const std::string& text) {
    const auto content = read_icalendar(text, context());
    return content ? std::string("taken") : content.error().what;
  };
  EXPECT_EQ(error(whole.substr(0, whole.size() - 16)), "line 7: the document ends within a VCALENDAR: refused whole");
  EXPECT_EQ(error("<html><body>Not found</body></html>"),
            "line 1: '<html><body>Not found</body></html>', expected NAME:VALUE of at most 64 KiB");
  EXPECT_EQ(error(""), "line 1: not a calendar: expected BEGIN:VCALENDAR");
  EXPECT_EQ(error("BEGIN:VCARD\r\nEND:VCARD\r\n"), "line 1: BEGIN:VCARD, expected BEGIN:VCALENDAR");
  EXPECT_EQ(error("BEGIN:VCALENDAR\r\nEND:VEVENT\r\n"), "line 2: END:VEVENT, expected END:VCALENDAR");
  EXPECT_EQ(error(whole), "taken");
  EXPECT_EQ(error("\xEF\xBB\xBF" + whole), "taken") << "a byte order mark";
}

TEST(Icalendar, EndsSoonWhateverTheRulesSay) {
  std::string hostile;
  for (int i = 0; i < 2'000; ++i)
    hostile += event("UID:" + std::to_string(i) +
                     "\r\nDTSTART:19000101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999\r\n");
  const auto content = read_icalendar(calendar(hostile), context());
  ASSERT_TRUE(content.ok());
  EXPECT_GT(content->refused, 1'000U);
}

}  // namespace
}  // namespace vigie::codec
