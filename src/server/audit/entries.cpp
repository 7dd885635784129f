// SPDX-License-Identifier: Apache-2.0
// Entries and the tree's state in SQLite.
#include "server/audit/entries.hpp"

#include <algorithm>

namespace vigie::server::audit {
namespace {

void put_number(std::string& out, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((number >> shift) & 0xff);
}

void put_text(std::string& out, const std::string& text) {
  put_number(out, text.size());
  out += text;
}

}  // namespace

std::string canonical(const Entry& entry) {
  std::string out;
  put_number(out, entry.index);
  put_number(out, static_cast<std::uint64_t>(millis(entry.at)));
  for (const std::string* text : {&entry.who, &entry.what, &entry.why, &entry.whom, &entry.outcome})
    put_text(out, *text);
  return out;
}

Result<void> make_tables(Database& database) {
  return database.execute(
      "CREATE TABLE IF NOT EXISTS entry(idx INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT "
      "NULL,"
      " why TEXT NOT NULL, whom TEXT NOT NULL, outcome TEXT NOT NULL) STRICT;"
      "CREATE TABLE IF NOT EXISTS tree(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL, at INTEGER NOT "
      "NULL,"
      " root BLOB NOT NULL, signature BLOB NOT NULL, subtrees BLOB NOT NULL) STRICT;");
}

Result<void> insert(Database& database, const Entry& entry) {
  Result<Statement> statement = database.prepare("INSERT INTO entry VALUES(?,?,?,?,?,?,?)");
  if (!statement) return statement.error();
  return statement->bind(static_cast<std::int64_t>(entry.index))
      .bind(millis(entry.at))
      .bind(entry.who)
      .bind(entry.what)
      .bind(entry.why)
      .bind(entry.whom)
      .bind(entry.outcome)
      .run();
}

Entry read_row(const Statement& row) {
  return {.index = static_cast<std::uint64_t>(row.integer(0)),
          .at = from_millis(row.integer(1)),
          .who = row.text(2),
          .what = row.text(3),
          .why = row.text(4),
          .whom = row.text(5),
          .outcome = row.text(6)};
}

Result<SavedTree> read_tree(const Database& database) {
  Result<Statement> row = database.prepare("SELECT size, at, root, signature, subtrees FROM tree");
  if (!row) return row.error();
  const Result<bool> found = row->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorKind::NotFound, "the audit has no head yet"};
  const auto size = static_cast<std::uint64_t>(row->integer(0));
  Result<MerkleTree> tree = MerkleTree::restored(size, row->text(4));
  if (!tree) return tree.error();
  SignedHead head{size, from_millis(row->integer(1)), {}, row->text(3)};
  const std::string root = row->text(2);
  if (root.size() != head.root.size()) return Error{ErrorKind::Corrupt, "the audit's root has not 32 bytes"};
  std::copy(root.begin(), root.end(), head.root.begin());
  return SavedTree{std::move(*tree), std::move(head)};
}

Result<void> save_tree(Database& database, const MerkleTree& tree, const SignedHead& head) {
  Result<Statement> statement = database.prepare("INSERT OR REPLACE INTO tree VALUES(1,?,?,?,?,?)");
  if (!statement) return statement.error();
  return statement->bind(static_cast<std::int64_t>(head.size))
      .bind(millis(head.at))
      .bind_blob({reinterpret_cast<const char*>(head.root.data()), head.root.size()})
      .bind_blob(head.signature)
      .bind_blob(tree.saved())
      .run();
}

}  // namespace vigie::server::audit
