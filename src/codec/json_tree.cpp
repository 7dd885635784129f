// SPDX-License-Identifier: Apache-2.0
// simdjson's tree, copied.
#include "codec/json_tree.hpp"

#include <simdjson.h>

#include <string>
#include <utility>

#include "codec/field_text.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostLevels = 32;

void add(XmlNode& to, std::string_view name, simdjson::dom::element value);

/// What the element says goes into `node`. Levels are bounded by the parser.
void fill(XmlNode& node, simdjson::dom::element value) {
  switch (value.type()) {
    case simdjson::dom::element_type::OBJECT:
      for (const auto member : simdjson::dom::object(value)) add(node, member.key, member.value);
      if (const XmlNode* said = node.child("value")) node.text = said->text;
      break;
    case simdjson::dom::element_type::ARRAY:  // in an array: only of its items' names is nothing known
      for (const auto item : simdjson::dom::array(value)) add(node, {}, item);
      break;
    case simdjson::dom::element_type::STRING: node.text = trimmed(std::string_view(value)); break;
    case simdjson::dom::element_type::NULL_VALUE: break;
    default: node.text = simdjson::minify(value);
  }
}

void add(XmlNode& to, std::string_view name, simdjson::dom::element value) {
  const auto one = [&](simdjson::dom::element item) {
    XmlNode node;
    node.name = name;
    fill(node, item);
    to.children.push_back(std::move(node));
  };
  if (!value.is_array()) return one(value);
  for (const auto item : simdjson::dom::array(value)) one(item);
}

}  // namespace

Result<XmlNode> read_json_tree(std::string_view json, std::size_t max_bytes) {
  if (json.size() > max_bytes)
    return Error{ErrorKind::TooLarge,
                 std::to_string(json.size()) + " bytes, expected " + std::to_string(max_bytes) + " at most"};
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  auto error = parser.allocate(json.size() + 1, kMostLevels);
  if (!error) error = parser.parse(json.data(), json.size()).get(root);
  if (error == simdjson::DEPTH_ERROR) return Error{ErrorKind::TooLarge, "JSON nested deeper than 32"};
  if (error) return Error{ErrorKind::Malformed, std::string("not JSON: ") + simdjson::error_message(error)};
  XmlNode tree;
  fill(tree, root);
  return tree;
}

}  // namespace vigie::codec
