// SPDX-License-Identifier: Apache-2.0
// The live forecast on a made-up city: blind to the future, repeatable, better than naive, honest about what it does not know.
#include "crowd/zone_forecaster.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "crowd/synthetic_zones.hpp"

namespace vigie::crowd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::size_t kStadium = 2;

ZoneHistory cut(const ZoneHistory& all, Time until) {
  ZoneHistory history(all.zones(), all.time_of(0));
  history.extend_to(until);
  for (std::size_t slot = 0; slot < history.slots(); ++slot)
    for (std::size_t zone = 0; zone < all.zones().size(); ++zone) history.put(slot, zone, all.at(slot, zone));
  return history;
}

/// Local midnight of a day of the made-up city.
Time midnight(int day) { return SyntheticOptions().first + hours(24 * day) - hours(2); }

const ForecastPoint& point_at(const CrowdForecast& forecast, Time at) {
  for (const ForecastPoint& point : forecast.points)
    if (point.at >= at) return point;
  return forecast.points.back();
}

bool equal(const std::vector<CrowdForecast>& a, const std::vector<CrowdForecast>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t zone = 0; zone < a.size(); ++zone) {
    if (a[zone].points.size() != b[zone].points.size() || a[zone].drivers.size() != b[zone].drivers.size())
      return false;
    for (std::size_t i = 0; i < a[zone].points.size(); ++i) {
      const ForecastPoint &x = a[zone].points[i], &y = b[zone].points[i];
      if (x.at != y.at || x.people != y.people || x.low80 != y.low80 || x.high80 != y.high80 || x.low95 != y.low95 ||
          x.high95 != y.high95 || x.skilled != y.skilled)
        return false;
    }
    for (std::size_t i = 0; i < a[zone].drivers.size(); ++i)
      if (a[zone].drivers[i].people != b[zone].drivers[i].people) return false;
  }
  return true;
}

const SyntheticCity& city() {
  static const SyntheticCity made = synthetic_city();
  return made;
}

ZoneForecaster learnt(Time until) {
  return ZoneForecaster::fit(city().history, city().calendar, city().zones, {.until = until}).value();
}

TEST(ZoneForecaster, TellsSixtyThreePointsInOrderAroundTheirMedians) {
  const Time now = midnight(30) + hours(15);
  ZoneForecaster forecaster = learnt(now);
  const auto all = forecaster.forecast(cut(city().history, now), city().calendar, now);
  ASSERT_TRUE(all.ok());
  ASSERT_EQ(all->size(), city().zones.size());
  for (const CrowdForecast& forecast : *all) {
    ASSERT_EQ(forecast.points.size(), kHorizons);
    EXPECT_EQ(forecast.points.front().at, now + minutes(5));
    EXPECT_EQ(forecast.points.back().at, now + hours(7 * 24));
    EXPECT_EQ(forecast.skill.size(), kLeads);
    Time before = now;
    for (const ForecastPoint& point : forecast.points) {
      EXPECT_LT(before, point.at);
      before = point.at;
      EXPECT_LE(0, point.low95);
      EXPECT_LE(point.low95, point.low80);
      EXPECT_LE(point.low80, point.people);
      EXPECT_LE(point.people, point.high80);
      EXPECT_LE(point.high80, point.high95);
    }
  }
}

