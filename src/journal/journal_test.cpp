// SPDX-License-Identifier: Apache-2.0
// Claims about the journal: order, durability, one writer, full disks, kills, checkpoints.
#include "journal/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <vector>

#include "journal/database.hpp"
#include "journal/scratch_test.hpp"

namespace vigie::journal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TEST(Journal, WhatIsAppendedIsReadBackInOrderWithItsKeys) {
  const Scratch dir;
  auto records = notes(3);
  records[1].actor = Actor::source(SourceId("mqtt/button-17"));
  records[2].actor = Actor::engine();
  records[2].payload = std::string("\0\xFF binary", 9);
  {
    auto journal = Journal::open(dir.path()).value();
    ASSERT_TRUE(journal->append(records).ok());
    EXPECT_EQ(records[2].key, (RecordKey{0, 1, 3}));
    EXPECT_EQ(journal->last(), records[2].key);
  }
  const auto journal = Journal::open_read_only(dir.path()).value();
  const auto read = read_all(*journal);
  ASSERT_EQ(read.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(read[i].key, records[i].key);
    EXPECT_EQ(read[i].received, records[i].received);
    EXPECT_EQ(read[i].kind, records[i].kind);
    EXPECT_EQ(read[i].actor, records[i].actor);
    EXPECT_EQ(read[i].schema, records[i].schema);
    EXPECT_EQ(read[i].payload, records[i].payload);
  }
}

TEST(Journal, EachOpeningForWritingIsANewEpochAndTheSequenceGoesOn) {
  const Scratch dir;
  fill(dir.path(), 2);
  fill(dir.path(), 0);
  fill(dir.path(), 1);
  EXPECT_EQ(verified(dir.path()).last, (RecordKey{0, 3, 3}));
}

TEST(Journal, OneWriterAnyReaders) {
  const Scratch dir;
  auto writer = Journal::open(dir.path()).value();
  const auto second = Journal::open(dir.path());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
  const auto reader = Journal::open_read_only(dir.path()).value();
  for (int i = 1; i <= 20; ++i) {
    auto batch = notes(5);
    ASSERT_TRUE(writer->append(batch).ok());
    EXPECT_EQ(reader->last().sequence, static_cast<std::uint64_t>(5 * i));
    EXPECT_TRUE(reader->verify().value().sound);
  }
}

TEST(Journal, ReadingGoesOnAfterAKeyAndStopsWhenToldSo) {
  const Scratch dir;
  fill(dir.path(), 10);
  const auto journal = Journal::open_read_only(dir.path()).value();
  std::vector<std::uint64_t> seen;
  const auto stopped = journal->read({0, 1, 7}, [&](const Record& record) -> Result<void> {
    seen.push_back(record.key.sequence);
    if (record.key.sequence == 9) return Error{ErrorKind::Malformed, "enough"};
    return {};
  });
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{8, 9}));
  EXPECT_EQ(stopped.error().what, "enough");
  // A key of another history is not taken for this one's.
  EXPECT_EQ(journal->read({0, 2, 7}, [](const Record&) -> Result<void> { return {}; }).error().kind,
            ErrorKind::Corrupt);
}

TEST(Journal, WriteAheadLogIsOn) {
  const Scratch dir;
  fill(dir.path(), 1);
  EXPECT_EQ(Database::open(dir / "journal.db", OpenAs::Reader).value().ask("PRAGMA journal_mode").value(), "wal");
}

/// No file of this process may grow beyond a size: what a full disk looks like to SQLite.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    before_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit small{bytes, limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, before_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit limit_{};
  void (*before_)(int);
};

/// Appends batches of ten until the disk is full; how many records were kept.
std::uint64_t append_until_full(Journal& journal) {
  std::uint64_t kept = 0;
  while (kept < 1000) {
    auto batch = notes(10, std::string(1000, 'x'));
    const auto appended = journal.append(batch);
    if (!appended.ok()) {
      EXPECT_EQ(appended.error().kind, ErrorKind::Unavailable);
      EXPECT_THAT(appended.error().what,
                  HasSubstr("disk full; none of 10 records after record " + std::to_string(kept)));
      EXPECT_EQ(batch.back().key, RecordKey{});
      EXPECT_EQ(journal.last().sequence, kept);
      EXPECT_EQ(journal.verify().value().records, kept);
      return kept;
    }
    kept += 10;
  }
  ADD_FAILURE() << "the disk was not full";
  return kept;
}

void expect_to_go_on(std::unique_ptr<Journal> journal, const std::string& directory, std::uint64_t kept) {
  auto more = notes(10);
  const auto appended = journal->append(more);
  ASSERT_TRUE(appended.ok()) << appended.error().what;
  EXPECT_EQ(more.back().key.sequence, kept + 10);
  journal.reset();
  const auto found = verified(directory);
  EXPECT_TRUE(found.sound) << found.fault;
  EXPECT_EQ(found.records, kept + 10);
}

