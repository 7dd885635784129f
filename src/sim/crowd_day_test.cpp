// SPDX-License-Identifier: Apache-2.0
// Claims about the simulated crowd: it is conserved, the match fills the stadium, faults are where they are said to be.
#include "sim/crowd_day.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "geo/outline.hpp"
#include "sim/crowd_shape.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

const TimeZone kParis = TimeZone::named("Europe/Paris").value();
// A Saturday, 15:00 in Paris: the match begins at 15:45.
const Time kStart = parse_rfc3339("2026-06-20T13:00:00Z").value();

geo::Position at(double east_m, double north_m) {
  return geo::offset(geo::Position::from_e7(430'000'000, 50'000'000).value(), east_m, north_m);
}

Zone box(const char* id, ZoneKind kind, double east_m, double size_m, std::int64_t capacity) {
  Zone zone;
  zone.id = ZoneId(id);
  zone.name = id;
  zone.kind = kind;
  zone.outline.ring = {at(east_m, 0), at(east_m + size_m, 0), at(east_m + size_m, size_m), at(east_m, size_m)};
  zone.area_m2 = size_m * size_m;
  zone.capacity = capacity;
  for (const char* source : {"sim/counter", "sim/camera"})
    zone.sensors.push_back(
        {SourceId(source), id, std::string(source) == "sim/counter" ? Quantity::People : Quantity::Density, "", 1000});
  return zone;
}

