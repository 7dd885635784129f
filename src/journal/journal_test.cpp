// SPDX-License-Identifier: Apache-2.0
// Claims about the journal: order, durability, one writer, and that damage is found and named.
#include "journal/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "journal/database.hpp"
#include "journal/files.hpp"

namespace vigie::journal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// A directory of its own, gone at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = fs::temp_directory_path() / "vigie-journal-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Record note(const std::string& payload) {
  return Record{{}, from_millis(1'795'469'128'000), "commanded", Actor::user(UserId("alice")), 1, payload};
}

std::vector<Record> notes(int count, const std::string& text = "note ") {
  std::vector<Record> all;
  for (int i = 0; i < count; ++i) all.push_back(note(text + std::to_string(i)));
  return all;
}

/// A closed journal of `count` records in batches of one.
void fill(const std::string& directory, int count) {
  auto journal = Journal::open(directory).value();
  for (Record& record : notes(count)) ASSERT_TRUE(journal->append({&record, 1}).ok());
}

std::vector<Record> read_all(const Journal& journal, Result<void>* end = nullptr) {
  std::vector<Record> all;
  const auto done = journal.read({}, [&](const Record& record) -> Result<void> {
    all.push_back(record);
    return {};
  });
  if (end != nullptr) *end = done;
  return all;
}

Verification verified(const std::string& directory) { return Journal::open_read_only(directory).value()->verify().value(); }

void sql(const std::string& directory, const std::string& statement) {
  auto database = Database::open(directory + "/journal.db", OpenAs::Writer).value();
  ASSERT_TRUE(database.execute(statement).ok()) << statement;
}

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
  EXPECT_EQ(journal->read({0, 2, 7}, [](const Record&) -> Result<void> { return {}; }).error().kind, ErrorKind::Corrupt);
}

TEST(Journal, WriteAheadLogIsOn) {
  const Scratch dir;
  fill(dir.path(), 1);
  EXPECT_EQ(Database::open(dir / "journal.db", OpenAs::Reader).value().ask("PRAGMA journal_mode").value(), "wal");
}

TEST(Damage, AChangedColumnIsFoundAndNamed) {
  for (const char* change : {"payload = CAST('other' AS BLOB)", "kind = 'observed'", "actor = 'bob'", "actor_kind = 1", "received_ms = received_ms + 1",
                             "schema = 2", "epoch = 2", "partition = 1", "checksum = zeroblob(16)", "actor_kind = 9", "schema = 70000"}) {
    const Scratch dir;
    fill(dir.path(), 10);
    sql(dir.path(), std::string("UPDATE records SET ") + change + " WHERE sequence = 6");
    const auto found = verified(dir.path());
    EXPECT_FALSE(found.sound) << change;
    EXPECT_EQ(found.records, 5u) << change;
    EXPECT_THAT(found.fault, HasSubstr("record 6 ")) << change;
    const auto opened = Journal::open(dir.path());
    ASSERT_FALSE(opened.ok()) << change;
    EXPECT_EQ(opened.error().kind, ErrorKind::Corrupt) << change;
  }
}

TEST(Damage, ARemovedRecordIsFoundAndNamed) {
  const Scratch dir;
  fill(dir.path(), 10);
  sql(dir.path(), "DELETE FROM records WHERE sequence = 4");
  EXPECT_THAT(verified(dir.path()).fault, HasSubstr("record 4 is missing: after 3 comes 5"));
  // Closing the gap does not help: the chain is broken.
  sql(dir.path(), "UPDATE records SET sequence = sequence - 1 WHERE sequence > 4");
  EXPECT_THAT(verified(dir.path()).fault, HasSubstr("record 4 does not match"));
}

TEST(Damage, ALostTailIsFoundByTheHead) {
  const Scratch dir;
  fill(dir.path(), 10);
  sql(dir.path(), "DELETE FROM records WHERE sequence > 8");
  const auto found = verified(dir.path());
  EXPECT_FALSE(found.sound);
  EXPECT_EQ(found.fault, "the journal ends at record 8, but record 10 had been written: its tail is lost");
  EXPECT_EQ(Journal::open(dir.path()).error().kind, ErrorKind::Corrupt);
  Result<void> end;
  EXPECT_EQ(read_all(*Journal::open_read_only(dir.path()).value(), &end).size(), 8u);
  EXPECT_FALSE(end.ok());
}

TEST(Damage, AnOlderCopyPutBackIsFound) {
  const Scratch dir;
  fill(dir.path(), 5);
  fs::copy_file(dir / "journal.db", dir / "copy");
  fill(dir.path(), 5);
  fs::copy_file(dir / "copy", dir / "journal.db", fs::copy_options::overwrite_existing);
  EXPECT_THAT(verified(dir.path()).fault, HasSubstr("ends at record 5, but record 10"));
}

