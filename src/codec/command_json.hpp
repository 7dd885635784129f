// SPDX-License-Identifier: Apache-2.0
// Commands as `POST /api/v1/commands` takes them.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "model/command.hpp"

namespace vigie::codec {

/// Errors: Malformed or OutOfRange, naming the member and what was expected; unknown members are refused.
Result<Command> decode_command(std::string_view json);

/// "send_unit", "close_incident" …: the word in the API, the journal and the access table.
const char* name(const Command& command);

}  // namespace vigie::codec
