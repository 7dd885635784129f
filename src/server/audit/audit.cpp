// SPDX-License-Identifier: Apache-2.0
// The audit's writer: one thread that commits whatever has gathered, signs the new head, and then answers everybody.
#include "server/audit/audit.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <future>
#include <thread>

#include "core/log.hpp"
#include "core/mutex.hpp"
#include "server/audit/entries.hpp"

namespace vigie::server::audit {
namespace {

constexpr std::size_t kBatch = 512;      ///< entries in one commit, at most
constexpr std::size_t kWaiting = 16384;  ///< beyond this, an act is refused instead of waiting

std::string who_of(const Actor& actor) {
  switch (actor.kind()) {
    case ActorKind::User: return "user:" + actor.name();
    case ActorKind::Device: return "device:" + actor.name();
    case ActorKind::Source: return "source:" + actor.name();
    case ActorKind::Engine: return "engine:" + actor.name();
  }
  return "?:" + actor.name();
}

/// Between processes: the head beside the database never goes back while somebody holds this.
class FileLock {
 public:
  explicit FileLock(const std::string& file) : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    held_ = descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) == 0;
  }
  ~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  bool held() const { return held_; }

 private:
  int descriptor_;
  bool held_ = false;
};

class SqliteAudit : public Audit {
 public:
  SqliteAudit(std::string directory, const WallClock& clock, SigningKey key, std::unique_ptr<Database> database,
              std::unique_ptr<Database> reader)
      : directory_(std::move(directory)),
        clock_(clock),
        key_(key),
        database_(std::move(database)),
        reader_(std::move(reader)),
        thread_([this] { run(); }) {}

  ~SqliteAudit() override {
    {
      const Lock lock(mutex_);
      closing_ = true;
    }
    ready_.notify_all();
    thread_.join();
  }

  Result<std::uint64_t> write(Act act) override {
    std::promise<Result<std::uint64_t>> promise;
    write(std::move(act), [&promise](Result<std::uint64_t> index) { promise.set_value(std::move(index)); });
    return promise.get_future().get();
  }

  void write(Act act, std::function<void(Result<std::uint64_t>)> done) override {
    {
      const Lock lock(mutex_);
      if (!closing_ && waiting_.size() < kWaiting) {
        waiting_.push_back({std::move(act), std::move(done), clock_.now()});
        done = nullptr;
      }
    }
    if (done) return done(Error{ErrorKind::Unavailable, "the audit has too much to write"});
    ready_.notify_one();
  }

