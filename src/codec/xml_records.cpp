// SPDX-License-Identifier: Apache-2.0
// Expat's events, gathered into trees.
#include "codec/xml_records.hpp"

#include <expat.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/check.hpp"

namespace vigie::codec {
namespace {

constexpr int kMostLevels = 64;
constexpr int kMostAttributes = 64;
constexpr std::size_t kMostElements = 20'000;                 // of one record
constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;  // of one record, and of one tag
constexpr std::size_t kMostText = 4096;                       // of an element that is no record
constexpr std::size_t kSlice = std::size_t{64} * 1024;        // handed to Expat at once
constexpr char kSeparator = ' ';                              // between namespace and name; no name has one
constexpr std::string_view kXsiType = "http://www.w3.org/2001/XMLSchema-instance type";
constexpr std::string_view kWhite = " \t\r\n";
constexpr std::array<std::string_view, 2> kSoap{"http://schemas.xmlsoap.org/soap/envelope/",
                                                "http://www.w3.org/2003/05/soap-envelope"};

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kWhite);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kWhite) - from + 1);
}

struct QualifiedName {
  std::string_view space;
  std::string_view name;
};

QualifiedName split(std::string_view expanded) {
  const std::size_t at = expanded.rfind(kSeparator);
  if (at == std::string_view::npos) return {{}, expanded};
  return {expanded.substr(0, at), expanded.substr(at + 1)};
}

