// SPDX-License-Identifier: Apache-2.0
// Claims about publications of road changes against the picture: what is new, the same, gone, and what is kept in doubt.
#include "engine/road_publication.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "roads/road_changes.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

const SourceId kWorks("feed/works");
const Time kNow = parse_rfc3339("2026-11-23T21:00:00Z").value();
const geo::Position kPlace = geo::Position::checked(geo::Latitude{43.17}, geo::Longitude{4.70}).value();

RoadChange closure(const std::string& reference, const std::string& title = "Travaux") {
  RoadChange change;
  change.reference = reference;
  change.title = title;
  change.lines = {{kPlace}};
  return change;
}

void anywhere(RoadChange& change) { change.length_m = 100; }

/// The picture after a publication was taken.
links::RoadPublication publish(Picture& picture, links::RoadStatement statement, const SourceId& source = kWorks,
                               Time now = kNow) {
  RoadDifference found = difference(picture, source, std::move(statement), now, anywhere);
  std::uint64_t sequence = picture.last.sequence;
  const auto entry = [&] {
    picture.last.sequence = ++sequence;
    return Entry{{0, 0, sequence}, now, Actor::source(SourceId("api/works")), Ticked{}};
  };
  for (RoadChange& change : found.publish) roads::apply(picture, RoadPublished{change}, entry());
  for (const RoadChangeId& id : found.revoke) roads::apply(picture, RoadRevoked{id}, entry());
  return found.answer;
}

std::set<std::string> references(const Picture& picture) {
  std::set<std::string> all;
  for (const auto& [id, change] : picture.road_changes) all.insert(change->source.text() + " " + change->reference);
  return all;
}

TEST(RoadPublication, NewIsTakenTheSameIsLeftAbsentIsRevoked) {
  Picture picture;
  const auto first = publish(picture, {{closure("a"), closure("b")}, {}});
  EXPECT_EQ(first.taken, 2);
  const auto second = publish(picture, {{closure("b"), closure("c")}, {}}, kWorks, kNow + 5min);
  EXPECT_EQ(second.taken, 1);
  EXPECT_EQ(second.unchanged, 1) << "its start was not said: it is still the moment it came first";
  EXPECT_EQ(second.revoked, 1);
  EXPECT_EQ(references(picture), (std::set<std::string>{"feed/works b", "feed/works c"}));
}

TEST(RoadPublication, AChangedOneKeepsItsId) {
  Picture picture;
  publish(picture, {{closure("a")}, {}});
  const RoadChangeId id = picture.road_changes.begin()->first;
  EXPECT_EQ(publish(picture, {{closure("a", "Fuite d'eau")}, {}}).taken, 1);
  ASSERT_EQ(picture.road_changes.size(), 1u);
  EXPECT_EQ(picture.road_changes.find(id)->title, "Fuite d'eau");
}

TEST(RoadPublication, OneSourceDoesNotRevokeAnothers) {
  Picture picture;
  publish(picture, {{closure("a")}, {}});
  publish(picture, {{closure("a")}, {}}, SourceId("feed/tram"));
  EXPECT_EQ(picture.road_changes.size(), 2u);
  publish(picture, {});
  EXPECT_EQ(references(picture), std::set<std::string>{"feed/tram a"});
}

TEST(RoadPublication, WhatCouldNotBeReadIsNotRevokedNorAreItsParts) {
  Picture picture;
  publish(picture, {{closure("T-1/1.1"), closure("T-1/1.1@2"), closure("T-12/1.1"), closure("S-1")}, {}});
  const auto answer = publish(picture, {{}, {"T-1", "S-1"}});
  EXPECT_EQ(answer.revoked, 1);
  EXPECT_EQ(references(picture),
            (std::set<std::string>{"feed/works T-1/1.1", "feed/works T-1/1.1@2", "feed/works S-1"}));
}

TEST(RoadPublication, TheSecondOfOneReferenceAndWhatIsOverAreNotTaken) {
  Picture picture;
  RoadChange ended = closure("old");
  ended.start = kNow - 48h;
  ended.end = kNow - 24h;
  const auto answer = publish(picture, {{closure("a", "one"), closure("a", "two"), ended}, {}});
  EXPECT_EQ(answer.taken, 1);
  EXPECT_EQ(answer.over, 1);
  EXPECT_EQ(answer.refused, 1);
  EXPECT_EQ(answer.faults, std::vector<std::string>{"'a' is published twice: the first counts"});
  EXPECT_EQ(picture.road_changes.begin()->second->title, "one");
}

TEST(RoadPublication, WhatFollowsNoStreetIsRefusedAndOnlyTheFirstTwentyAreTold) {
  std::vector<RoadChange> many;
  for (int i = 0; i < 30; ++i) many.push_back(closure("sea-" + std::to_string(i)));
  const auto found = difference(Picture{}, kWorks, {many, {}}, kNow, [](RoadChange&) {});
  EXPECT_EQ(found.answer.refused, 30);
  ASSERT_EQ(found.answer.faults.size(), 20u);
  EXPECT_EQ(found.answer.faults[0], "'sea-0' follows no street of the city");
}

/// After any publications in any order the picture says what the last one says.
RC_GTEST_PROP(RoadPublication, TheLastWordCountsInAnyOrder, ()) {
  Picture picture, shuffled;
  const auto steps = *rc::gen::inRange(1, 5);
  std::set<std::string> last;
  for (int step = 0; step < steps; ++step) {
    std::vector<int> ids;
    for (int id = 0; id < 12; ++id)
      if (*rc::gen::arbitrary<bool>()) ids.push_back(id);
    const auto statement = [&] {
      links::RoadStatement all;
      for (const int id : ids)
        all.changes.push_back(closure(std::to_string(id), "step " + std::to_string(step / 2 + id % 2)));
      return all;
    };
    const auto one = publish(picture, statement());
    std::reverse(ids.begin(), ids.end());
    const auto other = publish(shuffled, statement());
    RC_ASSERT(one.taken == other.taken && one.unchanged == other.unchanged && one.revoked == other.revoked);
    RC_ASSERT(one.taken + one.unchanged == static_cast<int>(ids.size()));
    last.clear();
    for (const int id : ids) last.insert("feed/works " + std::to_string(id));
  }
  RC_ASSERT(references(picture) == last);
  RC_ASSERT(references(shuffled) == last);
}

}  // namespace
}  // namespace vigie::engine
