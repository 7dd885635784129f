// SPDX-License-Identifier: Apache-2.0
// Claims about who is near whom: the grid's lists are everybody's, after any number of steps; cells share out the ground.
#include "pedestrians/neighbours.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "core/random.hpp"
#include "pedestrians/voronoi.hpp"

namespace vigie::pedestrians {
namespace {

constexpr double kReach_m = 2;

Ground room_with_wall() { return Ground({{{0, 0}, {14, 0}, {14, 9}, {0, 9}}, {}, {{{7, 0}, {7, 6}}}, {}}); }

People crowd(const Ground& ground, std::size_t count, Random& random) {
  People people;
  while (people.size() < count) {
    const Vec p{random.between(0, 14), random.between(0, 9)};
    if (ground.contains(p)) people.add({p}, static_cast<std::uint32_t>(people.size()));
  }
  return people;
}

/// Everybody within reach whom no wall hides: looked for among all.
std::set<std::size_t> seen_from(const Ground& ground, const People& people, std::size_t i) {
  std::set<std::size_t> out;
  for (std::size_t j = 0; j < people.size(); ++j) {
    if (j == i || length(people.place(j) - people.place(i)) > kReach_m) continue;
    bool hidden = false;
    for (const Segment& wall : ground.walls()) hidden = hidden || crossing(wall, people.place(i), people.place(j)) != 0;
    if (!hidden) out.insert(j);
  }
  return out;
}

RC_GTEST_PROP(Neighbours, AreThoseThatALookAtEverybodyFinds, (std::uint64_t seed)) {
  Random random(seed);
  const Ground ground = room_with_wall();
  People people = crowd(ground, 120, random);
  Neighbours neighbours(ground, {kReach_m, 0.7, 0});
  for (int round = 0; round < 3; ++round) {
    neighbours.update(people);
    for (std::size_t i = 0; i < people.size(); ++i) {
      std::set<std::size_t> listed;
      for (const std::uint32_t j : neighbours.people_near(i)) listed.insert(j);
      RC_ASSERT(listed == seen_from(ground, people, i));
    }
    for (std::size_t i = 0; i < people.size(); ++i) people.x[i] = std::min(13.9, people.x[i] + random.between(0, 0.3));
  }
}

TEST(Neighbours, StayListedWhileNobodyHasMovedHalfTheSkin) {
  Random random(2);
  const Ground ground({{{0, 0}, {14, 0}, {14, 9}, {0, 9}}, {}, {}, {}});
  People people = crowd(ground, 150, random);
  Neighbours neighbours(ground, {kReach_m, 0.7, 0.4});
  for (int step = 0; step < 40; ++step) {
    neighbours.update(people);
    for (std::size_t i = 0; i < people.size(); ++i) {
      const auto near = neighbours.people_near(i);
      for (const std::size_t j : seen_from(ground, people, i)) EXPECT_TRUE(std::ranges::find(near, j) != near.end());
    }
    for (std::size_t i = 0; i < people.size(); ++i) people.y[i] = std::min(8.9, people.y[i] + random.between(0, 0.06));
  }
}

TEST(PersonalDensity, SharesOutADenseRoomWithoutRest) {
  const Ground ground({{{0, 0}, {4, 0}, {4, 3}, {0, 3}}, {}, {}, {}});
  Random random(4);
  People people;
  for (int i = 0; i < 48; ++i)
    people.add({{0.25 + 0.5 * (i % 8) + random.between(-0.1, 0.1), 0.25 + 0.5 * (i / 8) + random.between(-0.1, 0.1)}},
               0);
  Neighbours neighbours(ground, {2, 0.7, 0.4});
  neighbours.update(people);
  double area = 0;
  for (const float density : personal_densities_per_m2(people, neighbours, ground.walls())) area += 1 / density;
  EXPECT_NEAR(area, 12, 1e-3);
}

TEST(PersonalDensity, OfALonelyPersonIsThatOfTheOctagon) {
  const Ground ground({{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {}, {}, {}});
  People people;
  people.add({{4, 4}}, 0);
  Neighbours neighbours(ground, {2, 0.7, 0.4});
  neighbours.update(people);
  EXPECT_NEAR(personal_densities_per_m2(people, neighbours, ground.walls())[0], 1 / 2.8284, 1e-3);
}

}  // namespace
}  // namespace vigie::pedestrians
