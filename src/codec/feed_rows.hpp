// SPDX-License-Identifier: Apache-2.0
// take_rows: the rows of a table one after the other, the bad ones told and the others taken.
#pragma once

#include "codec/csv_rows.hpp"
#include "codec/feed_builder.hpp"

namespace vigie::codec {

/// Calls `take()` for each row that can be split; its Error is a line among the faults that names the row, TooLarge ends it.
/// Errors: those of the rows' source; TooLarge of `take`.
template <class Take>
Result<void> take_rows(CsvRows& rows, FeedBuilder& builder, Take take) {
  for (;;) {
    const auto some = rows.next();
    if (!some) return some.error();
    if (!*some) return {};
    if (!rows.fault().empty()) {
      builder.refuse(rows.where(), rows.fault());
      continue;
    }
    if (const Result<void> taken = take(); !taken) {
      if (taken.error().kind == ErrorKind::TooLarge)
        return Error{ErrorKind::TooLarge, rows.where() + ": " + taken.error().what};
      builder.refuse(rows.where(), taken.error().what);
    }
  }
}

}  // namespace vigie::codec
