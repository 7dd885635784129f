// SPDX-License-Identifier: Apache-2.0
// What the journal's tests share: a directory of their own, records, and a hand at damage.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "journal/database.hpp"
#include "journal/journal.hpp"

namespace vigie::journal {

/// A directory of its own, gone at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = std::filesystem::temp_directory_path() / "vigie-journal-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline Record note(const std::string& payload) {
  return Record{{}, from_millis(1'795'469'128'000), "commanded", Actor::user(UserId("alice")), 1, payload};
}

inline std::vector<Record> notes(int count, const std::string& text = "note ") {
  std::vector<Record> all;
  for (int i = 0; i < count; ++i) all.push_back(note(text + std::to_string(i)));
  return all;
}

/// A closed journal of `count` records in batches of one.
inline void fill(const std::string& directory, int count) {
  auto journal = Journal::open(directory).value();
  for (Record& record : notes(count)) ASSERT_TRUE(journal->append({&record, 1}).ok());
}

inline std::vector<Record> read_all(const Journal& journal, Result<void>* end = nullptr) {
  std::vector<Record> all;
  const auto done = journal.read({}, [&](const Record& record) -> Result<void> {
    all.push_back(record);
    return {};
  });
  if (end != nullptr) *end = done;
  return all;
}

inline Verification verified(const std::string& directory) {
  return Journal::open_read_only(directory).value()->verify().value();
}

inline void sql(const std::string& directory, const std::string& statement) {
  auto database = Database::open(directory + "/journal.db", OpenAs::Writer).value();
  ASSERT_TRUE(database.execute(statement).ok()) << statement;
}

}  // namespace vigie::journal
