// SPDX-License-Identifier: Apache-2.0
// Claims about Result, time, queues, snapshots, logs and metrics.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <thread>

#include "core/bounded_queue.hpp"
#include "core/metrics.hpp"
#include "core/result.hpp"
#include "core/snapshot.hpp"
#include "core/time.hpp"

namespace vigie {
namespace {

TEST(Result, ReadingTheAbsentSideStopsTheProgram) {
  const Result<int> wrong(Error{ErrorKind::Malformed, "seen x, expected y"});
  EXPECT_FALSE(wrong.ok());
  EXPECT_DEATH((void)wrong.value(), "must hold");
  EXPECT_DEATH((void)Result<int>(1).error(), "must hold");
}

TEST(Time, ReadsZuluAndOffsetsAsTheSameInstant) {
  EXPECT_EQ(parse_rfc3339("2026-07-14T22:45:00+02:00").value(), parse_rfc3339("2026-07-14T20:45:00Z").value());
  EXPECT_EQ(to_rfc3339(parse_rfc3339("2026-07-14T20:45:00.1239Z").value()), "2026-07-14T20:45:00.123Z");
}

TEST(Time, RefusesWhatIsNotADate) {
  for (const char* text : {"", "2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00",
                           "2026-01-01T00:00:00Zx", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00.Z"})
    EXPECT_FALSE(parse_rfc3339(text).ok()) << text;
}

RC_GTEST_PROP(Time, WritingThenReadingGivesTheSame, ()) {
  // Years 1 to 9999 in milliseconds.
  const Time time = from_millis(*rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'800'000));
  RC_ASSERT(parse_rfc3339(to_rfc3339(time)).value() == time);
}

TEST(BoundedQueue, RefusesWhenFullAndCounts) {
  BoundedQueue<int> queue({.name = "test", .capacity = 2, .when_full = WhenFull::Refuse});
  EXPECT_TRUE(queue.push(1));
  EXPECT_TRUE(queue.push(2));
  EXPECT_FALSE(queue.push(3));
  EXPECT_EQ(queue.dropped(), 1u);
  EXPECT_EQ(queue.try_pop(), 1);
}

TEST(BoundedQueue, DropsTheOldestWhenToldSo) {
  BoundedQueue<int> queue({.name = "test", .capacity = 2, .when_full = WhenFull::DropOldest});
  for (int i = 1; i <= 3; ++i) EXPECT_TRUE(queue.push(i));
  EXPECT_EQ(queue.try_pop(), 2);
  EXPECT_EQ(queue.dropped(), 1u);
}

TEST(BoundedQueue, ClosingLetsTheReceiverFinish) {
  BoundedQueue<int> queue({.name = "test", .capacity = 1000, .when_full = WhenFull::Refuse});
  int sum = 0;
  std::thread receiver([&] {
    while (true) {
      const auto item = queue.pop(std::chrono::milliseconds(10'000));
      if (!item) return;
      sum += *item;
    }
  });
  for (int i = 1; i <= 100; ++i) EXPECT_TRUE(queue.push(i));
  queue.close();
  receiver.join();
  EXPECT_EQ(sum, 5050);
  EXPECT_FALSE(queue.push(1));
}

TEST(Snapshot, AReaderKeepsWhatItTook) {
  Snapshot<int> snapshot(std::make_shared<const int>(1));
  const auto old = snapshot.get();
  snapshot.publish(std::make_shared<const int>(2));
  EXPECT_EQ(*old, 1);
  EXPECT_EQ(*snapshot.get(), 2);
}

TEST(Metrics, SameNameAndLabelsIsTheSameCounter) {
  Metrics metrics;
  metrics.counter("vigie_refused_total", "what was refused", {{"source", "mqtt"}}).add(2);
  metrics.counter("vigie_refused_total", "what was refused", {{"source", "mqtt"}}).add();
  ASSERT_EQ(metrics.samples().size(), 1u);
  EXPECT_EQ(metrics.samples()[0].value, 3);
}

}  // namespace
}  // namespace vigie