/// A stadium between its two esplanades, a metro station, the quay, the halls, a street, and eight more squares.
std::vector<Zone> town() {
  Zone stadium = box("stadium", ZoneKind::Venue, 0, 200, 42'000);
  Zone west = box("esplanade-west", ZoneKind::Square, -100, 100, 20'000);
  Zone east = box("esplanade-east", ZoneKind::Square, 200, 100, 20'000);
  const auto gate = [](const char* id, const geo::Position& place, const char* to) {
    return ZoneGate{id, "", place, 1200, GateGround::Level, ZoneId(to)};
  };
  stadium.gates = {gate("w", at(0, 50), "esplanade-west"), gate("e", at(200, 50), "esplanade-east")};
  west.gates = {gate("out", at(-100, 50), ""), gate("back", at(-50, 100), "")};
  east.gates = {gate("out", at(300, 50), "")};
  for (Zone* zone : {&stadium, &west, &east})
    for (const ZoneGate& g : zone->gates)
      for (const Quantity quantity : {Quantity::Entered, Quantity::Left})
        zone->sensors.push_back({SourceId("sim/gate"), zone->id.text() + "/" + g.id, quantity, g.id, 1000});
  Zone metro = box("metro", ZoneKind::Station, 350, 40, 1800);
  metro.gates = {gate("a", at(350, 20), "")};
  std::vector<Zone> zones{stadium,
                          west,
                          east,
                          metro,
                          box("metro-capitainerie", ZoneKind::Station, 2500, 40, 1800),
                          box("quai-de-la-capitainerie", ZoneKind::Square, 2600, 90, 16'000),
                          box("halles-centrales", ZoneKind::Square, 2800, 60, 6'000),
                          box("street", ZoneKind::Street, 3000, 50, 4'000)};
  for (int i = 0; i < 8; ++i)
    zones.push_back(box(("square-" + std::to_string(i)).c_str(), ZoneKind::Square, 4000 + 200 * i, 80, 12'000));
  return zones;
}

constexpr std::size_t kStadium = 0, kWest = 1, kEast = 2, kMetro = 3, kShut = 4;

CrowdTruth truth(std::uint64_t seed = 1) { return {town(), kParis, seed, kStart}; }

TEST(CrowdTruth, TheMatchFillsTheStadiumByWayOfItsEsplanadesAndEmptiesItAgain) {
  const CrowdTruth crowd = truth();
  EXPECT_LT(crowd.people(kStadium, kStart - 2h), 2000);
  EXPECT_NEAR(crowd.people(kStadium, kStart + 90min), 30'000, 1500);
  EXPECT_LT(crowd.people(kStadium, kStart + 45min + 105min + 40min), 2000);
  EXPECT_GT(crowd.people(kWest, kStart + 15min), crowd.people(kWest, kStart + 90min) + 1000) << "they wait before";
  EXPECT_GT(crowd.people(kMetro, kStart + 45min + 105min + 30min), 2 * crowd.people(kMetro, kStart + 100min))
      << "and queue after";
}

TEST(CrowdTruth, WhatPassesTheGatesIsHowThePeopleChange) {
  const CrowdTruth crowd = truth();
  for (Time from = kStart - 1h; from < kStart + 5h; from += 5min) {
    double stadium = 0, squares = 0;
    for (std::size_t gate = 0; gate < 2; ++gate) {
      const Passed passed = crowd.passed(kStadium, gate, from, from + 5min);
      stadium += passed.in - passed.out;
      EXPECT_GE(passed.in, 0);
      EXPECT_GE(passed.out, 0);
    }
    EXPECT_NEAR(stadium, crowd.people(kStadium, from + 5min) - crowd.people(kStadium, from), 1e-6);
    for (const std::size_t esplanade : {kWest, kEast}) {
      const Passed passed = crowd.passed(esplanade, from, from + 5min);
      squares += passed.in - passed.out;
      squares -= crowd.people(esplanade, from + 5min) - crowd.people(esplanade, from);
    }
    EXPECT_NEAR(squares, stadium, 1e-6) << "what the city sends in and does not stay outside is inside";
  }
}

TEST(CrowdTruth, AShutStationIsEmptyWhileItIsShut) {
  const CrowdTruth crowd = truth();
  ASSERT_EQ(crowd.shut(), kShut);
  EXPECT_LT(crowd.people(kShut, kStart + 1h), 0.15 * crowd.people(kShut, kStart - 40min));
  EXPECT_GT(crowd.people(kShut, kStart + 4h), 4 * crowd.people(kShut, kStart + 1h));
}

TEST(CrowdTruth, IsNeverNegativeAndTheSameForASeed) {
  const CrowdTruth one = truth(5), same = truth(5), other = truth(6);
  double difference = 0;
  for (Time t = kStart - std::chrono::days(7); t < kStart + std::chrono::days(7); t += 3h)
    for (std::size_t zone = 0; zone < one.zones().size(); ++zone) {
      EXPECT_GE(one.people(zone, t), 0);
      EXPECT_EQ(one.people(zone, t), same.people(zone, t));
      difference += std::abs(one.people(zone, t) - other.people(zone, t));
    }
  EXPECT_GT(difference, 1000);
}

TEST(Program, HasAMatchTodayNoneNearItAndOneAWeekOtherwise) {
  const auto all = program(1, kParis, kStart, kStart - std::chrono::days(35), kStart + std::chrono::days(14));
  int matches = 0, markets = 0;
  for (const Happening& it : all) {
    matches += it.kind == EventKind::Match;
    markets += it.kind == EventKind::Market;
    EXPECT_LT(it.start, it.end);
    if (it.kind == EventKind::Match && it.reference != "match-today") {
      EXPECT_GT(std::chrono::abs(it.start - kStart), 40h);
    }
  }
  EXPECT_GE(matches, 6);
  EXPECT_GE(markets, 12);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.start < b.start; }));
}

TEST(Shapes, ASquareIsFullestOnASaturdayEveningAndAStationOnAWorkdaysMorning) {
  EXPECT_GT(week_shape(ZoneKind::Square, {0, 19 * 60, 5}, false), week_shape(ZoneKind::Square, {0, 19 * 60, 1}, false));
  EXPECT_GT(week_shape(ZoneKind::Station, {0, 8 * 60, 1}, false), 0.9);
  EXPECT_LT(week_shape(ZoneKind::Station, {0, 8 * 60, 1}, true), 0.3) << "a public holiday is a Sunday";
  EXPECT_LT(weather_factor(ZoneKind::Park, {3, 20, 3}), 0.3);
  EXPECT_GT(weather_factor(ZoneKind::Station, {3, 20, 3}), 1);
}

CrowdDay day(std::uint64_t seed = 1) { return {town(), {seed, kParis, kStart, at(0, 0)}}; }

TEST(CrowdDay, SpeaksInSourcesThatSayTheyAreSimulated) {
  CrowdDay crowd = day();
  std::set<std::string> sources;
  for (Time now = kStart; now <= kStart + 70min; now += 5s)
    for (const SimulatedDocument& document : crowd.measured(now)) {
      sources.insert(document.source.text());
      for (const Measurement& said : document.content.measurements) {
        EXPECT_EQ(said.source, document.source);
        EXPECT_LE(said.feature.size(), 100U);
        EXPECT_LE(said.from, said.until);
        EXPECT_TRUE(said.ahead == (said.until > now)) << said.feature;
      }
    }
  for (const char* source : {"sim/camera", "sim/counter", "sim/gate", "sim/metro", "sim/bikes", "sim/parking",
                             "sim/traffic", "sim/trains", "sim/weather", "sim/weather-forecast"})
    EXPECT_TRUE(sources.contains(source)) << source;
}

TEST(CrowdDay, NothingIsSaidTwiceHoweverOftenItIsAsked) {
  const auto said = [](std::chrono::seconds step) {
    CrowdDay crowd = day();
    std::multiset<std::string> all;
    for (Time now = kStart; now <= kStart + 20min; now += step)
      for (const SimulatedDocument& document : crowd.measured(now))
        for (const Measurement& m : document.content.measurements)
          if (!m.ahead)
            all.insert(m.source.text() + m.feature + std::to_string(static_cast<int>(m.quantity)) +
                       std::to_string(millis(m.until)));
    return all;
  };
  const auto often = said(1s), seldom = said(60s);
  EXPECT_EQ(often, seldom);
  EXPECT_EQ(std::set<std::string>(often.begin(), often.end()).size(), often.size());
}

TEST(CrowdDay, OneCounterIsSilentOneIsStuckAndOneCameraSaysTooMuch) {
  CrowdDay crowd = day();
  std::map<std::string, std::vector<std::int64_t>> counted;
  double too_much = 0;
  int seen = 0;
  for (const SimulatedDocument& document : crowd.measured(kStart + 50min))
    for (const Measurement& said : document.content.measurements) {
      if (said.source == SourceId("sim/counter") && said.until > kStart + 25min)
        counted[said.feature].push_back(said.value);
      if (said.source != SourceId("sim/camera") || said.feature != "halles-centrales") continue;
      too_much += static_cast<double>(said.value) * 3.6 / crowd.truth().people(6, said.until);
      ++seen;
    }
  EXPECT_FALSE(counted.contains("street")) << "silent";
  ASSERT_TRUE(counted.contains("square-1"));
  const std::vector<std::int64_t>& stuck = counted["square-1"];
  EXPECT_GT(stuck.size(), 20U);
  EXPECT_EQ(std::count(stuck.begin(), stuck.end(), stuck.front()), static_cast<std::ptrdiff_t>(stuck.size()));
  EXPECT_NEAR(too_much / seen, 1.35, 0.1);
}

TEST(CrowdDay, ThePastIsInSlotsOfFiveMinutesAndLikeTheTruth) {
  const CrowdDay crowd = day();
  const Time from = kStart - std::chrono::days(2);
  std::size_t slots = 0;
  double off = 0, people = 0;
  Time last = from - 1min;
  for (const SimulatedDocument& document : crowd.history(from, kStart))
    for (const Measurement& said : document.content.measurements) {
      if (said.quantity != Quantity::People) continue;
      EXPECT_EQ(millis(said.until) % 300'000, 0);
      EXPECT_GE(said.until, last);
      EXPECT_LT(said.until, kStart);
      last = said.until;
      const auto zone =
          static_cast<std::size_t>(std::find_if(crowd.truth().zones().begin(), crowd.truth().zones().end(),
                                                [&](const Zone& z) { return z.id == ZoneId(said.feature); }) -
                                   crowd.truth().zones().begin());
      off += std::abs(static_cast<double>(said.value) - crowd.truth().people(zone, said.until));
      people += crowd.truth().people(zone, said.until);
      ++slots;
    }
  EXPECT_EQ(slots, 2U * 288 * crowd.truth().zones().size());
  EXPECT_LT(off, 0.05 * people);
}

TEST(CrowdDay, AnnouncesTheMatchTheMarketsHolidaysAndTheShutStation) {
  std::set<EventKind> kinds;
  std::set<std::string> references;
  std::size_t bulletins = 0;
  for (const SimulatedDocument& document : day().announced()) {
    if (document.content.events)
      for (const CityEvent& event : *document.content.events) {
        kinds.insert(event.kind);
        EXPECT_TRUE(references.insert(event.reference).second);
        if (event.reference == "match-today") {
          EXPECT_EQ(event.attendance, 30'000);
        }
      }
    if (document.content.bulletins) bulletins += document.content.bulletins->size();
  }
  EXPECT_TRUE(references.contains("match-today"));
  for (const EventKind kind : {EventKind::Match, EventKind::Concert, EventKind::Market})
    EXPECT_TRUE(kinds.contains(kind));
  EXPECT_EQ(bulletins, 1U);
}

}  // namespace
}  // namespace vigie::sim
