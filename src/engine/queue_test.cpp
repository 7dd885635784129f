// SPDX-License-Identifier: Apache-2.0
// Claims about the ranked queue, the reduction of counts, and admission.
#include <gtest/gtest.h>

#include <thread>

#include "engine/admission.hpp"
#include "engine/count_reducer.hpp"
#include "engine/ranked_queue.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr RankedQueue<int>::Capacities kSmall{2, 2, 2, 2, 2, 2, 2};

TEST(RankedQueue, APanicOvertakesAllAndGoesAlone) {
  RankedQueue<int> queue(kSmall);
  queue.push(Rank::Sensor, 5);
  queue.push(Rank::Incident, 3);
  queue.push(Rank::Panic, 0);
  EXPECT_EQ(queue.pop(10, 0ms), std::vector<int>{0});
  EXPECT_EQ(queue.pop(10, 0ms), (std::vector<int>{3, 5}));
}

TEST(RankedQueue, FullRanksTurnAwayAndCountTheOthersGoOn) {
  RankedQueue<int> queue(kSmall);
  EXPECT_TRUE(queue.push(Rank::Sensor, 1));
  EXPECT_TRUE(queue.push(Rank::Sensor, 2));
  EXPECT_FALSE(queue.push(Rank::Sensor, 3));
  EXPECT_EQ(queue.shed(Rank::Sensor), 1u);
  EXPECT_TRUE(queue.push(Rank::Incident, 4));
}

TEST(RankedQueue, APanicWaitsForRoomAndIsNeverShed) {
  RankedQueue<int> queue(kSmall);
  std::thread presses([&] {
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(queue.push(Rank::Panic, i));
  });
  int next = 0;
  while (next < 1000)
    for (const int item : queue.pop(10, 1000ms)) EXPECT_EQ(item, next++);
  presses.join();
  EXPECT_EQ(queue.shed(Rank::Panic), 0u);
}

TEST(RankedQueue, ClosingLetsAWaitingPanicGoAndKeepsWhatIsInside) {
  RankedQueue<int> queue(kSmall);
  queue.push(Rank::Panic, 1);
  queue.push(Rank::Panic, 2);
  std::thread waits([&] { EXPECT_FALSE(queue.push(Rank::Panic, 3)); });
  queue.close();
  waits.join();
  EXPECT_EQ(queue.pop(10, 0ms), (std::vector<int>{1, 2}));
}

Observation people(std::int64_t value, Time now) {
  return {"c", SourceId("counter-1"), ObservationKind::Count, now, now, Timeliness::OnTime, {}, {}, "", value};
}

TEST(CountReducer, TheFirstAtOnceThenThePeakOfEachMinute) {
  CountReducer reducer;
  Time now = from_millis(0);
  EXPECT_EQ(reducer.take(people(10, now), now)->value, 10);
  EXPECT_FALSE(reducer.take(people(90, now), now += 30s).has_value());
  EXPECT_EQ(reducer.take(people(20, now), now += 30s)->value, 90);
  EXPECT_FALSE(reducer.take(people(7, now), now += 1s).has_value());
  ASSERT_EQ(reducer.drain().size(), 1u);
  EXPECT_TRUE(reducer.drain().empty());
}

TEST(CountReducer, AClockThatJumpsBackDoesNotSilenceACounter) {
  CountReducer reducer;
  Time now = from_millis(86'400'000);
  (void)reducer.take(people(10, now), now);
  EXPECT_TRUE(reducer.take(people(20, now), now - 24h).has_value());
}

TEST(Admission, CamerasAndMicrophonesAreOffUntilALegalBasisIsEnteredAndAfterItsEnd) {
  const Time now = from_millis(1'000'000);
  for (const auto kind : {ObservationKind::CameraFlag, ObservationKind::Gunshot}) {
    EXPECT_EQ(admit({}, kind, now).error().kind, ErrorKind::Forbidden);
    const LegalBases bases{{kind, {"prefecture", "act 1", "assessment 1", now}}};
    EXPECT_TRUE(admit(bases, kind, now).ok());
    EXPECT_FALSE(admit(bases, kind, now + 1ms).ok());
  }
  EXPECT_TRUE(admit({}, ObservationKind::PanicButton, now).ok());
}

}  // namespace
}  // namespace vigie::engine
