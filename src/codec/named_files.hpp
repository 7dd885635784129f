// SPDX-License-Identifier: Apache-2.0
// NamedFiles: a set of files by their names, wherever they are: in a zip, or in memory.
#pragma once

#include <string_view>

#include "codec/csv_rows.hpp"
#include "core/result.hpp"

namespace vigie::codec {

class NamedFiles {
 public:
  virtual ~NamedFiles() = default;
  virtual bool has(std::string_view name) const = 0;
  /// The file from its beginning, piece by piece; may be asked for more than once. Errors: NotFound, or what the container says.
  virtual Result<ReadPiece> open(std::string_view name) const = 0;
};

}  // namespace vigie::codec