TEST(ZoneForecaster, NothingItLearnsOrTellsMovesWhenTheFutureDoes) {
  const Time now = midnight(30) + hours(15);
  SyntheticCity other = city();
  Random random(7);
  for (std::size_t slot = *other.history.slot_at(now) + 1; slot < other.history.slots(); ++slot)
    for (std::size_t zone = 0; zone < other.zones.size(); ++zone) {
      ZoneSlot noise;
      noise.people = random.share() < 0.2 ? NAN : static_cast<float>(random.below(50'000));
      noise.entered = static_cast<float>(random.below(900));
      noise.imputed = random.share() < 0.1;
      other.history.put(slot, zone, noise);
    }
  CityEvent surprise = other.calendar.events.front();
  surprise.start = now + hours(3);
  surprise.end = now + hours(5);
  surprise.received = now + minutes(1);
  other.calendar.events.push_back(surprise);
  for (WeatherReading& reading : other.calendar.weather)
    if (reading.known > now) reading.rain_mm_per_h = 9;
  other.calendar.bulletins.push_back({SourceId("feed/x"),
                                      "1",
                                      BulletinKind::Transport,
                                      Severity::Extreme,
                                      "Stopped",
                                      "",
                                      now,
                                      {},
                                      {},
                                      {},
                                      now + minutes(1),
                                      0});

  auto ours = ZoneForecaster::fit(city().history, city().calendar, city().zones, {.until = now});
  auto theirs = ZoneForecaster::fit(other.history, other.calendar, other.zones, {.until = now});
  ASSERT_TRUE(ours.ok() && theirs.ok());
  EXPECT_EQ(ours->save(), theirs->save());
  EXPECT_TRUE(equal(*ours->forecast(city().history, city().calendar, now),
                    *theirs->forecast(other.history, other.calendar, now)));
}

TEST(ZoneForecaster, BeatsEachNaiveForecastOnDaysItNeverSaw) {
  const Time learnt_until = midnight(28);
  ZoneForecaster forecaster = learnt(learnt_until);
  std::array<double, 3> ours{};
  std::array<std::array<double, kNaives>, 3> naive{};
  const std::array<int, 3> horizons = {15, 60, 240};
  std::vector<std::size_t> columns;
  for (std::size_t zone = 0; zone < city().zones.size(); ++zone) columns.push_back(zone);
  const CountedSeries counted(city().history, columns, {});
  for (Time now = learnt_until; now < midnight(34); now += hours(2)) {
    const auto all = forecaster.forecast(city().history, city().calendar, now);
    ASSERT_TRUE(all.ok());
    const std::size_t made = *city().history.slot_at(now);
    for (std::size_t zone = 0; zone < all->size(); ++zone)
      for (std::size_t i = 0; i < horizons.size(); ++i) {
        const std::size_t due = made + static_cast<std::size_t>(horizons[i]) / 5;
        const double people = counted.people(due, zone);
        ours[i] += std::abs(static_cast<double>(point_at((*all)[zone], now + minutes(horizons[i])).people) - people);
        const auto plain = naive_forecasts(counted, zone, made, due);
        for (std::size_t k = 0; k < kNaives; ++k) naive[i][k] += std::abs(plain[k] - people);
      }
  }
  for (std::size_t i = 0; i < horizons.size(); ++i)
    for (std::size_t k = 0; k < kNaives; ++k)
      EXPECT_LT(ours[i], 0.9 * naive[i][k]) << horizons[i] << " min, naive " << k;
}

TEST(ZoneForecaster, IntervalsHoldTheirShareWhileItRuns) {
  ZoneForecaster forecaster = learnt(midnight(21));
  double cells = 0, inside80 = 0, inside95 = 0;
  for (Time now = midnight(21); now < midnight(34); now += hours(2)) {
    const auto all = forecaster.forecast(city().history, city().calendar, now);
    ASSERT_TRUE(all.ok());
    for (std::size_t zone = 0; zone < all->size(); ++zone)
      for (const int horizon : {15, 60, 240, 1440}) {
        const ForecastPoint& point = point_at((*all)[zone], now + minutes(horizon));
        const auto due = city().history.slot_at(point.at);
        if (!due) continue;
        const auto people = static_cast<std::int64_t>(city().history.people(*due)[zone]);
        cells += 1;
        if (point.low80 <= people && people <= point.high80) inside80 += 1;
        if (point.low95 <= people && people <= point.high95) inside95 += 1;
      }
  }
  EXPECT_NEAR(100 * inside80 / cells, 80, 4);
  EXPECT_NEAR(100 * inside95 / cells, 95, 2.5);
}

TEST(ZoneForecaster, AMatchKnownAheadFillsTheStadiumAndIsSaid) {
  const Time now = midnight(30) + hours(16);  // a Wednesday; the match starts at 20:00
  ZoneForecaster forecaster = learnt(now);
  SyntheticCity without = city();
  std::erase_if(without.calendar.events, [&](const CityEvent& event) { return event.start > now; });
  const auto with_match = forecaster.forecast(city().history, city().calendar, now);
  const auto quiet = forecaster.forecast(city().history, without.calendar, now);
  ASSERT_TRUE(with_match.ok() && quiet.ok());
  const Time during = now + hours(4) + minutes(30);
  const auto attendance = static_cast<double>(city().calendar.events[4].attendance);
  EXPECT_NEAR(static_cast<double>(point_at((*with_match)[kStadium], during).people), attendance, 0.25 * attendance);
  EXPECT_LT(point_at((*quiet)[kStadium], during).people, 2000);
  const std::vector<ForecastDriver>& drivers = (*with_match)[kStadium].drivers;
  const auto said = std::find_if(drivers.begin(), drivers.end(),
                                 [](const ForecastDriver& driver) { return driver.kind == DriverKind::Event; });
  ASSERT_NE(said, drivers.end());
  EXPECT_EQ(said->about, city().calendar.events[4].title);
  EXPECT_NEAR(static_cast<double>(said->people), attendance, 0.25 * attendance);
}

TEST(ZoneForecaster, ReasonsAddUpToWhatIsTold) {
  const Time now = midnight(31) + hours(17);
  ZoneForecaster forecaster = learnt(now);
  const auto all = forecaster.forecast(city().history, city().calendar, now);
  ASSERT_TRUE(all.ok());
  for (const CrowdForecast& forecast : *all) {
    const ForecastPoint& point = point_at(forecast, now + hours(1));
    ASSERT_FALSE(forecast.drivers.empty());
    EXPECT_EQ(forecast.drivers.front().kind, DriverKind::Usual);
    std::int64_t sum = 0;
    for (const ForecastDriver& driver : forecast.drivers) sum += driver.people;
    // What does not matter is left out: at most four kinds, each below 5 people or 2 %.
    EXPECT_NEAR(static_cast<double>(sum), static_cast<double>(point.people),
                4 * std::max(5.0, 0.02 * static_cast<double>(forecast.drivers.front().people)));
  }
}

TEST(ZoneForecaster, AKindNeverSeenFollowsTheAssumedShape) {
  const Time now = midnight(31) + hours(12);
  ZoneForecaster forecaster = learnt(now);
  CityCalendar calendar = city().calendar;
  CityEvent concert = calendar.events.front();
  concert.kind = EventKind::Concert;
  concert.title = "Concert";
  concert.attendance = 10'000;
  concert.start = now + hours(4);
  concert.end = now + hours(6);
  concert.received = now - hours(1);
  calendar.events.push_back(concert);
  const auto all = forecaster.forecast(city().history, calendar, now);
  ASSERT_TRUE(all.ok());
  EXPECT_NEAR(static_cast<double>(point_at((*all)[kStadium], now + hours(6) - minutes(30)).people), 9'900, 1'500);
  EXPECT_LT(point_at((*all)[kStadium], now + hours(9)).people, 1'000);
}

TEST(ZoneForecaster, ASensorSilentMidMatchWidensAndDoesNotEmptyTheStadium) {
  const Time silent_from = midnight(30) + hours(20) + minutes(30);
  const Time now = silent_from + minutes(45);
  ZoneForecaster forecaster = learnt(midnight(30));
  SyntheticCity broken = city();
  for (std::size_t slot = *broken.history.slot_at(silent_from); slot <= *broken.history.slot_at(now); ++slot)
    broken.history.put(slot, kStadium, {});
  const auto blind = forecaster.forecast(broken.history, broken.calendar, now);
  const auto seeing = forecaster.forecast(city().history, city().calendar, now);
  ASSERT_TRUE(blind.ok() && seeing.ok());
  const ForecastPoint& guess = (*blind)[kStadium].points[2];  // 21:30, before the end
  const ForecastPoint& sure = (*seeing)[kStadium].points[2];
  EXPECT_GT(guess.people, city().calendar.events[4].attendance / 2);
  EXPECT_GT(guess.high80 - guess.low80, sure.high80 - sure.low80);
}

TEST(ZoneForecaster, DistrictsAreTheSumsOfTheirZones) {
  const Time now = midnight(30) + hours(15);
  ZoneForecaster forecaster = learnt(now);
  const auto all = forecaster.forecast(city().history, city().calendar, now);
  ASSERT_TRUE(all.ok());
  const std::vector<DistrictForecast> districts = forecaster.districts();
  ASSERT_EQ(districts.size(), 2U);
  EXPECT_EQ(districts[0].zones.size() + districts[1].zones.size(), city().zones.size());
  for (std::size_t i = 0; i < kHorizons; ++i) {
    std::int64_t zones = 0, sums = 0;
    for (const CrowdForecast& forecast : *all) zones += forecast.points[i].people;
    for (const DistrictForecast& district : districts) {
      sums += district.points[i].people;
      EXPECT_LE(district.points[i].low80, district.points[i].people);
      EXPECT_LE(district.points[i].people, district.points[i].high80);
      EXPECT_EQ(district.points[i].at, all->front().points[i].at);
    }
    EXPECT_EQ(zones, sums);
  }
}

TEST(ZoneForecaster, ASavedModelAndRecordForecastTheSame) {
  const Time until = midnight(28);
  ZoneForecaster forecaster = learnt(until);
  for (Time now = until; now < until + hours(30); now += hours(1))
    ASSERT_TRUE(forecaster.forecast(city().history, city().calendar, now).ok());
  auto again = ZoneForecaster::load(forecaster.save());
  ASSERT_TRUE(again.ok()) << again.error().what;
  ASSERT_TRUE(again->load_record(forecaster.save_record()).ok());
  EXPECT_EQ(again->name(), forecaster.name());
  EXPECT_EQ(again->name().substr(0, 8), "zones-1 ");
  EXPECT_EQ(again->name().size(), 20U);
  const Time now = until + hours(30);
  EXPECT_TRUE(equal(*forecaster.forecast(city().history, city().calendar, now),
                    *again->forecast(city().history, city().calendar, now)));
  EXPECT_EQ(again->save_record(), forecaster.save_record());
}

TEST(ZoneForecaster, ADamagedShortOrStrangeFileIsRefusedWithOneLine) {
  const std::string model = learnt(midnight(14)).save();
  ZoneForecaster forecaster = ZoneForecaster::load(model).value();
  const std::string record = forecaster.save_record();
  for (const std::size_t place : {std::size_t{0}, std::size_t{20}, model.size() / 2, model.size() - 1}) {
    std::string damaged = model;
    damaged[place] = static_cast<char>(damaged[place] ^ 1);
    const auto loaded = ZoneForecaster::load(damaged);
    ASSERT_FALSE(loaded.ok()) << place;
    EXPECT_EQ(loaded.error().what.find('\n'), std::string::npos);
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{63}, model.size() / 3})
    EXPECT_FALSE(ZoneForecaster::load(model.substr(0, size)).ok());
  std::string damaged = record;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  EXPECT_FALSE(forecaster.load_record(damaged).ok());
  EXPECT_FALSE(forecaster.load_record("").ok());
  EXPECT_FALSE(forecaster.load_record(model).ok());
  EXPECT_TRUE(forecaster.load_record(record).ok());
}

TEST(ZoneForecaster, AZoneOfTwoDaysIsToldAsUsualAndSaysSo) {
  const Time now = midnight(30) + hours(15);
  SyntheticCity young = city();
  for (std::size_t slot = 0; slot < *young.history.slot_at(now - hours(48)); ++slot) young.history.put(slot, 1, {});
  auto forecaster = ZoneForecaster::fit(young.history, young.calendar, young.zones, {.until = now});
  ASSERT_TRUE(forecaster.ok());
  const auto all = forecaster->forecast(young.history, young.calendar, now);
  ASSERT_TRUE(all.ok());
  EXPECT_EQ((*all)[1].points.size(), kHorizons);
  for (const ForecastPoint& point : (*all)[1].points) EXPECT_FALSE(point.skilled);
  const std::vector<ZoneNote> notes = forecaster->notes();
  const auto note =
      std::find_if(notes.begin(), notes.end(), [](const ZoneNote& one) { return one.zone == ZoneId("zone-1"); });
  ASSERT_NE(note, notes.end());
  EXPECT_EQ(note->what.substr(0, 6), "2 days");
}

TEST(ZoneForecaster, ATwoDayOldCityAndAnEmptyOneAreNoFault) {
  const auto young = ZoneForecaster::fit(city().history, city().calendar, city().zones, {.until = midnight(2)});
  ASSERT_TRUE(young.ok());
  ZoneHistory nothing({ZoneId("zone-0")}, midnight(0));
  nothing.extend_to(midnight(3));
  const auto empty = ZoneForecaster::fit(nothing, city().calendar, city().zones);
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(ZoneForecaster::fit(ZoneHistory(), city().calendar, city().zones).ok());
}

TEST(ZoneForecaster, TheUsualHourIsTheLocalHourOnBothSidesOfAClockChange) {
  SyntheticOptions autumn;
  autumn.first = Time(std::chrono::sys_days(std::chrono::year(2026) / 9 / 28));  // clocks go back on 25 October
  autumn.zones = 2;
  const SyntheticCity town = synthetic_city(autumn);
  auto forecaster = ZoneForecaster::fit(town.history, town.calendar, town.zones);
  ASSERT_TRUE(forecaster.ok());
  const TimeZone& zone = town.calendar.time_zone;
  const std::int32_t change = zone.local(Time(std::chrono::sys_days(std::chrono::year(2026) / 10 / 25))).day;
  for (const std::int32_t day : {change - 4, change + 3}) {
    const Time peak = zone.instant(day, 8 * 60 + 30, TimeZone::Twice::First);  // of the station, on a workday
    EXPECT_GT(forecaster->usual(ZoneId("zone-0"), peak)->people,
              forecaster->usual(ZoneId("zone-0"), peak + hours(2))->people + 50);
    EXPECT_GT(forecaster->usual(ZoneId("zone-0"), peak)->people,
              forecaster->usual(ZoneId("zone-0"), peak - hours(2))->people + 50);
  }
}

TEST(ZoneForecaster, APublicHolidayIsASunday) {
  CityCalendar calendar = city().calendar;
  const Time now = midnight(31) + hours(6);  // a Thursday
  CityEvent holiday;
  holiday.kind = EventKind::PublicHoliday;
  holiday.title = "Ascension";
  holiday.start = midnight(31);
  holiday.end = midnight(32);
  holiday.received = midnight(0);
  calendar.events.push_back(holiday);
  ZoneForecaster forecaster = learnt(now);
  const auto workday = forecaster.forecast(city().history, city().calendar, now);
  const auto sunday = forecaster.forecast(city().history, calendar, now);
  const Time rush = now + hours(3);
  EXPECT_LT(point_at((*sunday)[0], rush).people, point_at((*workday)[0], rush).people / 2);
}

}  // namespace
}  // namespace vigie::crowd