std::string_view without_prefix(std::string_view qualified) {
  const std::size_t colon = qualified.find(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

}  // namespace

const XmlNode* XmlNode::child(std::string_view wanted) const {
  for (const XmlNode& each : children)
    if (each.name == wanted) return &each;
  return nullptr;
}

std::string_view XmlNode::text_of(std::string_view wanted) const {
  const XmlNode* found = child(wanted);
  return found ? std::string_view(found->text) : std::string_view();
}

std::string_view XmlNode::attribute(std::string_view wanted) const {
  for (const auto& [each, value] : attributes)
    if (each == wanted) return value;
  return {};
}

void find_all(const XmlNode& in, std::string_view name, std::vector<const XmlNode*>& found) {
  for (const XmlNode& each : in.children) {
    if (each.name == name) found.push_back(&each);
    else find_all(each, name, found);
  }
}

struct XmlRecords::Reading {
  Reading(XmlSink& to, std::string_view read)
      : sink(to), read_space(read), parser(XML_ParserCreateNS(nullptr, kSeparator)) {
    VIGIE_CHECK(parser != nullptr);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetCommentHandler(parser, on_comment);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    XML_SetEntityDeclHandler(parser, on_entity);
  }
  ~Reading() { XML_ParserFree(parser); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  int line() const { return static_cast<int>(XML_GetCurrentLineNumber(parser)); }

  void stop(ErrorKind kind, const std::string& what) {
    if (fault) return;
    fault = Error{kind, "line " + std::to_string(line()) + ": " + what};
    XML_StopParser(parser, XML_FALSE);
  }

  /// The envelope and its body, if it is the next wrapping to be met: they are passed through unseen.
  bool is_wrapping(std::string_view space, std::string_view name) const {
    if (depth > 2 || wrappings != depth - 1 || began) return false;
    return std::find(kSoap.begin(), kSoap.end(), space) != kSoap.end() && name == (depth == 1 ? "Envelope" : "Body");
  }

  bool is_read(std::string_view space) const { return space.empty() || space.starts_with(read_space); }

  bool in_record() const { return !open.empty(); }

  XmlNode node_of(std::string_view name, const char** attributes) const {
    XmlNode node;
    node.name = name;
    node.line = line();
    for (const char** a = attributes; *a; a += 2) {
      if (a[0] == kXsiType) node.type = without_prefix(trimmed(a[1]));
      else node.attributes.emplace_back(split(a[0]).name, a[1]);
    }
    return node;
  }

  static std::size_t bytes_of(const XmlNode& node) {
    std::size_t bytes = node.name.size() + node.type.size();
    for (const auto& [name, value] : node.attributes) bytes += name.size() + value.size();
    return bytes;
  }

  void start(const char* expanded, const char** attributes) {
    moved();
    if (++depth > kMostLevels) return stop(ErrorKind::TooLarge, "more than 64 levels of elements");
    if (XML_GetSpecifiedAttributeCount(parser) > 2 * kMostAttributes)
      return stop(ErrorKind::TooLarge, "more than 64 attributes in one element");
    if (skipped_from > 0) return;
    const auto [space, name] = split(expanded);
    if (is_wrapping(space, name)) {
      ++wrappings;
      return;
    }
    const bool is_root = !in_record() && depth == (wrappings > 0 ? 3 : 1);
    if (wrappings == 1 || (!is_root && !is_read(space))) {
      skipped_from = depth;
      return;
    }
    if (is_root && began) return stop(ErrorKind::Malformed, "a second document in one envelope");
    began = true;
    XmlNode node = node_of(name, attributes);
    if (in_record()) return add(std::move(node));
    const auto wanted = sink.begins(node, space, depth - wrappings);
    text.clear();
    if (!wanted) return stop(wanted.error().kind, wanted.error().what);
    if (!*wanted) return;
    record_depth = depth;
    elements = 1;
    bytes = bytes_of(node);
    root = std::move(node);
    open.push_back(&root);
  }

  /// One more element of the record. A pointer into `children` stays good: only the innermost open element's grow.
  void add(XmlNode node) {
    bytes += bytes_of(node);
    if (++elements > kMostElements || bytes > kMostBytes) return give_up();
    std::vector<XmlNode>& siblings = open.back()->children;
    siblings.push_back(std::move(node));
    open.push_back(&siblings.back());
  }

  /// The record is too large: forgotten, and skipped to its end.
  void give_up() {
    skipped_from = record_depth;
    root.children.clear();
    root.text.clear();
    open.clear();
    sink.too_large(root);
  }

  void end(const char* expanded) {
    moved();
    const int ended = depth--;
    if (skipped_from > 0) {
      if (ended == skipped_from) skipped_from = 0;
      return;
    }
    if (ended <= wrappings) return;
    if (!in_record()) {
      sink.ends(split(expanded).name, trimmed(text), ended - wrappings);
      text.clear();
      return;
    }
    open.back()->text = trimmed(open.back()->text);
    open.pop_back();
    if (!in_record()) sink.record(root);
  }

  void characters(std::string_view more) {
    moved();
    if (skipped_from > 0) return;
    if (!in_record()) {
      if (text.size() < kMostText) text.append(more.substr(0, kMostText - text.size()));
      return;
    }
    // White space between elements is no content, and most of many documents.
    if (open.back()->text.empty() && more.find_first_not_of(kWhite) == std::string_view::npos) return;
    bytes += more.size();
    if (bytes <= kMostBytes) {
      open.back()->text.append(more);
      return;
    }
    give_up();
  }

  void moved() { moved_at = fed; }

  Result<void> parse(std::string_view piece, bool last) {
    if (fault) return *fault;
    fed += piece.size();
    const XML_Status status =
        XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE);
    if (!fault && status != XML_STATUS_OK)
      fault = Error{ErrorKind::Malformed,
                    "line " + std::to_string(line()) + ": not XML: " + XML_ErrorString(XML_GetErrorCode(parser))};
    if (!fault && last && !began) stop(ErrorKind::Malformed, "an envelope without a document");
    if (!fault && fed - moved_at > kMostBytes) stop(ErrorKind::TooLarge, "a tag of more than 1 MiB");
    if (fault) return *fault;
    return {};
  }

  static Reading& of(void* user) { return *static_cast<Reading*>(user); }
  static void XMLCALL on_start(void* user, const char* name, const char** attributes) {
    of(user).start(name, attributes);
  }
  static void XMLCALL on_end(void* user, const char* name) { of(user).end(name); }
  static void XMLCALL on_text(void* user, const char* text, int length) {
    of(user).characters({text, static_cast<std::size_t>(length)});
  }
  static void XMLCALL on_comment(void* user, const char*) { of(user).moved(); }
  static void XMLCALL on_doctype(void* user, const char*, const char*, const char*, int) {
    of(user).stop(ErrorKind::Malformed, "a DOCTYPE, which is refused");
  }
  static void XMLCALL on_entity(void* user, const char*, int, const char*, int, const char*, const char*, const char*,
                                const char*) {
    of(user).stop(ErrorKind::Malformed, "an entity declaration, which is refused");
  }

  XmlSink& sink;
  const std::string_view read_space;
  XML_Parser parser;
  std::optional<Error> fault;
  int depth = 0;
  int wrappings = 0;     ///< levels of a SOAP envelope round the document: 0 to 2
  bool began = false;    ///< the document did
  int skipped_from = 0;  ///< depth of the element that is left out with all below it; 0: none
  XmlNode root;          ///< the record
  int record_depth = 0;
  std::vector<XmlNode*> open;           ///< the record's open elements, outermost first; empty outside of records
  std::string text;                     ///< outside of records
  std::size_t elements = 0, bytes = 0;  ///< of the record
  std::size_t fed = 0, moved_at = 0;    ///< bytes given to Expat, now and at its last event
};

XmlRecords::XmlRecords(XmlSink& sink, std::string_view space) : reading_(std::make_unique<Reading>(sink, space)) {}
XmlRecords::~XmlRecords() = default;

Result<void> XmlRecords::feed(std::string_view piece) {
  for (std::size_t at = 0; at < piece.size(); at += kSlice)
    if (auto parsed = reading_->parse(piece.substr(at, kSlice), false); !parsed) return parsed;
  return {};
}

Result<void> XmlRecords::finish() { return reading_->parse({}, true); }

}  // namespace vigie::codec
