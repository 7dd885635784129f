// SPDX-License-Identifier: Apache-2.0
// Which of the three kinds a document is, and its frame; the records are read elsewhere.
#include "codec/road_feed.hpp"

#include <optional>
#include <string>
#include <utility>

#include "codec/cifs.hpp"
#include "codec/datex2_situation.hpp"
#include "codec/datex3_regulation.hpp"
#include "codec/road_feed_builder.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {
namespace {

constexpr std::string_view kDatex3 = "http://datex2.eu/schema/3/d2Payload";
constexpr std::string_view kDatex2 = "http://datex2.eu/schema/2/";

/// A statement's name for messages, of a record that is told by its head only.
Statement head_of(const XmlNode& head) { return {head.line, head.name, one_line(head.attribute("id"), 200)}; }

class Frame : public XmlSink {
 public:
  explicit Frame(const RoadFeedOptions& options) : builder_(options) {}

  RoadFeedBuilder& builder() { return builder_; }

  Result<bool> begins(const XmlNode& element, std::string_view space, int depth) override {
    if (depth == 1) return begin_root(element, space);
    if (builder_.feed().kind == RoadFeedKind::Cifs) return begin_incident(element, depth);
    if (builder_.feed().kind == RoadFeedKind::Datex3Regulations) return is_regulation_record(element.name);
    if (element.name == "payloadPublication") {
      if (element.type != "SituationPublication") return not_ours(element, "SituationPublication");
      is_situation_ = true;
    }
    if (element.name == "supplierIdentification" || element.name == "publicationCreator") country_.clear();
    return is_situation_ && element.name == "situation";
  }

  void ends(std::string_view name, std::string_view text, int depth) override {
    if (builder_.feed().kind == RoadFeedKind::Cifs) return;
    if (name == "publicationTime") {
      if (const auto time = read_date_time(text, builder_.zone())) builder_.feed().published = *time;
    } else if (name == "country") {
      country_ = one_line(text, 10);
    } else if (name == "nationalIdentifier") {
      builder_.feed().publisher = (country_.empty() ? "" : country_ + "/") + one_line(text, 80);
    } else if (depth == 1 && builder_.feed().published == Time{}) {
      builder_.fault(root_line_, "publicationTime is missing or no date and time");
    }
    if (depth == 1 && builder_.feed().kind == RoadFeedKind::Datex2Situations && !is_situation_) no_payload_ = true;
  }

  void record(const XmlNode& whole) override {
    switch (builder_.feed().kind) {
      case RoadFeedKind::Datex3Regulations: return read_regulations(whole, builder_);
      case RoadFeedKind::Datex2Situations: return read_situation(whole, builder_);
      case RoadFeedKind::Cifs: return read_incident(whole, builder_);
    }
  }

  void too_large(const XmlNode& head) override {
    builder_.unusable(head_of(head), "more than 20,000 elements or 1 MiB");
  }

  /// A d2LogicalModel without a payload says nothing: not even that nothing is closed.
  bool has_no_payload() const { return no_payload_; }

 private:
  static Error not_ours(const XmlNode& element, std::string_view expected) {
    return Error{ErrorKind::Malformed,
                 "a publication of type '" + one_line(element.type, 60) + "', expected " + std::string(expected)};
  }

  Result<bool> begin_root(const XmlNode& root, std::string_view space) {
    root_line_ = root.line;
    if (root.name == "incidents" && space.empty()) {
      builder_.feed().kind = RoadFeedKind::Cifs;
      if (const auto time = read_date_time(root.attribute("timestamp"), builder_.zone()))
        builder_.feed().published = *time;
      return false;
    }
    if (root.name == "payload" && space == kDatex3) {
      builder_.feed().kind = RoadFeedKind::Datex3Regulations;
      if (root.type != "TrafficRegulationPublication") return not_ours(root, "TrafficRegulationPublication");
      for (const char* required : {"id", "lang"})
        if (root.attribute(required).empty()) builder_.fault(root.line, std::string("the payload has no ") + required);
      return check_version(root, "3");
    }
    if (root.name == "d2LogicalModel" && space.starts_with(kDatex2)) {
      builder_.feed().kind = RoadFeedKind::Datex2Situations;
      return check_version(root, "2");
    }
    return Error{ErrorKind::Malformed,
                 "the root is <" + one_line(root.name, 60) +
                     ">, expected <payload> (DATEX II v3), <d2LogicalModel> (DATEX II v2.3) or <incidents> (CIFS)"};
  }

  static Result<bool> check_version(const XmlNode& root, std::string_view expected) {
    const std::string_view version = root.attribute("modelBaseVersion");
    if (version == expected) return false;
    return Error{ErrorKind::Malformed,
                 "modelBaseVersion is '" + one_line(version, 20) + "', expected '" + std::string(expected) + "'"};
  }

  Result<bool> begin_incident(const XmlNode& element, int depth) {
    if (depth == 2 && element.name == "incident") return true;
    if (depth == 2) builder_.fault(element.line, "<" + one_line(element.name, 60) + ">, expected <incident>: left out");
    return false;
  }

  RoadFeedBuilder builder_;
  std::string country_;
  int root_line_ = 1;
  bool is_situation_ = false;
  bool no_payload_ = false;
};

}  // namespace

struct RoadFeedReader::Reading {
  explicit Reading(const RoadFeedOptions& options) : frame(options), records(frame) {}

  Frame frame;
  XmlRecords records;
};

RoadFeedReader::RoadFeedReader(const RoadFeedOptions& options) : reading_(std::make_unique<Reading>(options)) {}
RoadFeedReader::~RoadFeedReader() = default;

Result<void> RoadFeedReader::feed(std::string_view piece) { return reading_->records.feed(piece); }

Result<RoadFeed> RoadFeedReader::finish() {
  RoadFeedBuilder& builder = reading_->frame.builder();
  if (auto ended = reading_->records.finish(); !ended) {
    if (builder.feed().read == 0) return ended.error();
    return Error{ended.error().kind, ended.error().what + "; after " + std::to_string(builder.feed().read) +
                                         " statements: all are refused, since what is absent would be revoked"};
  }
  if (reading_->frame.has_no_payload())
    return Error{ErrorKind::Malformed, "a d2LogicalModel without payloadPublication"};
  builder.close();
  return std::move(builder.feed());
}

const RoadFeed& RoadFeedReader::so_far() const { return reading_->frame.builder().feed(); }

Result<RoadFeed> decode_road_feed(std::string_view xml, const RoadFeedOptions& options) {
  RoadFeedReader reader(options);
  if (auto read = reader.feed(xml); !read) {
    // The same words whether the document breaks in its middle or at its end.
    const auto ended = reader.finish();
    return ended ? read.error() : ended.error();
  }
  return reader.finish();
}

}  // namespace vigie::codec
