// SPDX-License-Identifier: Apache-2.0
// Claims about the audit: durable first, and no single change goes unseen.
#include "server/audit/audit.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "server/audit/merkle.hpp"
#include "server/sqlite.hpp"
#include "server/temporary_directory_test.hpp"

namespace vigie::server::audit {
namespace {

const SystemWallClock kClock;

Act act(const std::string& whom) {
  return {
      .who = Actor::user(UserId("alice")), .what = "command:send_unit", .why = "I-4", .whom = whom, .outcome = "asked"};
}

/// An audit with that many entries, closed.
void fill(const std::string& directory, int entries) {
  const auto audit = Audit::open(directory, kClock);
  ASSERT_TRUE(audit.ok()) << audit.error().what;
  for (int i = 0; i < entries; ++i)
    ASSERT_EQ((*audit)->write(act("PM-0" + std::to_string(i))).value(), static_cast<std::uint64_t>(i));
}

/// A change somebody makes behind our back.
void tamper(const std::string& directory, const std::string& sql) {
  const auto database = Database::open(directory + "/audit.db", OpenMode::ReadWrite);
  ASSERT_TRUE(database.ok());
  const auto done = (*database)->execute(sql.c_str());
  ASSERT_TRUE(done.ok()) << done.error().what;
}

TEST(Merkle, EqualsTheDefinitionOfRfc6962) {
  // The slow twin: the recursive definition, word for word.
  std::vector<std::string> entries;
  const std::function<Hash(std::size_t, std::size_t)> mth = [&](std::size_t from, std::size_t to) -> Hash {
    MerkleTree left_tree;
    if (to - from <= 1) {
      if (to > from) left_tree.append(entries[from]);
      return left_tree.root();
    }
    std::size_t k = 1;
    while (k * 2 < to - from) k *= 2;
    const Hash left = mth(from, from + k), right = mth(from + k, to);
    // A tree restored from two full subtrees of one size has their node as its root.
    std::string both(left.begin(), left.end());
    both.append(right.begin(), right.end());
    return MerkleTree::restored(3, both).value().root();
  };
  MerkleTree tree;
  for (int size = 0; size < 40; ++size) {
    EXPECT_EQ(tree.root(), mth(0, entries.size())) << size;
    entries.push_back("entry " + std::to_string(size));
    tree.append(entries.back());
  }
}

TEST(Merkle, OfNothingIsTheHashOfTheEmptyString) {
  EXPECT_EQ(hex(MerkleTree().root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  MerkleTree one;
  one.append("");
  EXPECT_EQ(hex(one.root()), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Audit, AWholeChainVerifies) {
  const TemporaryDirectory directory;
  fill(directory.path(), 7);
  fill(directory.path(), 0);  // opening again goes on
  const Verification found = verify(directory.path()).value();
  EXPECT_TRUE(found.sound) << found.fault;
  EXPECT_EQ(found.size, 7u);
}

TEST(Audit, TheNewestComeFirst) {
  const TemporaryDirectory directory;
  const auto audit = Audit::open(directory.path(), kClock).value();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(audit->write(act(std::to_string(i))).ok());
  const auto newest = audit->newest(2).value();
  ASSERT_EQ(newest.size(), 2u);
  EXPECT_EQ(newest[0].whom, "4");
  EXPECT_EQ(newest[0].who, "user:alice");
  EXPECT_EQ(newest[1].index, 3u);
}

TEST(Audit, FlippingAnyBitOfAnyByteOfAnEntryIsFound) {
  const TemporaryDirectory directory;
  fill(directory.path(), 5);
  int flips = 0;
  for (const char* column : {"who", "what", "why", "whom", "outcome"}) {
    const auto database = Database::open(directory.path() + "/audit.db", OpenMode::ReadWrite).value();
    auto row = database->prepare((std::string("SELECT ") + column + " FROM entry WHERE idx = 2").c_str());
    ASSERT_TRUE(row->step().value());
    const std::string before = row->text(0);
    for (std::size_t i = 0; i < before.size(); ++i)
      for (int bit = 0; bit < 7; ++bit) {
        std::string after = before;
        after[i] = static_cast<char>(after[i] ^ (1 << bit));
        const auto set = [&](const std::string& text) {
          auto update = database->prepare((std::string("UPDATE entry SET ") + column + " = ? WHERE idx = 2").c_str());
          ASSERT_TRUE(update->bind(std::string_view(text)).run().ok());
        };
        set(after);
        EXPECT_FALSE(verify(directory.path()).value().sound) << column << ' ' << i << ' ' << bit;
        set(before);
        ++flips;
      }
  }
  EXPECT_GT(flips, 200);
  for (int bit = 0; bit < 63; ++bit) {
    tamper(directory.path(), "UPDATE entry SET at = (at | " + std::to_string(1LL << bit) + ") - (at & " +
                                 std::to_string(1LL << bit) + ") WHERE idx = 2");
    EXPECT_FALSE(verify(directory.path()).value().sound) << "at " << bit;
    tamper(directory.path(), "UPDATE entry SET at = (at | " + std::to_string(1LL << bit) + ") - (at & " +
                                 std::to_string(1LL << bit) + ") WHERE idx = 2");
  }
  EXPECT_TRUE(verify(directory.path()).value().sound);
}

TEST(Audit, RemovingReorderingAndAddingAreFound) {
  for (const char* sql :
       {"DELETE FROM entry WHERE idx = 2", "DELETE FROM entry WHERE idx = 0", "DELETE FROM entry WHERE idx = 4",
        "DELETE FROM entry", "DELETE FROM tree", "DELETE FROM entry; DELETE FROM tree",
        "UPDATE entry SET idx = 99 WHERE idx = 1; UPDATE entry SET idx = 1 WHERE idx = 2; UPDATE entry SET idx = 2 "
        "WHERE idx = 99",
        "UPDATE entry SET idx = 7 WHERE idx = 4", "INSERT INTO entry VALUES(5, 1, 'user:x', 'y', '', '', 'done')",
        "INSERT INTO entry VALUES(-1, 1, 'user:x', 'y', '', '', 'done')", "UPDATE tree SET size = 4",
        "UPDATE tree SET at = at + 1", "UPDATE tree SET root = zeroblob(32)",
        "UPDATE tree SET signature = zeroblob(64)", "UPDATE tree SET subtrees = zeroblob(64)",
        "UPDATE tree SET subtrees = x''"}) {
    const TemporaryDirectory directory;
    fill(directory.path(), 5);
    tamper(directory.path(), sql);
    const Verification found = verify(directory.path()).value();
    EXPECT_FALSE(found.sound) << sql;
    EXPECT_NE(found.fault, "") << sql;
  }
}

TEST(Audit, AnOlderDatabasePutBackIsFoundByTheHeadBesideIt) {
  const TemporaryDirectory directory;
  fill(directory.path(), 3);
  tamper(directory.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
  const std::string file = directory.path() + "/audit.db";
  std::filesystem::copy_file(file, file + ".old");
  {
    const auto audit = Audit::open(directory.path(), kClock).value();
    ASSERT_TRUE(audit->write(act("PM-09")).ok());
  }
  tamper(directory.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
  std::filesystem::remove(file + "-wal");
  std::filesystem::remove(file + "-shm");
  std::filesystem::rename(file + ".old", file);
  EXPECT_FALSE(verify(directory.path()).value().sound);
  EXPECT_EQ(Audit::open(directory.path(), kClock).error().kind, ErrorKind::Corrupt) << "the next head would hide it";
}

TEST(Audit, WhatWasTakenAwayIsNotBegunAnewInSilence) {
  for (const std::vector<std::string>& taken :
       {std::vector<std::string>{"audit.head"}, {"audit.db"}, {"audit.db", "audit.head"}}) {
    const TemporaryDirectory directory;
    fill(directory.path(), 2);
    for (const std::string& name : taken)
      for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(directory.path() + "/" + name + part);
    EXPECT_EQ(Audit::open(directory.path(), kClock).error().kind, ErrorKind::Corrupt) << taken.front();
  }
}

TEST(Audit, ACrashWhileItIsBegunIsNoFault) {
  const TemporaryDirectory directory;
  { ASSERT_TRUE(Audit::open(directory.path(), kClock).ok()); }
  EXPECT_TRUE(verify(directory.path()).value().sound);
  std::filesystem::remove(directory.path() + "/audit.key");  // the head of no entries was written, the key was not yet
  fill(directory.path(), 2);
  EXPECT_TRUE(verify(directory.path()).value().sound);
}

TEST(Audit, AKeyThatOthersCanReadIsNotUsed) {
  const TemporaryDirectory directory;
  fill(directory.path(), 1);
  ASSERT_EQ(::chmod((directory.path() + "/audit.key").c_str(), 0640), 0);
  EXPECT_EQ(Audit::open(directory.path(), kClock).error().kind, ErrorKind::Forbidden);
}

TEST(Audit, AnyChangedByteOfTheHeadFileIsFound) {
  const TemporaryDirectory directory;
  fill(directory.path(), 3);
  const std::string file = directory.path() + "/audit.head";
  std::ostringstream read;
  read << std::ifstream(file).rdbuf();
  const std::string before = read.str();
  for (std::size_t i = 0; i + 1 < before.size(); ++i) {
    std::string after = before;
    after[i] = static_cast<char>(after[i] ^ 1);
    std::ofstream(file) << after;
    EXPECT_FALSE(verify(directory.path()).value().sound) << i;
  }
  std::ofstream(file) << before;
  EXPECT_TRUE(verify(directory.path()).value().sound);
  std::filesystem::remove(file);
  EXPECT_FALSE(verify(directory.path()).value().sound);
}

TEST(Audit, TheKeyIsItsOwnersOnly) {
  const TemporaryDirectory directory;
  fill(directory.path(), 1);
  for (const char* name : {"/audit.key", "/audit.db"}) {
    struct stat status {};
    ASSERT_EQ(::stat((directory.path() + name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0600u) << name;
  }
}

TEST(Audit, ALostKeyIsNotReplacedInSilence) {
  const TemporaryDirectory directory;
  fill(directory.path(), 1);
  std::filesystem::remove(directory.path() + "/audit.key");
  EXPECT_EQ(Audit::open(directory.path(), kClock).error().kind, ErrorKind::Corrupt);
}

TEST(Audit, WhatCannotBeWrittenIsRefused) {
  const TemporaryDirectory directory;
  fill(directory.path(), 1);
  const auto audit = Audit::open(directory.path(), kClock).value();
  tamper(directory.path(), "ALTER TABLE entry RENAME TO gone");
  EXPECT_FALSE(audit->write(act("PM-09")).ok());
  tamper(directory.path(), "ALTER TABLE gone RENAME TO entry");
  EXPECT_EQ(audit->write(act("PM-09")).value(), 1u);
  EXPECT_TRUE(verify(directory.path()).value().sound);
}

TEST(Audit, TwoProcessesWriteOneChain) {
  const TemporaryDirectory directory;
  fill(directory.path(), 1);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto audit = Audit::open(directory.path(), kClock);
    bool all = audit.ok();
    for (int i = 0; all && i < 50; ++i) all = (*audit)->write(act("child")).ok();
    ::_exit(all ? 0 : 1);
  }
  {
    const auto audit = Audit::open(directory.path(), kClock).value();
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(audit->write(act("parent")).ok());
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  const Verification found = verify(directory.path()).value();
  EXPECT_TRUE(found.sound) << found.fault;
  EXPECT_EQ(found.size, 101u);
}

TEST(Audit, ManyWritersShareCommits) {
  const TemporaryDirectory directory;
  const auto audit = Audit::open(directory.path(), kClock).value();
  std::atomic<int> done = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 5'000; ++i)
    audit->write(act("PM"), [&](const Result<std::uint64_t>& index) { done += index.ok() ? 1 : 0; });
  while (done < 5'000) {
    ASSERT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  RecordProperty("entries_per_second", static_cast<int>(5'000'000 / std::max<long>(1, spent.count())));
  EXPECT_EQ(verify(directory.path()).value().size, 5'000u);
}

}  // namespace
}  // namespace vigie::server::audit
