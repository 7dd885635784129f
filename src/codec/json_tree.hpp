// SPDX-License-Identifier: Apache-2.0
// A JSON document as the tree that the same content has in XML: for standards that exist in both.
#pragma once

#include <cstddef>
#include <string_view>

#include "codec/xml_records.hpp"
#include "core/result.hpp"

namespace vigie::codec {

/// Members become children of their name, an array one child for each item; a scalar is a text, and so is an object's "value".
/// The root has no name, and no node has a line. Errors: Malformed (no JSON), TooLarge (`max_bytes`, 32 levels).
Result<XmlNode> read_json_tree(std::string_view json, std::size_t max_bytes);

}  // namespace vigie::codec
