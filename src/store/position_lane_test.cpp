// SPDX-License-Identifier: Apache-2.0
// Claims about the sealed lane: nothing in clear, nothing for longer than a day, nothing lost to a clock that jumps.
#include "store/position_lane.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "journal/database.hpp"
#include "journal/files.hpp"
#include "store/position_lane_clock.hpp"
#include "store/position_lane_codec.hpp"

namespace vigie::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

const Time kNow = parse_rfc3339("2026-11-23T21:05:28Z").value();

class Scratch {
 public:
  Scratch() {
    std::string name = fs::temp_directory_path() / "vigie-lane-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

UnitPosition at(const std::string& unit, double lat, double lon, Time received = kNow) {
  return {UnitId(unit),  geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon}).value(),
          92.5,          4.25,
          received - 1s, received};
}

std::unique_ptr<PositionLane> lane_in(const Scratch& dir, Time now = kNow) {
  return PositionLane::open(dir.path(), now).value();
}

void put(PositionLane& lane, const UnitPosition& position) {
  const auto done = lane.append({&position, 1}, position.received);
  ASSERT_TRUE(done.ok()) << done.error().what;
}

int blobs(const Scratch& dir) {
  return std::stoi(journal::Database::open(dir.path() + "/positions.db", journal::OpenAs::Writer)
                       .value()
                       .ask("SELECT count(*) FROM blobs")
                       .value());
}

/// Everything in every file of the directory.
std::string everything(const Scratch& dir) {
  std::string all;
  for (const auto& file : fs::recursive_directory_iterator(dir.path()))
    if (file.is_regular_file()) all += file.path().filename().string() + journal::read_file(file.path()).value();
  return all;
}

TEST(PositionLane, TheLatestPlaceOfEachUnitSurvivesARestart) {
  const Scratch dir;
  {
    auto lane = lane_in(dir);
    put(*lane, at("PM-03", 41.1, -8.6));
    put(*lane, at("PM-03", 41.2, -8.7, kNow + 10s));
    put(*lane, at("PM-07", 41.3, -8.5, kNow + 20s));
    put(*lane, at("PM-03", 41.0, -8.0, kNow + 5s));  // came earlier, written later
  }
  const auto known = lane_in(dir, kNow + 1min)->latest(kNow + 1min).value();
  ASSERT_EQ(known.size(), 2u);
  EXPECT_EQ(known[0].unit, UnitId("PM-03"));
  EXPECT_EQ(known[0].place, at("", 41.2, -8.7).place);
  EXPECT_EQ(known[0].heading_deg, 92.5);
  EXPECT_EQ(known[0].speed_mps, 4.25);
  EXPECT_EQ(known[0].seen, kNow + 9s);
  EXPECT_EQ(known[1].unit, UnitId("PM-07"));
}

TEST(PositionLane, PlacesOlderThanFifteenMinutesOrFromTheFutureAreNotOffered) {
  const Scratch dir;
  auto lane = lane_in(dir);
  put(*lane, at("PM-03", 41.1, -8.6));
  EXPECT_EQ(lane->latest(kNow + 15min).value().size(), 1u);
  EXPECT_EQ(lane->latest(kNow + 15min + 1ms).value().size(), 0u);
  EXPECT_EQ(lane->latest(kNow - 24h).value().size(), 0u);
}

TEST(PositionLane, NoCoordinateAndNoUnitLiesInClear) {
  const Scratch dir;
  auto lane = lane_in(dir);
  const UnitPosition secret = at("PATROL-SEVENTEEN", 41.1496123, -8.6110456);
  for (int i = 0; i < 50; ++i) put(*lane, secret);
  const std::string inputs = lane->seal("PATROL-SEVENTEEN 411496123 -86110456", kNow).value();
  const auto find_in = [&](const std::string& all) {
    EXPECT_THAT(all, Not(HasSubstr("PATROL")));
    for (const char* text : {"41.149", "8.6110", "411496", "861104"}) EXPECT_THAT(all, Not(HasSubstr(text)));
    for (const std::int32_t e7 : {secret.place.lat_e7(), secret.place.lon_e7()}) {
      std::string raw(sizeof e7, '\0');
      std::memcpy(raw.data(), &e7, sizeof e7);
      EXPECT_THAT(all, Not(HasSubstr(raw)));
      EXPECT_THAT(all, Not(HasSubstr(std::string(raw.rbegin(), raw.rend()))));
    }
    for (const double degrees : {secret.place.lat(), secret.place.lon()}) {
      std::string raw(sizeof degrees, '\0');
      std::memcpy(raw.data(), &degrees, sizeof degrees);
      EXPECT_THAT(all, Not(HasSubstr(raw)));
    }
  };
  find_in(everything(dir) + inputs);
  lane.reset();
  find_in(everything(dir));
}

