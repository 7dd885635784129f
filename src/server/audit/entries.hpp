// SPDX-License-Identifier: Apache-2.0
// The audit's rows, and the bytes of a row that are hashed.
#pragma once

#include <string>

#include "core/result.hpp"
#include "server/audit/audit.hpp"
#include "server/audit/merkle.hpp"
#include "server/audit/signed_head.hpp"
#include "server/sqlite.hpp"

namespace vigie::server::audit {

/// Every column, each with its length before it: no two different entries give the same bytes.
std::string canonical(const Entry& entry);

/// Tables `entry` and `tree` (one row: the newest signed head and the subtrees to go on from).
Result<void> make_tables(Database& database);

Result<void> insert(Database& database, const Entry& entry);

/// A row of `SELECT idx, at, who, what, why, whom, outcome FROM entry …`.
Entry read_row(const Statement& row);
inline constexpr const char* kEntryColumns = "idx, at, who, what, why, whom, outcome";

struct SavedTree {
  MerkleTree tree;
  SignedHead head;
};
/// Errors: NotFound before the first entry; Corrupt.
Result<SavedTree> read_tree(const Database& database);
Result<void> save_tree(Database& database, const MerkleTree& tree, const SignedHead& head);

}  // namespace vigie::server::audit
