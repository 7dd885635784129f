// SPDX-License-Identifier: Apache-2.0
// Claims about who may drive where.
#include "roads/profile.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "roads/walk_profile.hpp"

namespace vigie::roads {
namespace {

constexpr auto kCar = static_cast<std::size_t>(Profile::Car);
constexpr auto kEmergency = static_cast<std::size_t>(Profile::Emergency);

std::optional<RoadTraits> road(const std::vector<Tag>& tags) { return read_road(Tags(tags)); }

TEST(Profile, EmergencyIsNeverSlowerThanTheCar) {
  for (const char* highway : {"motorway", "primary", "secondary_link", "residential", "living_street", "service"}) {
    const auto traits = road({{"highway", highway}});
    ASSERT_TRUE(traits) << highway;
    EXPECT_GE(traits->forward_kmh[kEmergency], traits->forward_kmh[kCar]) << highway;
  }
}

TEST(Profile, KeepsTheLimitThatIsTagged) {
  EXPECT_DOUBLE_EQ(road({{"highway", "primary"}, {"maxspeed", "50"}})->forward_kmh[kCar], 40);
  const auto uneven = road({{"highway", "primary"}, {"maxspeed", "50"}, {"maxspeed:backward", "30"}});
  EXPECT_DOUBLE_EQ(uneven->forward_kmh[kCar], 40);
  EXPECT_DOUBLE_EQ(uneven->backward_kmh[kCar], 24);
}

TEST(Profile, ReadsEveryFormOfOneWay) {
  for (const char* yes : {"yes", "true", "1"}) {
    const auto traits = road({{"highway", "primary"}, {"oneway", yes}});
    EXPECT_GT(traits->forward_kmh[kCar], 0) << yes;
    EXPECT_EQ(traits->backward_kmh[kCar], 0) << yes;
  }
  for (const char* reverse : {"-1", "reverse"}) {
    const auto traits = road({{"highway", "primary"}, {"oneway", reverse}});
    EXPECT_EQ(traits->forward_kmh[kCar], 0) << reverse;
    EXPECT_GT(traits->backward_kmh[kCar], 0) << reverse;
  }
  EXPECT_EQ(road({{"highway", "primary"}, {"junction", "roundabout"}})->backward_kmh[kCar], 0);
  EXPECT_EQ(road({{"highway", "motorway"}})->backward_kmh[kCar], 0);
  EXPECT_GT(road({{"highway", "motorway"}, {"oneway", "no"}})->backward_kmh[kCar], 0);
  const auto reversible = road({{"highway", "primary"}, {"oneway", "reversible"}});
  EXPECT_EQ(reversible->forward_kmh[kCar] + reversible->backward_kmh[kCar], 0);
}

TEST(Profile, SirensGoAgainstTheOneWayInSideStreetsOnly) {
  EXPECT_DOUBLE_EQ(road({{"highway", "residential"}, {"oneway", "yes"}})->backward_kmh[kEmergency], 15);
  EXPECT_EQ(road({{"highway", "primary"}, {"oneway", "yes"}})->backward_kmh[kEmergency], 0);
  EXPECT_EQ(road({{"highway", "motorway"}})->backward_kmh[kEmergency], 0);
  EXPECT_EQ(road({{"highway", "residential"}, {"oneway", "yes"}, {"maxspeed", "70"}})->backward_kmh[kEmergency], 0);
  EXPECT_EQ(road({{"highway", "residential"}, {"junction", "roundabout"}})->backward_kmh[kEmergency], 0);
}

TEST(Profile, OpensToSirensWhatIsClosedToCars) {
  const std::vector<std::vector<Tag>> streets = {{{"highway", "pedestrian"}},
                                                 {{"highway", "busway"}},
                                                 {{"highway", "service"}, {"access", "private"}},
                                                 {{"highway", "service"}, {"access", "no"}, {"bus", "yes"}},
                                                 {{"highway", "residential"}, {"motor_vehicle", "no"}},
                                                 {{"highway", "footway"}, {"emergency", "yes"}}};
  for (const auto& street : streets) {
    const auto traits = road(street);
    ASSERT_TRUE(traits) << street[0].value;
    EXPECT_EQ(traits->forward_kmh[kCar], 0) << street[0].value;
    EXPECT_GT(traits->forward_kmh[kEmergency], 0) << street[0].value;
  }
}

TEST(Profile, KeepsOutOfWhatIsBarredToAll) {
  EXPECT_FALSE(road({{"highway", "residential"}, {"access", "no"}}));
  EXPECT_FALSE(road({{"highway", "footway"}}));
  EXPECT_FALSE(road({{"highway", "steps"}}));
  EXPECT_FALSE(road({{"highway", "construction"}}));
  EXPECT_FALSE(road({{"building", "yes"}}));
  EXPECT_FALSE(road({{"highway", "pedestrian"}, {"emergency", "no"}}));
}

TEST(Profile, TheMostParticularAccessTagDecides) {
  EXPECT_GT(road({{"highway", "residential"}, {"access", "no"}, {"motorcar", "yes"}})->forward_kmh[kCar], 0);
  EXPECT_EQ(road({{"highway", "residential"}, {"access", "yes"}, {"motorcar", "private"}})->forward_kmh[kCar], 0);
}

TEST(Barrier, BollardsStopAllGatesOnlyThoseWithoutAReason) {
  const auto barrier = [](const std::vector<Tag>& tags) { return read_barrier(Tags(tags)); };
  const auto bollard = barrier({{"barrier", "bollard"}});
  ASSERT_TRUE(bollard);
  EXPECT_FALSE(bollard->passes[kCar] || bollard->passes[kEmergency]);
  const auto rising = barrier({{"barrier", "bollard"}, {"bollard", "rising"}});
  ASSERT_TRUE(rising);
  EXPECT_FALSE(rising->passes[kCar]);
  EXPECT_TRUE(rising->passes[kEmergency]);
  const auto private_gate = barrier({{"barrier", "gate"}, {"access", "private"}});
  ASSERT_TRUE(private_gate);
  EXPECT_TRUE(private_gate->passes[kEmergency]);
  EXPECT_FALSE(barrier({{"barrier", "gate"}}));
  EXPECT_FALSE(barrier({{"barrier", "toll_booth"}}));
  EXPECT_FALSE(barrier({{"highway", "crossing"}}));
}

TEST(WalkProfile, WalksWhereFeetMayGo) {
  const auto walk = [](const std::vector<Tag>& tags) { return read_walk(Tags(tags)); };
  EXPECT_EQ(walk({{"highway", "steps"}, {"width", "2.5 m"}})->kind, WalkKind::Steps);
  EXPECT_EQ(walk({{"highway", "steps"}, {"width", "2.5 m"}})->width_cm, 250);
  EXPECT_EQ(walk({{"highway", "residential"}})->kind, WalkKind::Street);
  EXPECT_FALSE(walk({{"highway", "motorway"}}));
  EXPECT_TRUE(walk({{"highway", "trunk"}, {"foot", "yes"}}));
  EXPECT_FALSE(walk({{"highway", "footway"}, {"access", "private"}}));
  EXPECT_FALSE(walk({{"highway", "residential"}, {"foot", "no"}}));
  EXPECT_FALSE(walk({{"railway", "rail"}}));
}

TEST(WalkProfile, WidthsOutOfReasonAreUnknown) {
  EXPECT_EQ(parse_width_cm("3"), 300);
  EXPECT_EQ(parse_width_cm("80 cm"), 80);
  for (const char* text : {"", "wide", "-2", "0", "5000", "nan", "3 fathoms"})
    EXPECT_EQ(parse_width_cm(text), 0) << text;
}

}  // namespace
}  // namespace vigie::roads
