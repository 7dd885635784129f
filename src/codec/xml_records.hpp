// SPDX-License-Identifier: Apache-2.0
// XmlRecords: a long XML document as it comes, handed over record by record as small trees, in bounded memory.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace vigie::codec {

/// An element with all below it. Names come without prefix: the namespace was looked at before.
struct XmlNode {
  std::string name;
  std::string type;  ///< xsi:type, without prefix
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  ///< of the element itself, without white space at both ends
  std::vector<XmlNode> children;
  int line = 0;

  /// The first child of that name; nullptr where there is none.
  const XmlNode* child(std::string_view wanted) const;
  /// Its text; empty where there is none.
  std::string_view text_of(std::string_view wanted) const;
  /// An attribute; empty where it is absent.
  std::string_view attribute(std::string_view wanted) const;
};

/// Adds all elements of that name below, in document order; not those within one of them.
void find_all(const XmlNode& in, std::string_view name, std::vector<const XmlNode*>& found);

/// Who reads the records.
class XmlSink {
 public:
  virtual ~XmlSink() = default;

  /// An element begins outside of any record; its text and children are still to come. True: it is a record, and comes whole.
  /// `depth` is 1 for the root. Errors: end the reading.
  virtual Result<bool> begins(const XmlNode& element, std::string_view space, int depth) = 0;
  /// An element ended that was no record; `text` is its own, cut at 4 KiB.
  virtual void ends(std::string_view name, std::string_view text, int depth) = 0;
  virtual void record(const XmlNode& whole) = 0;
  /// A record of more than 20,000 elements or 1 MiB was skipped; `head` has its name and attributes.
  virtual void too_large(const XmlNode& head) = 0;
};

inline constexpr std::string_view kDatexSpace = "http://datex2.eu/schema/";

/// Elements of namespaces other than `space`… and none are left out, with all below them; the root is the sink's to judge.
/// A SOAP envelope round the document is not seen. Threads: one.
class XmlRecords {
 public:
  /// `space`: how the namespaces that are read begin; outlives this.
  explicit XmlRecords(XmlSink& sink, std::string_view space = kDatexSpace);
  ~XmlRecords();
  XmlRecords(const XmlRecords&) = delete;
  XmlRecords& operator=(const XmlRecords&) = delete;

  /// The next piece of the document, of any length.
  /// Errors: Malformed (not XML; a DOCTYPE or an entity declaration, which are refused), TooLarge (64 levels, 64 attributes, a
  /// tag of 1 MiB), or the sink's; the line is named. After an error nothing more is read.
  Result<void> feed(std::string_view piece);
  /// The document is over. Errors: as feed(); Malformed where it ends too early.
  Result<void> finish();

 private:
  struct Reading;
  std::unique_ptr<Reading> reading_;
};

}  // namespace vigie::codec
