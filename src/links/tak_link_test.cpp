// SPDX-License-Identifier: Apache-2.0
// Claims about phones: who gets in, whom they speak for, what they are told, and when they are cut off.
#include "links/tak_link.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "links/device_enrolment.hpp"
#include "links/phone_test.hpp"
#include "links/recording_intake_test.hpp"
#include "links/tak_conversation.hpp"
#include "links/tak_outbox.hpp"

namespace vigie::links {
namespace {

using namespace std::chrono_literals;

const Actor kAdmin = Actor::user(UserId("admin"));

std::string event(const std::string& type, const std::string& detail, Time time, const std::string& uid = "ANDROID-1") {
  return "<event version=\"2.0\" uid=\"" + uid + "\" type=\"" + type + "\" how=\"m-g\" time=\"" + to_rfc3339(time) +
         "\" start=\"" + to_rfc3339(time) + "\" stale=\"" + to_rfc3339(time + 60s) +
         "\"><point lat=\"43.2965\" lon=\"5.3698\" hae=\"0\" ce=\"5\" le=\"9\"/><detail>" + detail +
         "</detail></event>\n";
}

// ---- the conversation, without a socket

class Conversation : public testing::Test {
 protected:
  std::int64_t refused(const std::string& reason) {
    return metrics
        .counter("vigie_link_refused_total", "input a link refused", {{"source", "tak/PM-03"}, {"reason", reason}})
        .value();
  }
  std::string position(Time time, const std::string& uid = "ANDROID-1") {
    return event("a-f-G-U-C", "<contact callsign=\"PM-03\"/>", time, uid);
  }

