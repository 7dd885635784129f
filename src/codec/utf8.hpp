// SPDX-License-Identifier: Apache-2.0
// UTF-8 as we let it in and out: sequences, characters counted, control characters cleaned.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vigie::codec {

/// Bytes of the well-formed sequence that starts at `text[at]` (Unicode 15, table 3-7); 0 where it is not one.
std::size_t utf8_sequence(std::string_view text, std::size_t at);

bool valid_utf8(std::string_view text);

/// Code points, for limits that a schema gives in characters. `text` is valid UTF-8.
std::size_t characters(std::string_view text);

/// True where a person cannot see it or it turns others round: C0, DEL, C1, bidirectional overrides, line separators.
bool has_control(std::string_view text);

enum class Lines { One, Many };

/// Control characters become spaces, so that input cannot forge a line or hide its end; `Many` keeps line feeds and tabs.
/// `text` is valid UTF-8.
std::string cleaned(std::string_view text, Lines lines);

}  // namespace vigie::codec