TEST(PositionLane, FilesAreTheOwnersOnly) {
  const Scratch dir;
  auto lane = lane_in(dir);
  put(*lane, at("PM-03", 41.1, -8.6));
  for (const auto& file : fs::recursive_directory_iterator(dir.path())) {
    struct stat found {};
    ASSERT_EQ(::stat(file.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0077, 0u) << file.path();
  }
}

TEST(PositionLane, ADayAfterItsHourAKeyIsDestroyedAndItsBlobsAreGone) {
  const Scratch dir;
  auto lane = lane_in(dir);
  put(*lane, at("PM-03", 41.1, -8.6));  // 21:05, in the hour that ends at 22:00
  const std::string sealed = lane->seal("inputs", kNow).value();
  const Time end = parse_rfc3339("2026-11-23T22:00:00Z").value();
  for (Time now = kNow; now <= end + 24h; now += 30min) EXPECT_EQ(lane->expire(now).value(), 0);
  EXPECT_EQ(lane->expire(end + 24h).value(), 0);
  EXPECT_EQ(lane->open_sealed(sealed).value(), "inputs");
  EXPECT_EQ(blobs(dir), 1);
  EXPECT_EQ(lane->expire(end + 24h + 1ms).value(), 1);
  EXPECT_EQ(lane->open_sealed(sealed).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(blobs(dir), 0);
  EXPECT_TRUE(fs::is_empty(dir.path() + "/keys"));
}

TEST(PositionLane, AClockADayAheadPurgesNothing) {
  const Scratch dir;
  auto lane = lane_in(dir);
  put(*lane, at("PM-03", 41.1, -8.6));
  for (Time ahead = kNow + 25h + 30min; ahead < kNow + 26h; ahead += 5min) {
    EXPECT_EQ(lane->expire(ahead).value(), 0);
    put(*lane, at("PM-07", 41.1, -8.6, ahead));
  }
  // Nor after a restart in the wrong time.
  lane = lane_in(dir, kNow + 26h);
  EXPECT_EQ(lane->expire(kNow + 26h).value(), 0);
  EXPECT_EQ(lane->expire(kNow + 5min).value(), 0);
  ASSERT_EQ(lane->latest(kNow + 5min).value().size(), 1u);
}

TEST(PositionLane, AClockADayBehindPurgesNothingAndGoesOn) {
  const Scratch dir;
  auto lane = lane_in(dir);
  put(*lane, at("PM-03", 41.1, -8.6));
  put(*lane, at("PM-03", 41.2, -8.6, kNow - 24h));
  EXPECT_EQ(lane->expire(kNow - 24h).value(), 0);
  EXPECT_EQ(lane->latest(kNow - 24h).value()[0].place, at("", 41.2, -8.6).place);
  EXPECT_EQ(lane->latest(kNow).value()[0].place, at("", 41.1, -8.6).place);
}

TEST(PositionLane, AfterThreeDaysOffWhatIsDueGoesWithinAnHour) {
  const Scratch dir;
  put(*lane_in(dir), at("PM-03", 41.1, -8.6));
  const Time back = kNow + 72h;
  auto lane = lane_in(dir, back);
  EXPECT_EQ(lane->expire(back).value(), 0);
  int destroyed = 0;
  for (Time now = back; now <= back + 1h; now += 5min) destroyed += lane->expire(now).value();
  EXPECT_EQ(destroyed, 1);
}

TEST(PositionLane, WhatWasChangedDoesNotOpen) {
  const Scratch dir;
  auto lane = lane_in(dir);
  put(*lane, at("PM-03", 41.1, -8.6));
  std::string sealed = lane->seal("inputs", kNow).value();
  EXPECT_EQ(sealed.find_first_of("+/= \n"), std::string::npos);
  sealed[sealed.size() - 5] = sealed[sealed.size() - 5] == 'A' ? 'B' : 'A';
  EXPECT_EQ(lane->open_sealed(sealed).error().kind, ErrorKind::Corrupt);
  for (const char* text : {"", ".", "x", "12", "12.", "-.AAAA", "1.!!!", "99999999999999999999.AAAA"})
    EXPECT_FALSE(lane->open_sealed(text).ok()) << text;
  auto database = journal::Database::open(dir.path() + "/positions.db", journal::OpenAs::Writer).value();
  ASSERT_TRUE(database.execute("UPDATE blobs SET stored_ms = stored_ms + 1").ok());
  EXPECT_TRUE(lane->latest(kNow + 1min).value().empty());
}

TEST(PositionLane, AKeyOfTheWrongSizeIsSaid) {
  const Scratch dir;
  put(*lane_in(dir), at("PM-03", 41.1, -8.6));
  const auto file = fs::directory_iterator(dir.path() + "/keys")->path();
  fs::resize_file(file, 7);
  EXPECT_THAT(PositionLane::open(dir.path(), kNow).error().what, HasSubstr("has 7 bytes, expected 32"));
}

RC_GTEST_PROP(ConfirmedTime, NeverRunsAheadOfTimeThatReallyPassed, ()) {
  // A true clock in small steps; the wall clock adds jumps of up to a day and a half that last under an hour.
  ConfirmedTime clock(kNow);
  Time real = kNow;
  for (int i = 0; i < 20; ++i) {
    const auto jump = std::chrono::minutes(*rc::gen::inRange(-36 * 60, 36 * 60));
    const auto lasting = std::chrono::minutes(*rc::gen::inRange(0, 59));
    const bool small = std::chrono::abs(jump) <= 1h;  // taken at once, by design
    for (auto gone = 0min; gone <= lasting; gone += 3min) clock.observe(real + gone + (small ? 0min : jump));
    real += lasting;
    clock.observe(real);
    RC_ASSERT(*clock.confirmed() <= real);
  }
}

RC_GTEST_PROP(Packing, ReadsBackTheSame, ()) {
  std::vector<UnitPosition> all;
  const int size = *rc::gen::inRange(0, 5);
  for (int i = 0; i < size; ++i) {
    UnitPosition p = at(*rc::gen::arbitrary<std::string>(), *rc::gen::inRange(-90, 91), *rc::gen::inRange(-180, 181));
    if (*rc::gen::arbitrary<bool>()) p.heading_deg.reset();
    all.push_back(p);
  }
  const std::string bytes = pack(all);
  const auto read = unpack(bytes).value();
  RC_ASSERT(read.size() == all.size());
  RC_ASSERT(pack(read) == bytes);
  if (!bytes.empty()) RC_ASSERT(!unpack(bytes.substr(0, bytes.size() - 1)).ok());
}

}  // namespace
}  // namespace vigie::store
