// SPDX-License-Identifier: Apache-2.0
// Roots, payloads, and records that are refused one by one.
#include "codec/datex_frame.hpp"

#include <string>

namespace vigie::codec {
namespace {

class Frame : public XmlSink {
 public:
  Frame(std::string_view expected, DatexReader& reader, FeedBuilder& builder)
      : expected_(expected), reader_(reader), builder_(builder) {}

  Result<bool> begins(const XmlNode& element, std::string_view space, int depth) override {
    if (depth == 1) {
      const bool v3 = element.name == "payload" || element.name == "messageContainer";
      if (!space.starts_with(kDatexSpace) || (!v3 && element.name != "d2LogicalModel"))
        return Error{ErrorKind::Malformed, "the root is <" + one_line(element.name, 60) +
                                               ">, expected <payload> or <messageContainer> (DATEX II v3) or "
                                               "<d2LogicalModel> (v2.3)"};
    }
    if (element.name == "payload" || element.name == "payloadPublication") meet(element.type);
    return is_read_ && reader_.is_record(element.name);
  }

  void ends(std::string_view name, std::string_view text, int) override {
    if (name == "genericPublicationName") meet(text);
  }

  void record(const XmlNode& whole) override {
    if (auto read = reader_.read(whole); !read) builder_.refuse(where(whole), read.error().what);
  }

  void too_large(const XmlNode& head) override { builder_.refuse(where(head), "more than 20,000 elements or 1 MiB"); }

  Result<void> check() const {
    if (is_read_) return {};
    return Error{ErrorKind::Malformed,
                 "a publication of type '" + one_line(name_, 60) + "', expected " + std::string(expected_)};
  }

 private:
  void meet(std::string_view publication) {
    name_ = publication;
    is_read_ = is_read_ || reader_.reads(publication);
  }
  static std::string where(const XmlNode& node) { return "line " + std::to_string(node.line) + ", " + node.name; }

  std::string_view expected_;
  DatexReader& reader_;
  FeedBuilder& builder_;
  std::string name_;  ///< of the publication that was met last
  bool is_read_ = false;
};

}  // namespace

Result<void> read_datex(std::string_view xml, std::string_view expected, DatexReader& reader, FeedBuilder& builder) {
  Frame frame(expected, reader, builder);
  XmlRecords records(frame);
  if (auto fed = records.feed(xml); !fed) return fed;
  if (auto ended = records.finish(); !ended) return ended;
  return frame.check();
}

Result<std::optional<geo::Position>> find_datex_point(const XmlNode& in) {
  if (in.child("latitude") && in.child("longitude")) {
    const auto place = read_position(in.text_of("latitude"), in.text_of("longitude"));
    if (!place) return place.error();
    return std::optional(*place);
  }
  for (const XmlNode& each : in.children) {
    auto found = find_datex_point(each);
    if (!found || *found) return found;
  }
  return std::optional<geo::Position>();
}

}  // namespace vigie::codec
