// SPDX-License-Identifier: Apache-2.0
// Claims about checking a journal by replay: equal where it is, and the difference named where not.
#include "engine/replay_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "codec/picture_json.hpp"
#include "engine/recovery.hpp"

namespace vigie::engine {
namespace {

using ::testing::HasSubstr;

/// A journal in a folder of its own.
class ReplayCheckTest : public testing::Test {
 protected:
  std::filesystem::path folder;
  std::unique_ptr<journal::Journal> journal;
  Picture picture;

  void SetUp() override {
    std::string name = std::filesystem::temp_directory_path() / "vigie-replay-XXXXXX";
    folder = ::mkdtemp(name.data());
    journal = journal::Journal::open(folder.string()).value();
  }
  void TearDown() override {
    journal.reset();
    std::filesystem::remove_all(folder);
  }

  void record(Actor actor, EntryBody body) {
    journal::Record encoded = encode(Entry{{}, from_millis(1'795'469'128'000), std::move(actor), std::move(body)});
    ASSERT_TRUE(journal->append({&encoded, 1}).ok());
    fold(picture, decode(encoded).value());
  }
  void some_records() {
    record(Actor::engine(), UnitEnrolled{UnitId("PM-03"), UnitKind::Motorbike, {"first_aid"}});
    record(Actor::engine(), LinkChanged{"mqtt", LinkState::Up, ""});
    record(Actor::user(UserId("alice")), Commanded{SetUnitStatus{UnitId("PM-03"), UnitStatus::Free, ""}});
  }
  void checkpoint(const Picture& state, const std::string& hash) {
    ASSERT_TRUE(journal->save({journal->last(), codec::encode(state), hash}).ok());
  }
};

TEST_F(ReplayCheckTest, AnEmptyJournalIsEqual) {
  const ReplayCheck check = check_replay(*journal);
  EXPECT_TRUE(check.equal) << check.why;
  EXPECT_EQ(check.records, 0u);
  EXPECT_EQ(check.state_hash, codec::state_hash(Picture{}));
}

TEST_F(ReplayCheckTest, RecordsAndCheckpointsReplayToTheLiveState) {
  some_records();
  checkpoint(picture, codec::state_hash(picture));
  some_records();
  checkpoint(picture, codec::state_hash(picture));
  for (int more = 0; more < 2; ++more) {
    const ReplayCheck check = check_replay(*journal::Journal::open_read_only(folder.string()).value());
    EXPECT_TRUE(check.equal) << check.why;
    EXPECT_EQ(check.records, more == 0 ? 6u : 9u);
    EXPECT_EQ(check.checkpoints, 2u);
    EXPECT_EQ(check.state_hash, codec::state_hash(picture));
    some_records();
  }
}

TEST_F(ReplayCheckTest, ACheckpointOfAnotherStateIsNamed) {
  some_records();
  Picture other = picture;
  other.next_alarm = 99;
  checkpoint(other, codec::state_hash(other));
  const ReplayCheck check = check_replay(*journal);
  EXPECT_FALSE(check.equal);
  EXPECT_THAT(check.why, HasSubstr("after record 3 the state replayed from the start"));
}

TEST_F(ReplayCheckTest, ACheckpointWhoseBytesAreNotThoseOfItsHashIsSaid) {
  some_records();
  Picture other = picture;
  other.next_alarm = 99;
  checkpoint(other, codec::state_hash(picture));
  EXPECT_THAT(check_replay(*journal).why, HasSubstr("checkpoint at record 3 does not hash"));
}

TEST_F(ReplayCheckTest, ADamagedJournalIsNotEqual) {
  some_records();
  journal.reset();
  std::filesystem::remove(folder / "journal.head");
  const ReplayCheck check = check_replay(*journal::Journal::open_read_only(folder.string()).value());
  EXPECT_FALSE(check.equal);
  EXPECT_THAT(check.why, HasSubstr("journal.head is missing"));
}

}  // namespace
}  // namespace vigie::engine
