// SPDX-License-Identifier: Apache-2.0
// Claims about the authority's files, enrolment and the register.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "links/device_enrolment.hpp"
#include "links/secret_file.hpp"

namespace vigie::links {
namespace {

using std::chrono::days;
using std::chrono::minutes;

const Time kNow = parse_rfc3339("2026-11-23T21:00:00Z").value();
const Actor kAdmin = Actor::user(UserId("admin"));

class Devices : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-devices-XXXXXX").string();
    data_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(data_); }

  DeviceCa ca() const { return DeviceCa::open(data_, kNow).value(); }
  std::unique_ptr<DeviceRegister> devices() const { return DeviceRegister::open(data_).value(); }

  std::string data_;
};

Enrolment pm03() {
  return {.name = DeviceId("PM-03"), .unit = UnitId("PM-03"), .kind = UnitKind::Motorbike, .skills = {"armed", "dog"}};
}

TEST_F(Devices, TheAuthorityIsMadeOnceAndItsKeyIsItsOwnersAlone) {
  const std::string first = ca().certificate_pem();
  EXPECT_EQ(ca().certificate_pem(), first);
  struct stat facts {};
  ASSERT_EQ(stat((data_ + "/ca/ca.key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(Devices, AFolderOfDataThatIsNewIsItsOwnersAlone) {
  ASSERT_TRUE(DeviceCa::open(data_ + "/new", kNow));
  struct stat facts {};
  ASSERT_EQ(stat((data_ + "/new").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

TEST_F(Devices, AKeyThatOthersCanReadIsRefused) {
  (void)ca();
  chmod((data_ + "/ca/ca.key").c_str(), 0644);
  EXPECT_EQ(DeviceCa::open(data_, kNow).error().kind, ErrorKind::Forbidden);
}

TEST_F(Devices, ALostKeyIsSaidNotReplaced) {
  (void)ca();
  std::filesystem::remove(data_ + "/ca/ca.key");
  EXPECT_EQ(DeviceCa::open(data_, kNow).error().kind, ErrorKind::Corrupt);
}

TEST_F(Devices, TheServersCertificateIsKeptUntilItFitsNoLonger) {
  const std::vector<std::string> names{"localhost", "127.0.0.1"};
  const auto first = ca().server_certificate(names, kNow).value();
  EXPECT_EQ(read_certificate(first.certificate_pem)->names, names);
  EXPECT_TRUE(is_signed_by(first.certificate_pem, ca().certificate_pem()));
  EXPECT_EQ(ca().server_certificate(names, kNow + days(300))->certificate_pem, first.certificate_pem);
  EXPECT_NE(ca().server_certificate(names, kNow + days(336))->certificate_pem, first.certificate_pem) << "renewed";
  EXPECT_FALSE(ca().server_certificate({"a,DNS:evil"}, kNow)) << "a name cannot smuggle in a second";
}

TEST_F(Devices, ADevicesCertificateHoldsThirtyDaysAtMost) {
  const auto issued = ca().issue_device(DeviceId("PM-03"), kNow, 30).value();
  const auto facts = read_certificate(issued.certificate_pem).value();
  EXPECT_EQ(facts.common_name, "PM-03");
  EXPECT_EQ(facts.until, kNow + days(30));
  EXPECT_EQ(facts.from, kNow - minutes(5));
  for (const int wrong : {0, -1, 31, 365})
    EXPECT_EQ(ca().issue_device(DeviceId("PM-03"), kNow, wrong).error().kind, ErrorKind::OutOfRange);
}

TEST_F(Devices, EnrolmentIsKnownToAnotherProcessAtOnce) {
  const auto server = devices();
  const auto before = server->version().value();
  const auto enrolled = enrol(ca(), *devices(), kAdmin, pm03(), kNow);
  ASSERT_TRUE(enrolled) << enrolled.error().what;
  EXPECT_EQ(enrolled->password.size(), 24u);
  EXPECT_NE(server->version().value(), before);
  const auto known = server->all().value();
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known[0].fingerprint, read_certificate(enrolled->keyed.certificate_pem)->fingerprint);
  EXPECT_EQ(known[0].kind, UnitKind::Motorbike);
  EXPECT_EQ(known[0].skills, (std::set<std::string>{"armed", "dog"}));
  EXPECT_TRUE(is_alive(known[0], kNow));
  EXPECT_FALSE(is_alive(known[0], kNow + days(30)));
}

TEST_F(Devices, ALivingDeviceIsNotEnrolledTwice) {
  const auto registered = devices();
  ASSERT_TRUE(enrol(ca(), *registered, kAdmin, pm03(), kNow));
  EXPECT_EQ(enrol(ca(), *registered, kAdmin, pm03(), kNow).error().kind, ErrorKind::Conflict);
  EXPECT_TRUE(enrol(ca(), *registered, kAdmin, pm03(), kNow + days(30))) << "the first has expired";
}

TEST_F(Devices, RevocationSurvivesARestartAndAllowsANewCertificate) {
  ASSERT_TRUE(enrol(ca(), *devices(), kAdmin, pm03(), kNow));
  ASSERT_TRUE(devices()->revoke(kAdmin, DeviceId("PM-03"), kNow + minutes(1)));
  EXPECT_EQ(devices()->all().value()[0].revoked, kNow + minutes(1));
  EXPECT_EQ(devices()->revoke(kAdmin, DeviceId("PM-03"), kNow).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(devices()->revoke(kAdmin, DeviceId("PM-99"), kNow).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(enrol(ca(), *devices(), kAdmin, pm03(), kNow + minutes(2)));
}

TEST_F(Devices, NamesThatCouldLeaveTheirFolderAreRefused) {
  for (const char* name : {"", "../x", "a b", "a/b", ".hidden", "-x", "é"}) {
    Enrolment enrolment = pm03();
    enrolment.name = DeviceId(name);
    EXPECT_EQ(enrol(ca(), *devices(), kAdmin, enrolment, kNow).error().kind, ErrorKind::Malformed) << name;
  }
}

TEST_F(Devices, TwoProcessesThatStartTogetherShareOneAuthority) {
  std::string one, two;
  std::thread first([&] { one = ca().certificate_pem(); });
  std::thread second([&] { two = ca().certificate_pem(); });
  first.join();
  second.join();
  EXPECT_EQ(one, two);
}

TEST_F(Devices, ADamagedRegisterIsSaid) {
  ASSERT_TRUE(write_file(data_ + "/devices.db", std::string(4096, 'x'), Readable::ByOwner));
  EXPECT_EQ(DeviceRegister::open(data_).error().kind, ErrorKind::Corrupt);
}

}  // namespace
}  // namespace vigie::links