  const Time now = parse_rfc3339("2026-11-23T21:00:00Z").value();
  ManualClock clock{now};
  Metrics metrics;
  RecordingIntake intake;
  Device device{.name = DeviceId("phone-7"),
                .unit = UnitId("PM-03"),
                .skills = {},
                .serial = {},
                .fingerprint = {},
                .issued = now,
                .expires = now + 24h,
                .revoked = std::nullopt};
  TakConversation conversation{device, intake, std::make_shared<Refusals>(metrics, "tak"), clock};
};

TEST_F(Conversation, APositionIsTheUnitsOfTheCertificateWhateverItClaims) {
  conversation.hear(event("a-f-G", "<contact callsign=\"PM-99\"/><track speed=\"2\" course=\"90\"/>", now));
  ASSERT_EQ(intake.reported().size(), 1u);
  EXPECT_EQ(intake.reported()[0].unit, UnitId("PM-03"));
  EXPECT_EQ(intake.reported()[0].heading_deg, 90);
  EXPECT_EQ(refused("call_sign_differs"), 1);
}

TEST_F(Conversation, APositionUnderAnotherUidIsNotItsOwn) {
  conversation.hear(position(now));
  clock.advance(1s);
  conversation.hear(position(now + 1s, "ANDROID-2"));
  EXPECT_EQ(intake.reported().size(), 1u);
  EXPECT_EQ(refused("not_its_own"), 1);
}

TEST_F(Conversation, LateAndFutureDatedAndRepeatedPositionsAreRefusedAndCounted) {
  conversation.hear(position(now - 6min));
  conversation.hear(position(now + 31s));
  conversation.hear(position(now - 91s));  // stale 60 s later, and 30 s of clock skew
  EXPECT_TRUE(intake.reported().empty());
  conversation.hear(position(now + 20s));
  conversation.hear(position(now + 20s));
  conversation.hear(position(now + 10s));
  ASSERT_EQ(intake.reported().size(), 1u);
  EXPECT_EQ(intake.reported()[0].seen, now) << "a phone's fast clock does not reach the engine";
  EXPECT_EQ(refused("late"), 2);
  EXPECT_EQ(refused("future_dated"), 1);
  EXPECT_EQ(refused("duplicate"), 2);
}

TEST_F(Conversation, OfSeveralPositionsAtOnceTheLastIsReportedAfterTheEmergency) {
  std::string bytes;
  for (int i = 0; i < 50; ++i) bytes += position(now - 50s + std::chrono::seconds(i));
  bytes += event("b-a-o-tbl", "<emergency type=\"911 Alert\">PM-03</emergency>", now, "ANDROID-1-9-1-1");
  conversation.hear(bytes);
  EXPECT_EQ(intake.reported().size(), 1u);
  const auto observed = intake.observed();
  ASSERT_EQ(observed.size(), 1u);
  const auto& [actor, distress] = observed[0];
  EXPECT_EQ(actor, Actor::device(DeviceId("PM-03")));
  EXPECT_EQ(distress.kind, ObservationKind::OfficerDistress);
  EXPECT_EQ(distress.source, SourceId("tak/PM-03"));
  EXPECT_EQ(distress.unit, UnitId("PM-03"));
}

TEST_F(Conversation, AnEmergencyOfYesterdayIsMarkedNotLost) {
  conversation.hear(event("b-a-o-tbl", "", now - 24h));
  conversation.hear(event("b-a-o-tbl", "", now + 24h));
  ASSERT_EQ(intake.observed().size(), 2u);
  EXPECT_EQ(intake.observed()[0].second.timeliness, Timeliness::Late);
  EXPECT_EQ(intake.observed()[1].second.timeliness, Timeliness::FutureDated);
}

TEST_F(Conversation, TheButtonReleasedIsAnObservationOfItsOwn) {
  conversation.hear(event("b-a-o-tbl", "", now) + event("b-a-o-can", "<emergency cancel=\"true\"/>", now));
  ASSERT_EQ(intake.observed().size(), 2u);
  EXPECT_EQ(intake.observed()[1].second.kind, ObservationKind::DistressCleared);
  EXPECT_NE(intake.observed()[0].second.id, intake.observed()[1].second.id);
}

TEST_F(Conversation, AChatAnswerIsAboutTheMissionToldLast) {
  const std::string chat = event("b-t-f", "<__chat chatroom=\"Vigie\" id=\"VIGIE\"/><remarks>en route</remarks>", now);
  conversation.hear(chat);
  EXPECT_TRUE(intake.commanded().empty());
  EXPECT_EQ(refused("no_mission"), 1);
  conversation.told(MissionId("M-9"));
  conversation.hear(chat);
  const auto report = std::get<ReportMission>(intake.commanded().at(0).second);
  EXPECT_EQ(report.mission, MissionId("M-9"));
  EXPECT_EQ(report.state, MissionState::EnRoute);
}

TEST_F(Conversation, RubbishIsCountedAndTheStreamGoesOn) {
  conversation.hear("rubbish" + position(now - 1s) + "<event><</event>" + std::string(70'000, 'x') + position(now));
  EXPECT_EQ(intake.reported().size(), 1u);
  EXPECT_EQ(refused("garbage"), 2);
  EXPECT_EQ(refused("malformed"), 1);
}

TEST(TakOutbox, ASlowPhoneHasABoundAndTheLatestWordWins) {
  TakOutbox outbox;
  EXPECT_TRUE(outbox.put({"M-1", "first", nullptr}));
  ASSERT_TRUE(outbox.begin_next());
  EXPECT_FALSE(outbox.begin_next()) << "one at a time";
  EXPECT_TRUE(outbox.put({"M-2", "go", nullptr}));
  EXPECT_TRUE(outbox.put({"M-2", "do not go", nullptr}));
  outbox.finished();
  EXPECT_EQ(outbox.begin_next()->bytes, "do not go");
  bool all = true;
  for (int i = 0; i < 40; ++i) all = outbox.put({std::to_string(i), "", nullptr}) && all;
  EXPECT_FALSE(all);
}

// ---- the link, with real TLS on loopback

class Tak : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-tak-XXXXXX").string();
    data = mkdtemp(pattern.data());
    ca.emplace(DeviceCa::open(data, clock.now()).value());
    devices = DeviceRegister::open(data).value();
    start();
  }
  void TearDown() override {
    link.reset();
    std::filesystem::remove_all(data);
  }
  void start() {
    link = TakLink::create({intake, *devices, *ca, clock, metrics}, {.port = 0}).value();
    link->start();
  }
  KeyedCertificate enrolled(const std::string& name) {
    return enrol(*ca, *devices, kAdmin, {.name = DeviceId(name), .unit = UnitId(name), .skills = {}}, clock.now())
        .value()
        .keyed;
  }
  /// TLS 1.3 tells a client of its refusal only after its own handshake: it is in when it is answered.
  bool gets_in(const KeyedCertificate* keyed) {
    Phone phone(link->port(), ca->certificate_pem(), keyed);
    phone.say(event("t-x-c-t", "", clock.now()));
    return phone.hear("t-x-c-t-r", 3s).find("t-x-c-t-r") != std::string::npos;
  }
  /// The phone may know of its refusal a moment before it is counted.
  bool refused(const std::string& reason, std::int64_t times) {
    Metric& counter =
        metrics.counter("vigie_link_refused_total", "input a link refused", {{"source", "tak"}, {"reason", reason}});
    return intake.wait([&] { return counter.value() == times; });
  }
  Tasking tasking(const std::string& unit, MissionState state = MissionState::Sent) const {
    return {.mission = MissionId("M-9"),
            .unit = UnitId(unit),
            .incident = IncidentId("I-4"),
            .state = state,
            .title = "Panic button",
            .text = "",
            .place = geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.4}).value(),
            .decided = clock.now()};
  }

  std::string data;
  SystemWallClock clock;
  Metrics metrics;
  RecordingIntake intake;
  std::optional<DeviceCa> ca;
  std::unique_ptr<DeviceRegister> devices;
  std::unique_ptr<TakLink> link;
};

TEST_F(Tak, AnEnrolledPhoneIsAnsweredAndItsUnitIsKnown) {
  const auto keyed = enrolled("PM-03");
  EXPECT_TRUE(gets_in(&keyed));
  EXPECT_TRUE(intake.wait([&] {
    return intake.links() == std::vector<std::string>{"tak/PM-03 up", "tak/PM-03 down"};
  }));
  ASSERT_FALSE(intake.noted<UnitEnrolled>().empty());
  EXPECT_EQ(intake.noted<UnitEnrolled>()[0].unit, UnitId("PM-03"));
}