TEST(Damage, ARewrittenHistoryIsFoundByTheHead) {
  const Scratch dir;
  const Scratch other;
  fill(dir.path(), 5);
  {
    auto journal = Journal::open(other.path()).value();
    auto forged = notes(5, "forged ");
    ASSERT_TRUE(journal->append(forged).ok());
  }
  fs::copy_file(other / "journal.db", dir / "journal.db", fs::copy_options::overwrite_existing);
  EXPECT_THAT(verified(dir.path()).fault, HasSubstr("record 5 is not the one that was written"));
}

TEST(Damage, AMissingWriteAheadLogIsFound) {
  const Scratch dir;
  const Scratch copy;
  auto writer = Journal::open(dir.path()).value();
  for (Record& record : notes(10)) ASSERT_TRUE(writer->append({&record, 1}).ok());
  ASSERT_TRUE(writer->save({writer->last(), "{}", "00"}).ok());  // brings the head up to date
  fs::copy_file(dir / "journal.db", copy / "journal.db");
  fs::copy_file(dir / "journal.head", copy / "journal.head");  // but not journal.db-wal
  const auto opened = Journal::open(copy.path());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, ErrorKind::Corrupt);
  EXPECT_THAT(opened.error().what, HasSubstr("record 10 had been written"));
}

TEST(Damage, AMissingOrDamagedHeadOrDatabaseIsSaid) {
  const Scratch dir;
  fill(dir.path(), 3);
  const std::string head = read_file(dir / "journal.head").value();
  fs::remove(dir / "journal.head");
  EXPECT_THAT(verified(dir.path()).fault, HasSubstr("journal.head is missing"));
  ASSERT_TRUE(replace_file(dir / "journal.head", "vigie-journal-head 1 x\n").ok());
  EXPECT_THAT(verified(dir.path()).fault, HasSubstr("expected one line"));
  ASSERT_TRUE(replace_file(dir / "journal.head", head).ok());
  EXPECT_TRUE(verified(dir.path()).sound);
  fs::remove(dir / "journal.db");
  EXPECT_THAT(Journal::open(dir.path()).error().what, HasSubstr("journal.db is missing, but record 3"));
}

TEST(Damage, ATruncatedDatabaseFileIsFound) {
  const Scratch dir;
  fill(dir.path(), 200);
  const auto size = fs::file_size(dir / "journal.db");
  for (const auto part : {size - 1, size - 4096, size / 2, std::uintmax_t{5000}, std::uintmax_t{100}, std::uintmax_t{0}}) {
    const Scratch cut;
    fs::copy_file(dir / "journal.db", cut / "journal.db");
    fs::copy_file(dir / "journal.head", cut / "journal.head");
    fs::resize_file(cut / "journal.db", part);
    const auto opened = Journal::open_read_only(cut.path());
    EXPECT_FALSE(opened.ok() && opened.value()->verify().value().sound) << part;
    EXPECT_FALSE(Journal::open(cut.path()).ok()) << part;
  }
}

/// Whatever bit flips, no record is read that was not written without its being said.
RC_GTEST_PROP(Damage, NoFlippedBitGoesUnsaid, ()) {
  static const Scratch original;
  static const bool filled = [] {
    fill(original.path(), 60);
    return true;
  }();
  RC_ASSERT(filled);
  static const auto written = read_all(*Journal::open_read_only(original.path()).value());
  std::string bytes = read_file(original / "journal.db").value();
  for (int i = 0; i < 10; ++i) {
    const auto bit = *rc::gen::inRange<std::size_t>(0, bytes.size() * 8);
    const Scratch dir;
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    std::ofstream(dir / "journal.db", std::ios::binary) << flipped;
    fs::copy_file(original / "journal.head", dir / "journal.head");
    const auto opened = Journal::open_read_only(dir.path());
    if (!opened.ok()) continue;
    if (!opened.value()->verify().value().sound) continue;
    const auto read = read_all(*opened.value());
    RC_ASSERT(read.size() == written.size());
    for (std::size_t r = 0; r < read.size(); ++r) {
      RC_ASSERT(read[r].key == written[r].key);
      RC_ASSERT(read[r].payload == written[r].payload);
      RC_ASSERT(read[r].received == written[r].received);
    }
  }
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
      EXPECT_THAT(appended.error().what, HasSubstr("disk full; none of 10 records after record " + std::to_string(kept)));
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
