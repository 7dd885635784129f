// SPDX-License-Identifier: Apache-2.0
// Durable appends a second at several batch sizes, and the naive twin: SQLite as it comes, one commit a record.
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/check.hpp"
#include "journal/journal.hpp"

namespace {

using namespace vigie;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kSpan = 1500ms;

/// What an observation of a panic button looks like in the journal.
const std::string kPayload =
    R"({"address":"Rua das Flores 12","observation":{"id":"b-1","kind":"panic_button","lat_e7":411496123,"lon_e7":-86110456,)"
    R"("received_ms":1795469128120,"seen_ms":1795469128000,"source":"mqtt/button-17","text":"","timeliness":"on_time","value":0}})";

/// Where `VIGIE_BENCH_DIR` says, or the working directory: /tmp may be in memory, where a sync costs nothing.
std::filesystem::path scratch() {
  const char* chosen = ::getenv("VIGIE_BENCH_DIR");
  std::string name = std::string(chosen == nullptr ? "." : chosen) + "/vigie-journal-bench-XXXXXX";
  VIGIE_CHECK(::mkdtemp(name.data()) != nullptr);
  return name;
}

struct Measured {
  double records_per_s;
  double commit_p50_ms;
  double commit_p99_ms;
};

/// Runs `append` (which makes `batch` records durable) over and over.
template <class Append>
Measured measure(std::size_t batch, Append append) {
  std::vector<double> commits_ms;
  const auto start = Clock::now();
  while (Clock::now() - start < kSpan) {
    const auto before = Clock::now();
    append();
    commits_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::sort(commits_ms.begin(), commits_ms.end());
  const std::size_t count = commits_ms.size();
  return {static_cast<double>(count * batch) / seconds, commits_ms[count / 2],
          commits_ms[std::min(count - 1, count * 99 / 100)]};
}

Measured ours(std::size_t batch) {
  const auto dir = scratch();
  auto journal = journal::Journal::open(dir.string()).value();
  const journal::Record record{
      {}, from_millis(1'795'469'128'120), "observed", Actor::source(SourceId("mqtt/button-17")), 1, kPayload};
  std::vector<journal::Record> records(batch, record);
  const Measured measured = measure(batch, [&] { VIGIE_CHECK(journal->append(records).ok()); });
  VIGIE_CHECK(journal->verify().value().sound);
  journal.reset();
  std::filesystem::remove_all(dir);
  return measured;
}

/// Rollback journal, FULL, a commit for each record: durable too, and what one writes first.
Measured naive() {
  const auto dir = scratch();
  sqlite3* database = nullptr;
  VIGIE_CHECK(sqlite3_open((dir / "naive.db").c_str(), &database) == SQLITE_OK);
  VIGIE_CHECK(sqlite3_exec(database,
                           "PRAGMA synchronous=FULL; CREATE TABLE records (sequence INTEGER PRIMARY KEY, payload TEXT)",
                           nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_stmt* insert = nullptr;
  VIGIE_CHECK(sqlite3_prepare_v2(database, "INSERT INTO records (payload) VALUES (?)", -1, &insert, nullptr) ==
              SQLITE_OK);
  const Measured measured = measure(1, [&] {
    sqlite3_bind_text(insert, 1, kPayload.data(), static_cast<int>(kPayload.size()), SQLITE_STATIC);
    VIGIE_CHECK(sqlite3_step(insert) == SQLITE_DONE);
    sqlite3_reset(insert);
  });
  sqlite3_finalize(insert);
  sqlite3_close(database);
  std::filesystem::remove_all(dir);
  return measured;
}

}  // namespace

int main() {
  const Measured twin = naive();
  std::printf(
      "{\"bench\":\"journal\",\"what\":\"naive\",\"batch\":1,\"records_per_s\":%.0f,\"commit_p50_ms\":%.3f,\"commit_"
      "p99_ms\":%.3f}\n",
      twin.records_per_s, twin.commit_p50_ms, twin.commit_p99_ms);
  for (const std::size_t batch : {std::size_t{1}, std::size_t{10}, std::size_t{100}, std::size_t{1000}}) {
    const Measured m = ours(batch);
    std::printf(
        "{\"bench\":\"journal\",\"what\":\"append\",\"batch\":%zu,\"records_per_s\":%.0f,\"commit_p50_ms\":%.3f,"
        "\"commit_p99_ms\":%.3f,\"ratio_to_naive\":%.1f}\n",
        batch, m.records_per_s, m.commit_p50_ms, m.commit_p99_ms, m.records_per_s / twin.records_per_s);
  }
}
