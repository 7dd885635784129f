// SPDX-License-Identifier: Apache-2.0
// Claims about the desk of what-ifs: answers come, each person has one question at a time, and nobody reads another's.
#include "engine/what_if_desk.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "movement/grid_town_test.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

class WhatIfDeskTest : public ::testing::Test {
 protected:
  WhatIfDeskTest() : town_(movement::grid_town()), desk_(town_, {{"evening", movement::evening()}}) {}

  static WhatIfQuestion question(std::size_t runs = 0) {
    WhatIfQuestion asked;
    asked.scenario = "evening";
    asked.runs = runs;
    return asked;
  }
  WhatIfView wait(const std::string& who, const std::string& id) {
    for (int i = 0; i < 6'000; ++i) {
      const WhatIfView view = desk_.look(who, id).value();
      if (view.state != WhatIfState::Waiting && view.state != WhatIfState::Running) return view;
      std::this_thread::sleep_for(10ms);
    }
    return desk_.look(who, id).value();
  }

  const roads::WalkGraph town_;
  WhatIfDesk desk_;
};

TEST_F(WhatIfDeskTest, AQuestionIsAnsweredWithItsBaseAndItsVariant) {
  WhatIfQuestion asked = question();
  CrowdChange later;
  later.kind = CrowdChangeKind::ShiftEnd;
  later.by_s = 900;
  asked.changes = {later};
  const auto id = desk_.ask("alice", asked);
  ASSERT_TRUE(id.ok()) << id.error().what;
  const WhatIfView view = wait("alice", *id);
  ASSERT_EQ(view.state, WhatIfState::Done) << (view.error ? view.error->what : "");
  ASSERT_TRUE(view.answer->variant);
  EXPECT_NEAR(*view.answer->difference->streets_s, 900, 30);
  EXPECT_EQ(view.done, 1);
}

TEST_F(WhatIfDeskTest, AnotherNumberOfPeopleIsAnotherCrowd) {
  WhatIfQuestion asked = question();
  asked.people = 1'000;
  const WhatIfView view = wait("alice", desk_.ask("alice", asked).value());
  ASSERT_TRUE(view.answer);
  EXPECT_EQ(view.answer->base.people, 1'000);
}

TEST_F(WhatIfDeskTest, NobodyReadsOrCancelsAnothersQuestion) {
  const std::string id = desk_.ask("alice", question()).value();
  EXPECT_EQ(desk_.look("bob", id).error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(desk_.cancel("bob", id).ok());
  EXPECT_EQ(wait("alice", id).state, WhatIfState::Done);
}

TEST_F(WhatIfDeskTest, ANewQuestionEndsTheOlderOneOfTheSamePerson) {
  const std::string long_one = desk_.ask("alice", question(200)).value();
  const std::string short_one = desk_.ask("alice", question()).value();
  EXPECT_EQ(wait("alice", long_one).state, WhatIfState::Cancelled);
  EXPECT_EQ(wait("alice", short_one).state, WhatIfState::Done);
}

TEST_F(WhatIfDeskTest, WhatCannotBeAskedIsSaidAtOnceAndWhatCannotBeComputedAfterwards) {
  WhatIfQuestion unknown = question();
  unknown.scenario = "morning";
  EXPECT_EQ(desk_.ask("alice", unknown).error().kind, ErrorKind::NotFound);
  WhatIfQuestion nobody = question();
  nobody.people = 0;
  EXPECT_EQ(desk_.ask("alice", nobody).error().kind, ErrorKind::OutOfRange);
  WhatIfQuestion wrong = question();
  CrowdChange lost;
  lost.kind = CrowdChangeKind::LoseExit;
  lost.name = "No such door";
  wrong.changes = {lost};
  const WhatIfView view = wait("alice", desk_.ask("alice", wrong).value());
  ASSERT_EQ(view.state, WhatIfState::Failed);
  EXPECT_NE(view.error->what.find("No such door"), std::string::npos) << view.error->what;
}

TEST_F(WhatIfDeskTest, SoManyWaitAndNoMore) {
  std::size_t taken = 0;
  for (int i = 0; i < 20; ++i)
    if (desk_.ask("person-" + std::to_string(i), question(200)).ok()) ++taken;
  EXPECT_GE(taken, WhatIfDesk::kMostWaiting);
  EXPECT_LE(taken, WhatIfDesk::kMostWaiting + 2);
}

}  // namespace
}  // namespace vigie::engine
