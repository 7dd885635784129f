// SPDX-License-Identifier: Apache-2.0
// The journal on SQLite: WAL, synchronous=FULL, one transaction a batch, an epoch an opening.
#include "journal/journal.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "core/log.hpp"
#include "journal/checkpoints.hpp"
#include "journal/checksum.hpp"
#include "journal/database.hpp"
#include "journal/files.hpp"
#include "journal/head_file.hpp"
#include "journal/reading.hpp"
#include "journal/record_chain.hpp"

namespace vigie::journal {
namespace {

using namespace std::chrono_literals;

constexpr auto kHeadEvery = 200ms;
constexpr std::uint64_t kTailChecked = 1000;  // records read back at opening; `vigie replay --verify` reads all
constexpr const char* kFormat = "1";

constexpr const char* kTables = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE IF NOT EXISTS records (
    sequence INTEGER PRIMARY KEY, partition INTEGER NOT NULL, epoch INTEGER NOT NULL, received_ms INTEGER NOT NULL,
    kind TEXT NOT NULL, actor_kind INTEGER NOT NULL, actor TEXT NOT NULL, schema INTEGER NOT NULL,
    payload BLOB NOT NULL, checksum BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS epochs (epoch INTEGER PRIMARY KEY, after_sequence INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoints (
    sequence INTEGER PRIMARY KEY, partition INTEGER NOT NULL, epoch INTEGER NOT NULL,
    state BLOB NOT NULL, state_hash TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
  PRAGMA user_version = 1;
  COMMIT)";

std::string database_path(const std::string& directory) { return directory + "/journal.db"; }
std::string head_path(const std::string& directory) { return directory + "/journal.head"; }

/// Sets what durability needs and believes only what is read back.
Result<void> make_durable(Database& database) {
  const auto mode = database.ask("PRAGMA journal_mode = WAL");
  if (!mode.ok()) return mode.error();
  if (const auto set =
          database.execute("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
      !set.ok())
    return set;
  const auto synchronous = database.ask("PRAGMA synchronous");
  if (!synchronous.ok()) return synchronous.error();
  if (*mode == "wal" && *synchronous == "2") return {};
  return Error{ErrorKind::Unavailable,
               "journal_mode is " + *mode + " and synchronous " + *synchronous + ", expected wal and 2 (FULL)"};
}

Result<void> check_format(const Database& database) {
  const auto version = database.ask("PRAGMA user_version");
  if (!version.ok()) return version.error();
  if (*version == kFormat) return {};
  return Error{ErrorKind::Corrupt, "journal.db is of format " + *version + ", expected " + kFormat};
}

/// A head without its database, as after a lost disk, must not start an empty journal.
Result<void> refuse_lost_database(const std::string& directory) {
  std::error_code error;
  if (std::filesystem::exists(database_path(directory), error)) return {};
  const auto head = read_head(head_path(directory));
  if (!head.ok()) return head.error();
  if (!*head || (*head)->sequence == 0) return {};
  return Error{ErrorKind::Corrupt, database_path(directory) + " is missing, but record " +
                                       std::to_string((*head)->sequence) + " had been written to it"};
}

/// Nor a head beside a database in which nothing is, as where the write-ahead log is lost.
Result<void> refuse_emptied_database(const Database& database, const std::string& directory) {
  const auto version = database.ask("PRAGMA user_version");
  if (!version.ok()) return version.error();
  const auto head = read_head(head_path(directory));  // a damaged one is said by who verifies
  if (*version != "0" || !head.ok() || !*head || (*head)->sequence == 0) return {};
  return Error{ErrorKind::Corrupt, database_path(directory) + " is empty, but record " +
                                       std::to_string((*head)->sequence) + " had been written: its tail is lost"};
}

/// The last records must check and reach the head.
Result<void> check_tail(const Database& database, const std::string& directory) {
  const auto last = last_sequence(database);
  if (!last.ok()) return last.error();
  const auto start = link_at(database, *last > kTailChecked ? *last - kTailChecked : 0);
  if (!start.ok()) return start.error();
  return read_records(database, head_path(directory), start->key, [](const Record&) -> Result<void> { return {}; });
}

class SqliteJournal final : public Journal {
 public:
  /// For reading.
  SqliteJournal(std::string directory, Database database)
      : directory_(std::move(directory)), database_(std::move(database)) {}

  ~SqliteJournal() override {
    if (lock_) keep_head();
  }

  /// Takes the next epoch; from here on this is the writer.
  Result<void> begin_writing(LockFile lock) {
    const auto last = last_sequence(database_);
    if (!last.ok()) return last.error();
    const auto link = link_at(database_, *last);
    if (!link.ok()) return link.error();
    const auto epoch = next_epoch(*last, link->key.epoch);
    if (!epoch.ok()) return epoch.error();
    auto insert =
        database_.prepare(std::string("INSERT INTO records (") + kRecordColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?)");
    if (!insert.ok()) return insert.error();
    insert_ = std::move(*insert);
    last_ = link->key;
    last_checksum_ = link->checksum;
    epoch_ = *epoch;
    // Before the first append: a journal that has records always has a head.
    if (const auto kept = write_head(head_path(directory_), {last_.sequence, last_checksum_}); !kept.ok()) return kept;
    if (const auto synced = sync_directory(directory_); !synced.ok()) return synced;
    lock_ = std::move(lock);
    return {};
  }

  Result<void> append(std::span<Record> records) override {
    VIGIE_CHECK(lock_.has_value());
    if (records.empty()) return {};
    if (broken_) return Error{ErrorKind::Io, "the journal failed before and is not written until it is opened again"};
    std::string sum = last_checksum_;
    const auto done = write_batch(records, sum);
    if (!done.ok()) return refuse(done.error(), records.size());
    last_checksum_ = std::move(sum);
    last_ = records.back().key;
    if (std::chrono::steady_clock::now() - head_kept_ >= kHeadEvery) keep_head();
    return {};
  }

  Result<void> read(RecordKey after, const std::function<Result<void>(const Record&)>& each) const override {
    return read_records(database_, head_path(directory_), after, each);
  }

  RecordKey last() const override {
    if (lock_) return last_;
    const auto sequence = last_sequence(database_);
    const auto link = sequence.ok() ? link_at(database_, *sequence) : Result<Link>(sequence.error());
    return link.ok() ? link->key : RecordKey{};
  }

  Result<void> save(const Checkpoint& checkpoint) override {
    VIGIE_CHECK(lock_.has_value());
    const auto saved = save_checkpoint(database_, checkpoint);
    if (saved.ok()) keep_head();
    return saved;
  }

  Result<std::optional<Checkpoint>> newest_checkpoint() const override { return newest_sound_checkpoint(database_); }
  Result<std::vector<Checkpoint>> checkpoints() const override { return all_checkpoints(database_); }
  Result<Verification> verify() const override { return verify_all(database_, head_path(directory_)); }

 private:
  Result<std::uint32_t> next_epoch(std::uint64_t after, std::uint32_t of_last_record) {
    const auto newest = database_.ask("SELECT coalesce(max(epoch), 0) FROM epochs");
    if (!newest.ok()) return newest.error();
    const auto epoch = std::max<std::uint32_t>(static_cast<std::uint32_t>(std::stoul(*newest)), of_last_record) + 1;
    const auto stored = database_.execute("INSERT INTO epochs (epoch, after_sequence) VALUES (" +
                                          std::to_string(epoch) + ", " + std::to_string(after) + ")");
    if (!stored.ok()) return stored.error();
    return epoch;
  }

  /// One transaction; `sum` moves from the last record's checksum to the new last one's.
  Result<void> write_batch(std::span<Record> records, std::string& sum) {
    const std::vector<RecordKey> before = keys(records);
    Result<void> done = database_.execute("BEGIN IMMEDIATE");
    std::uint64_t sequence = last_.sequence;
    for (Record& record : records) {
      if (!done.ok()) break;
      record.key = {0, epoch_, ++sequence};
      sum = checksum(record, sum);
      done = insert(record, sum);
    }
    if (done.ok()) done = database_.execute("COMMIT");
    if (done.ok()) return done;
    if (database_.in_transaction()) (void)database_.execute("ROLLBACK");
    for (std::size_t i = 0; i < records.size(); ++i) records[i].key = before[i];
    return done;
  }

  static std::vector<RecordKey> keys(std::span<const Record> records) {
    std::vector<RecordKey> all;
    for (const Record& record : records) all.push_back(record.key);
    return all;
  }

  Result<void> insert(const Record& record, std::string_view sum) {
    insert_.bind(1, static_cast<std::int64_t>(record.key.sequence));
    insert_.bind(2, std::int64_t{record.key.partition});
    insert_.bind(3, std::int64_t{record.key.epoch});
    insert_.bind(4, std::int64_t{millis(record.received)});
    insert_.bind(5, std::string_view(record.kind));
    insert_.bind(6, static_cast<std::int64_t>(record.actor.kind()));
    insert_.bind(7, std::string_view(record.actor.name()));
    insert_.bind(8, std::int64_t{record.schema});
    insert_.bind_blob(9, record.payload);
    insert_.bind_blob(10, sum);
    return insert_.run();
  }

  /// After a full disk the next append may work; after anything else what the disk holds is not known.
  Error refuse(const Error& error, std::size_t count) {
    const bool may_go_on = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Conflict;
    broken_ = !may_go_on;
    return Error{error.kind, "journal: " + error.what + "; none of " + std::to_string(count) +
                                 " records after record " + std::to_string(last_.sequence) + " was kept"};
  }

  void keep_head() {
    const auto kept = write_head(head_path(directory_), {last_.sequence, last_checksum_});
    if (!kept.ok()) log::warning("journal", "head not written", {{"error", kept.error().what}});
    head_kept_ = std::chrono::steady_clock::now();
  }

  std::string directory_;
  std::optional<LockFile> lock_;  // outlives the database: declared before it
  Database database_;
  Statement insert_;
  RecordKey last_;
  std::string last_checksum_;
  std::uint32_t epoch_ = 0;
  std::chrono::steady_clock::time_point head_kept_;
  bool broken_ = false;
};

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::string& directory) {
  if (const auto made = make_directory(directory); !made.ok()) return made.error();
  auto lock = LockFile::take(directory + "/journal.lock");
  if (!lock.ok()) return lock.error();
  if (const auto there = refuse_lost_database(directory); !there.ok()) return there.error();
  auto database = Database::open(database_path(directory), OpenAs::Writer);
  if (!database.ok()) return database.error();
  ::chmod(database_path(directory).c_str(), 0600);
  if (const auto durable = make_durable(*database); !durable.ok()) return durable.error();
  const auto version = database->ask("PRAGMA user_version");
  if (!version.ok()) return version.error();
  if (*version == "0")
    if (const auto made = database->execute(kTables); !made.ok()) return made.error();
  if (const auto format = check_format(*database); !format.ok()) return format.error();
  if (const auto tail = check_tail(*database, directory); !tail.ok()) return tail.error();
  auto journal = std::make_unique<SqliteJournal>(directory, std::move(*database));
  if (const auto begun = journal->begin_writing(std::move(*lock)); !begun.ok()) return begun.error();
  return std::unique_ptr<Journal>(std::move(journal));
}

Result<std::unique_ptr<Journal>> Journal::open_read_only(const std::string& directory) {
  if (const auto there = refuse_lost_database(directory); !there.ok()) return there.error();
  auto database = Database::open(database_path(directory), OpenAs::Reader);
  if (!database.ok()) return database.error();
  if (const auto whole = refuse_emptied_database(*database, directory); !whole.ok()) return whole.error();
  if (const auto format = check_format(*database); !format.ok()) return format.error();
  return std::unique_ptr<Journal>(std::make_unique<SqliteJournal>(directory, std::move(*database)));
}

}  // namespace vigie::journal