TEST(FullDisk, NothingIsHalfAppendedAndItGoesOnWhenThereIsRoom) {
  const Scratch dir;
  auto journal = Journal::open(dir.path()).value();
  std::uint64_t kept = 0;
  {
    const SmallDisk disk(256 * 1024);
    kept = append_until_full(*journal);
  }
  EXPECT_GT(kept, 50u);
  expect_to_go_on(std::move(journal), dir.path(), kept);
}

TEST(FullDisk, TheSameOnAFileSystemWithoutSpace) {
  const Scratch dir;
  if (::mount("vigie", dir.path().c_str(), "tmpfs", 0, "size=640k") != 0)
    GTEST_SKIP() << "mounting a small tmpfs is not permitted here";
  std::ofstream(dir / "ballast") << std::string(128 * 1024, 'x');
  auto journal = Journal::open(dir.path()).value();
  const std::uint64_t kept = append_until_full(*journal);
  fs::remove(dir / "ballast");
  expect_to_go_on(std::move(journal), dir.path(), kept);
  EXPECT_EQ(::umount(dir.path().c_str()), 0);
}

TEST(Kill, NoAcknowledgedRecordIsLost) {
  const Scratch dir;
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 8; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto journal = Journal::open(dir.path());
      if (!journal.ok()) ::_exit(1);
      while (true) {
        auto batch = notes(7);
        if (!(*journal)->append(batch).ok()) ::_exit(1);
        const std::uint64_t last = batch.back().key.sequence;
        if (::write(pipe[1], &last, sizeof last) != sizeof last) ::_exit(1);
      }
    }
    ::close(pipe[1]);
    std::uint64_t last = 0;
    const int wanted = 3 + 11 * round;
    for (int i = 0; i < wanted && ::read(pipe[0], &last, sizeof last) == sizeof last; ++i) acknowledged = last;
    ::kill(child, SIGKILL);
    while (::read(pipe[0], &last, sizeof last) == sizeof last) acknowledged = last;
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto found = verified(dir.path());
    EXPECT_TRUE(found.sound) << found.fault;
    EXPECT_GE(found.records, acknowledged);
  }
  EXPECT_GT(acknowledged, 200u);
}

TEST(Checkpoint, TheNewestTwoAreKept) {
  const Scratch dir;
  auto journal = Journal::open(dir.path()).value();
  EXPECT_FALSE(journal->newest_checkpoint().value().has_value());
  for (int i = 1; i <= 3; ++i) {
    auto batch = notes(2);
    ASSERT_TRUE(journal->append(batch).ok());
    ASSERT_TRUE(journal->save({journal->last(), "state " + std::to_string(i), "hash"}).ok());
  }
  const auto kept = journal->checkpoints().value();
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].state, "state 2");
  EXPECT_EQ(kept[1].state, "state 3");
  EXPECT_EQ(journal->newest_checkpoint().value()->key, (RecordKey{0, 1, 6}));
  EXPECT_FALSE(journal->save({{0, 1, 99}, "of nothing", "hash"}).ok());
}

TEST(Checkpoint, ADamagedOneIsPassedOverAndSaid) {
  const Scratch dir;
  {
    auto journal = Journal::open(dir.path()).value();
    for (int i = 1; i <= 2; ++i) {
      auto batch = notes(2);
      ASSERT_TRUE(journal->append(batch).ok());
      ASSERT_TRUE(journal->save({journal->last(), "state " + std::to_string(i), "hash"}).ok());
    }
  }
  sql(dir.path(), "UPDATE checkpoints SET state = CAST('forged' AS BLOB) WHERE sequence = 4");
  const auto journal = Journal::open_read_only(dir.path()).value();
  EXPECT_EQ(journal->newest_checkpoint().value()->state, "state 1");
  EXPECT_THAT(journal->verify().value().fault, HasSubstr("the checkpoint after record 4 does not match"));
  EXPECT_EQ(journal->checkpoints().error().kind, ErrorKind::Corrupt);
}

TEST(Opening, WhatIsNotThereOrNotAJournalIsSaid) {
  const Scratch dir;
  EXPECT_EQ(Journal::open_read_only(dir / "none").error().kind, ErrorKind::NotFound);
  std::ofstream(dir / "journal.db") << "this is not a database, but it is long enough to look at for a while";
  EXPECT_FALSE(Journal::open(dir.path()).ok());
  EXPECT_FALSE(Journal::open_read_only(dir.path()).ok());
  EXPECT_FALSE(Journal::open("/proc/vigie").ok());
}

}  // namespace
}  // namespace vigie::journal