  Result<std::vector<Entry>> newest(std::size_t limit) const override {
    const Lock lock(reader_mutex_);
    Result<Statement> rows =
        reader_->prepare("SELECT idx, at, who, what, why, whom, outcome FROM entry ORDER BY idx DESC LIMIT ?");
    if (!rows) return rows.error();
    rows->bind(static_cast<std::int64_t>(limit));
    std::vector<Entry> entries;
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return entries;
      entries.push_back(read_row(*rows));
    }
  }

 private:
  struct Waiting {
    Act act;
    std::function<void(Result<std::uint64_t>)> done;
    Time at;
  };

  void run() {
    for (;;) {
      std::vector<Waiting> batch;
      {
        Lock lock(mutex_);
        ready_.wait(lock.native(), [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        const auto count = static_cast<std::ptrdiff_t>(std::min(kBatch, waiting_.size()));
        std::move(waiting_.begin(), waiting_.begin() + count, std::back_inserter(batch));
        waiting_.erase(waiting_.begin(), waiting_.begin() + count);
      }
      const Result<std::uint64_t> first = commit(batch);
      if (!first) log::error("audit", "cannot write", {{"why", first.error().what}, {"entries", batch.size()}});
      std::uint64_t index = first ? *first : 0;
      for (Waiting& each : batch)
        each.done(first ? Result<std::uint64_t>(index++) : Result<std::uint64_t>(first.error()));
    }
  }

  /// The index of the batch's first entry, when all are on the disk.
  Result<std::uint64_t> commit(const std::vector<Waiting>& batch) {
    const FileLock lock(directory_ + "/audit.lock");
    if (!lock.held()) return Error{ErrorKind::Io, directory_ + "/audit.lock cannot be locked"};
    std::uint64_t first = 0;
    SignedHead head{};
    const Result<void> written = database_->transaction([&]() -> Result<void> {
      Result<SavedTree> saved = read_tree(*database_);
      if (!saved && saved.error().kind != ErrorKind::NotFound) return saved.error();
      MerkleTree tree = saved ? std::move(saved->tree) : MerkleTree();
      first = tree.size();
      for (const Waiting& each : batch) {
        const Entry entry{.index = tree.size(),
                          .at = each.at,
                          .who = who_of(each.act.who),
                          .what = each.act.what,
                          .why = each.act.why,
                          .whom = each.act.whom,
                          .outcome = each.act.outcome};
        tree.append(canonical(entry));
        if (Result<void> inserted = insert(*database_, entry); !inserted) return inserted;
      }
      head = key_.sign(tree.size(), clock_.now(), tree.root());
      return save_tree(*database_, tree, head);
    });
    if (!written) return written.error();
    // After the commit, never before: a head beside the database that knows more than it is the sign of a cut tail.
    if (Result<void> beside = write_head_file(directory_, head); !beside) return beside.error();
    return first;
  }

  const std::string directory_;
  const WallClock& clock_;
  const SigningKey key_;
  const std::unique_ptr<Database> database_;  ///< the thread's
  mutable Mutex reader_mutex_;
  const std::unique_ptr<Database> reader_ GUARDED_BY(reader_mutex_);
  Mutex mutex_;
  std::condition_variable ready_;
  std::deque<Waiting> waiting_ GUARDED_BY(mutex_);
  bool closing_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Audit>> Audit::open(const std::string& directory, const WallClock& clock) {
  const FileLock lock(directory + "/audit.lock");
  if (!lock.held()) return Error{ErrorKind::Io, directory + "/audit.lock cannot be written"};
  Result<SigningKey> key = SigningKey::load_or_make(directory, clock.now());
  if (!key) return key.error();
  const std::string file = directory + "/audit.db";
  Result<std::unique_ptr<Database>> database = Database::open(file, OpenMode::ReadWrite);
  if (!database) return database.error();
  if (Result<void> made = make_tables(**database); !made) return made.error();

  const auto public_key = read_public_key(directory);
  if (!public_key) return public_key.error();
  const Result<SignedHead> beside = read_head_file(directory);
  if (!beside || !holds(*beside, *public_key))
    return Error{ErrorKind::Corrupt,
                 directory + "/audit.head is gone or not signed by this audit's key; see `vigie audit verify`"};
  const Result<SavedTree> saved = read_tree(**database);
  if (!saved && saved.error().kind != ErrorKind::NotFound) return saved.error();
  if (saved && (!holds(saved->head, *public_key) || saved->tree.root() != saved->head.root))
    return Error{ErrorKind::Corrupt, file + ": the newest head does not check; see `vigie audit verify`"};

  // Writing on would sign the cut tail away: the next head beside the database would agree with it.
  const std::uint64_t entries = saved ? saved->head.size : 0;
  if (beside->size > entries || (saved && beside->size == entries && beside->root != saved->head.root))
    return Error{ErrorKind::Corrupt, file + ": audit.head signs " + std::to_string(beside->size) +
                                         " entries, not the " + std::to_string(entries) +
                                         " that are there; see `vigie audit verify`"};

  Result<std::unique_ptr<Database>> reader = Database::open(file, OpenMode::ReadWrite);
  if (!reader) return reader.error();
  return std::unique_ptr<Audit>(
      std::make_unique<SqliteAudit>(directory, clock, *key, std::move(*database), std::move(*reader)));
}

}  // namespace vigie::server::audit
