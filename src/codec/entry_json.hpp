// SPDX-License-Identifier: Apache-2.0
// The body of a journal record as JSON, and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "model/entry.hpp"

namespace vigie::codec {

/// A record's kind, schema version and payload, as the journal keeps them.
struct EncodedBody {
  std::string kind;  ///< "observed", "commanded" …: docs/formats/journal.md has them all
  std::uint16_t schema;
  std::string payload;  ///< canonical JSON: keys in order, integers only, positions in 1e-7 degrees
};

EncodedBody encode(const EntryBody& body);

/// Errors: Malformed, naming the member that is wrong; an unknown kind or a newer schema.
Result<EntryBody> decode(std::string_view kind, std::uint16_t schema, std::string_view payload);

}  // namespace vigie::codec
