// SPDX-License-Identifier: Apache-2.0
// One pass over the records, with the head as witness of the end.
#include "journal/reading.hpp"

#include <optional>
#include <utility>

#include "journal/checkpoints.hpp"
#include "journal/head_file.hpp"
#include "journal/record_chain.hpp"

namespace vigie::journal {
namespace {

/// The head must be among the records passed; it never runs ahead of what is on the disk.
class HeadCheck {
 public:
  static Result<HeadCheck> load(const std::string& path) {
    auto head = read_head(path);
    if (!head.ok()) return head.error();
    return HeadCheck(path, std::move(*head));
  }

  Result<void> pass(const RecordChain& chain) const {
    const bool same = !head_ || chain.last().sequence != head_->sequence || chain.checksum() == head_->checksum;
    if (same) return {};
    return Error{ErrorKind::Corrupt, "record " + std::to_string(head_->sequence) +
                                         " is not the one that was written: " + path_ + " knows another checksum"};
  }

  Result<void> end(std::uint64_t last) const {
    if (!head_ && last > 0)
      return Error{ErrorKind::Corrupt,
                   path_ + " is missing: nothing says whether record " + std::to_string(last) + " is the last"};
    if (head_ && head_->sequence > last)
      return Error{ErrorKind::Corrupt, "the journal ends at record " + std::to_string(last) + ", but record " +
                                           std::to_string(head_->sequence) + " had been written: its tail is lost"};
    return {};
  }

 private:
  HeadCheck(std::string path, std::optional<Head> head) : path_(std::move(path)), head_(std::move(head)) {}

  std::string path_;
  std::optional<Head> head_;
};

/// A fault of the file itself says after which record it came.
Error after_record(const Error& error, std::uint64_t sequence) {
  return Error{error.kind, "after record " + std::to_string(sequence) + ": " + error.what};
}

Result<RecordChain> chain_after(const Database& database, const RecordKey& after) {
  const auto start = link_at(database, after.sequence);
  if (!start.ok()) return start.error();
  if (start->key != after)
    return Error{ErrorKind::Corrupt, "record " + std::to_string(after.sequence) + " is of epoch " +
                                         std::to_string(start->key.epoch) + ", expected epoch " +
                                         std::to_string(after.epoch)};
  return RecordChain(start->key, start->checksum);
}

}  // namespace

Result<void> read_records(const Database& database, const std::string& head_path, const RecordKey& after,
                          const std::function<Result<void>(const Record&)>& each) {
  // Before the first row: a writer beside us moves the records on first, and then the head.
  const auto head = HeadCheck::load(head_path);
  if (!head.ok()) return head.error();
  auto chain = chain_after(database, after);
  if (!chain.ok()) return chain.error();
  if (const auto same = head->pass(*chain); !same.ok()) return same;
  auto rows =
      database.prepare(std::string("SELECT ") + kRecordColumns + " FROM records WHERE sequence > ? ORDER BY sequence");
  if (!rows.ok()) return rows.error();
  rows->bind(1, static_cast<std::int64_t>(after.sequence));
  while (true) {
    const auto row = rows->step();
    if (!row.ok()) return after_record(row.error(), chain->last().sequence);
    if (!*row) break;
    const auto record = chain->next(*rows);
    if (!record.ok()) return record.error();
    if (const auto same = head->pass(*chain); !same.ok()) return same;
    if (const auto done = each(*record); !done.ok()) return done;
  }
  return head->end(chain->last().sequence);
}

Verification verify_all(const Database& database, const std::string& head_path) {
  Verification found;
  const auto read = read_records(database, head_path, RecordKey{}, [&](const Record& record) -> Result<void> {
    ++found.records;
    found.last = record.key;
    return {};
  });
  const auto kept = read.ok() ? all_checkpoints(database) : Result<std::vector<Checkpoint>>(read.error());
  if (kept.ok()) return found;
  found.sound = false;
  found.fault = kept.error().what;
  return found;
}

}  // namespace vigie::journal