TEST_F(Tak, StrangersAreRefusedForAReason) {
  EXPECT_FALSE(gets_in(nullptr));
  EXPECT_TRUE(refused("no_handshake", 1));

  const std::string elsewhere = data + "/elsewhere";
  const auto foreign =
      DeviceCa::open(elsewhere, clock.now()).value().issue_device(DeviceId("PM-03"), clock.now(), 30).value();
  EXPECT_FALSE(gets_in(&foreign));
  EXPECT_TRUE(refused("unknown_authority", 1));

  const auto expired = ca->issue_device(DeviceId("PM-03"), clock.now() - std::chrono::days(10), 5).value();
  EXPECT_FALSE(gets_in(&expired));
  EXPECT_TRUE(refused("expired", 1));

  const auto unregistered = ca->issue_device(DeviceId("PM-03"), clock.now(), 5).value();
  EXPECT_FALSE(gets_in(&unregistered));
  EXPECT_TRUE(refused("not_enrolled", 1));

  const auto server = ca->server_certificate({"localhost", "127.0.0.1"}, clock.now()).value();
  EXPECT_FALSE(gets_in(&server)) << "a server's certificate is not a device's";
  EXPECT_TRUE(refused("wrong_use", 1));

  EXPECT_TRUE(intake.links().empty());
}

TEST_F(Tak, APhoneThatVerifiesItsServerTurnsAwayFromAForeignOne) {
  const auto keyed = enrolled("PM-03");
  const std::string foreign = DeviceCa::open(data + "/elsewhere", clock.now()).value().certificate_pem();
  EXPECT_FALSE(Phone(link->port(), foreign, &keyed).is_open());
}

TEST_F(Tak, RevocationCutsTheOpenConnectionWithinTwoSecondsAndSurvivesARestart) {
  const auto keyed = enrolled("PM-03");
  Phone phone(link->port(), ca->certificate_pem(), &keyed);
  ASSERT_TRUE(intake.wait([&] { return intake.links().size() == 1; }));
  ASSERT_TRUE(DeviceRegister::open(data).value()->revoke(kAdmin, DeviceId("PM-03"), clock.now()))
      << "as another process does";
  EXPECT_TRUE(phone.is_cut(2s));
  EXPECT_FALSE(gets_in(&keyed));
  EXPECT_TRUE(refused("revoked", 1));
  link.reset();
  start();
  EXPECT_FALSE(gets_in(&keyed));
  EXPECT_TRUE(refused("revoked", 2));
}

TEST_F(Tak, ATaskingGoesToItsUnitAloneAndIsNotedAsDelivered) {
  const auto one = enrolled("PM-03");
  const auto two = enrolled("PM-04");
  Phone first(link->port(), ca->certificate_pem(), &one);
  Phone second(link->port(), ca->certificate_pem(), &two);
  ASSERT_TRUE(intake.wait([&] { return intake.links().size() == 2; }));
  link->send(tasking("PM-03"));
  const std::string heard = first.hear("1 = en route", 3s);
  EXPECT_NE(heard.find("b-m-p-w-GOTO"), std::string::npos);
  EXPECT_NE(heard.find("mission=\"M-9\""), std::string::npos);
  EXPECT_TRUE(intake.wait([&] { return intake.noted<MissionDelivered>().size() == 1; }));
  link->send(tasking("PM-03", MissionState::Cancelled));
  EXPECT_NE(first.hear("__forcedelete", 3s).find("__forcedelete"), std::string::npos);
  EXPECT_EQ(second.hear("<event", 300ms), "");
  EXPECT_EQ(intake.noted<MissionDelivered>().size(), 1u);
}

TEST_F(Tak, ANewerConnectionOfTheSameDeviceReplacesTheOlder) {
  const auto keyed = enrolled("PM-03");
  Phone older(link->port(), ca->certificate_pem(), &keyed);
  ASSERT_TRUE(intake.wait([&] { return intake.links().size() == 1; }));
  Phone newer(link->port(), ca->certificate_pem(), &keyed);
  EXPECT_TRUE(older.is_cut(2s));
  ASSERT_TRUE(intake.wait([&] { return intake.links().size() == 3; }));
  EXPECT_EQ(intake.links().back(), "tak/PM-03 up");
  EXPECT_FALSE(newer.is_cut(100ms));
}

TEST_F(Tak, PositionsOfOnePhoneAreNeverSentToAnother) {
  const auto one = enrolled("PM-03");
  const auto two = enrolled("PM-04");
  Phone first(link->port(), ca->certificate_pem(), &one);
  Phone second(link->port(), ca->certificate_pem(), &two);
  first.say(event("a-f-G-U-C", "", clock.now()));
  ASSERT_TRUE(intake.wait([&] { return intake.reported().size() == 1; }));
  EXPECT_EQ(second.hear("<event", 300ms), "");
}

TEST_F(Tak, APortThatIsTakenIsSaid) {
  const auto second = TakLink::create({intake, *devices, *ca, clock, metrics}, {.port = link->port()});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().kind, ErrorKind::Io);
}

}  // namespace
}  // namespace vigie::links
