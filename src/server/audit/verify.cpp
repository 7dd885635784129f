// SPDX-License-Identifier: Apache-2.0
// The audit read whole and checked: order, gaps, every byte, both heads.
#include <unistd.h>

#include "server/audit/audit.hpp"
#include "server/audit/entries.hpp"

namespace vigie::server::audit {
namespace {

Verification unsound(Verification found, std::string fault) {
  found.sound = false;
  found.fault = std::move(fault);
  return found;
}

}  // namespace

Result<Verification> verify(const std::string& directory) {
  const std::string file = directory + "/audit.db";
  Result<std::unique_ptr<Database>> database = Database::open(file, OpenMode::ReadOnly);
  if (!database) return database.error();
  Verification found;
  const auto public_key = read_public_key(directory);
  if (!public_key) return unsound(found, public_key.error().what);
  // The head file first: entries that come while we read make the database longer than it, never shorter.
  const Result<SignedHead> beside = read_head_file(directory);
  const bool beside_missing = !beside && beside.error().kind == ErrorKind::NotFound;
  if (!beside && !beside_missing) return unsound(found, beside.error().what);
  if (beside && !holds(*beside, *public_key)) return unsound(found, "audit.head is not signed by this audit's key");

  // One read transaction: entries and head of the same moment.
  if (Result<void> begun = (*database)->execute("BEGIN"); !begun) return unsound(found, begun.error().what);
  const Result<SavedTree> saved = read_tree(**database);
  const bool empty = !saved && saved.error().kind == ErrorKind::NotFound;
  if (!saved && !empty) return unsound(found, saved.error().what);

  Result<Statement> rows =
      (*database)->prepare("SELECT idx, at, who, what, why, whom, outcome FROM entry ORDER BY idx");
  if (!rows) return unsound(found, rows.error().what);
  MerkleTree tree;
  const auto beside_agrees = [&] { return !beside || beside->size != tree.size() || beside->root == tree.root(); };
  for (;;) {
    if (!beside_agrees())
      return unsound(found, "entries before " + std::to_string(tree.size()) + " are not those that audit.head signs");
    const Result<bool> row = rows->step();
    if (!row) return unsound(found, row.error().what);
    if (!*row) break;
    const Entry entry = read_row(*rows);
    if (entry.index != tree.size())
      return unsound(
          found, "entry " + std::to_string(tree.size()) + " is missing; " + std::to_string(entry.index) + " follows");
    tree.append(canonical(entry));
    found.size = tree.size();
  }
  found.head = hex(tree.root());
  if (empty) return tree.size() == 0 && beside && beside->size == 0 ? found : unsound(found, "the signed head is gone");
  if (beside_missing) return unsound(found, "audit.head is gone");
  if (!holds(saved->head, *public_key)) return unsound(found, "the newest head is not signed by this audit's key");
  if (saved->head.size != tree.size())
    return unsound(found, "the head signs " + std::to_string(saved->head.size) + " entries; there are " +
                              std::to_string(tree.size()));
  if (saved->head.root != tree.root()) return unsound(found, "an entry is not what was signed");
  if (saved->tree.root() != tree.root()) return unsound(found, "the saved tree is not that of the entries");
  if (beside->size > tree.size())
    return unsound(found, "audit.head signs " + std::to_string(beside->size) + " entries; there are " +
                              std::to_string(tree.size()));
  return found;
}

}  // namespace vigie::server::audit
