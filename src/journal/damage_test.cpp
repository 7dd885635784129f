// SPDX-License-Identifier: Apache-2.0
// Claims about damage: whatever happens to the journal's files, it is found, and the record is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include "journal/files.hpp"
#include "journal/scratch_test.hpp"

namespace vigie::journal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TEST(Damage, AChangedColumnIsFoundAndNamed) {
  for (const char* change : {"payload = CAST('other' AS BLOB)", "kind = 'observed'", "actor = 'bob'", "actor_kind = 1",
                             "received_ms = received_ms + 1", "schema = 2", "epoch = 2", "partition = 1",
                             "checksum = zeroblob(16)", "actor_kind = 9", "schema = 70000"}) {
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

TEST(Damage, AReaderSaysTooThatEverythingIsLost) {
  const Scratch dir;
  fill(dir.path(), 3);
  fs::resize_file(dir / "journal.db", 0);
  EXPECT_THAT(Journal::open_read_only(dir.path()).error().what,
              HasSubstr("journal.db is empty, but record 3 had been written"));
  fs::remove(dir / "journal.db");
  EXPECT_THAT(Journal::open_read_only(dir.path()).error().what, HasSubstr("journal.db is missing, but record 3"));
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
  for (const auto part :
       {size - 1, size - 4096, size / 2, std::uintmax_t{5000}, std::uintmax_t{100}, std::uintmax_t{0}}) {
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

}  // namespace
}  // namespace vigie::journal
