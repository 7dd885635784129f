// SPDX-License-Identifier: Apache-2.0
// Claims about looking at what comes from positions.
#include "server/looks.hpp"

#include <gtest/gtest.h>

namespace vigie::server {
namespace {

using namespace std::chrono_literals;

TEST(Looks, TheAuditHearsOfALookOnceInTenMinutesForEachPersonAndThing) {
  ManualClock clock(from_millis(1'000'000));
  Looks looks(clock);
  EXPECT_EQ(*looks.look("user:alice", "mission_route:read", "M-1"), Looks::Audit::Write);
  EXPECT_EQ(*looks.look("user:alice", "mission_route:read", "M-1"), Looks::Audit::AlreadyTold);
  EXPECT_EQ(*looks.look("user:alice", "mission_route:read", "M-2"), Looks::Audit::Write);
  EXPECT_EQ(*looks.look("user:bob", "mission_route:read", "M-1"), Looks::Audit::Write);
  clock.advance(10min);
  EXPECT_EQ(*looks.look("user:alice", "mission_route:read", "M-1"), Looks::Audit::Write);
}

TEST(Looks, NobodyLooksMoreThan240TimesAMinute) {
  ManualClock clock(from_millis(1'000'000));
  Looks looks(clock);
  for (int i = 0; i < Looks::kMostPerMinute; ++i) ASSERT_TRUE(looks.look("user:alice", "coverage:read", "").ok());
  EXPECT_EQ(looks.look("user:alice", "coverage:read", "").error().kind, ErrorKind::Unavailable);
  EXPECT_TRUE(looks.look("user:bob", "coverage:read", "").ok());
  clock.advance(1min);
  EXPECT_TRUE(looks.look("user:alice", "coverage:read", "").ok());
}

TEST(Looks, AClockPutBackLocksNobodyOut) {
  ManualClock clock(from_millis(100'000'000));
  Looks looks(clock);
  for (int i = 0; i <= Looks::kMostPerMinute; ++i) (void)looks.look("user:alice", "coverage:read", "");
  clock.set(from_millis(1'000));
  EXPECT_TRUE(looks.look("user:alice", "coverage:read", "").ok());
}

}  // namespace
}  // namespace vigie::server
