// SPDX-License-Identifier: Apache-2.0
// The deliveries of a Siri document, call by call, whichever of its two syntaxes it has.
#include "codec/siri.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "codec/feed_builder.hpp"
#include "codec/json_tree.hpp"
#include "codec/siri_situation.hpp"
#include "codec/stop_delays.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {
namespace {

constexpr std::string_view kSpace = "http://www.siri.org.uk/siri";

class Reader : public XmlSink {
 public:
  explicit Reader(const FeedContext& context) : builder_(context), delays_(context.now), at_(context.now) {}

  Result<void> check_root(std::string_view name) const {
    if (name == "Siri") return {};
    return Error{ErrorKind::Malformed, "the root is <" + one_line(name, 60) + ">, expected <Siri>"};
  }

  /// True where it is a record; takes note of what comes before records.
  bool is_record(std::string_view name) {
    if (name == "SituationExchangeDelivery") builder_.speaks_of_bulletins();
    return name == "MonitoredStopVisit" || name == "EstimatedVehicleJourney" || name == "PtSituationElement" ||
           name == "ErrorCondition";
  }

  Result<bool> begins(const XmlNode& element, std::string_view, int depth) override {
    if (depth > 1) return is_record(element.name);
    if (auto siri = check_root(element.name); !siri) return siri.error();
    return false;
  }

  void ends(std::string_view name, std::string_view text, int depth) override {
    if (name == "ResponseTimestamp" && depth == 3) take_time(text);
  }

  /// When the answer was made; the first counts.
  void take_time(std::string_view text) {
    const auto said = read_date_time(text, builder_.zone());
    if (!said) return builder_.refuse("ResponseTimestamp", said.error().what);
    if (*said > builder_.context().now + kMostAhead)
      return builder_.refuse("ResponseTimestamp", "it is ahead of now: taken as now");
    at_ = std::min(*said, builder_.context().now);
  }

  void record(const XmlNode& whole) override {
    if (whole.name == "PtSituationElement") return read_siri_situation(whole, builder_);
    if (whole.name == "ErrorCondition") return builder_.refuse(where(whole), "the producer says: " + reason_of(whole));
    if (whole.name == "MonitoredStopVisit") return read_visit(whole);
    if (is_cancelled(whole)) return builder_.leave_out();
    // RecordedCalls are over; EstimatedCalls are to come.
    if (const XmlNode* calls = whole.child("EstimatedCalls"))
      for (const XmlNode& call : calls->children)
        if (call.name == "EstimatedCall") take_call(whole, call.text_of("StopPointRef"), call);
  }

  void too_large(const XmlNode& head) override { builder_.refuse(where(head), "more than 20,000 elements or 1 MiB"); }

  FeedContent finish() && {
    delays_.tell(at_, builder_);
    return std::move(builder_).finish();
  }

 private:
  static std::string where(const XmlNode& node) {
    return node.line > 0 ? "line " + std::to_string(node.line) + ", " + node.name : node.name;
  }
  static bool is_cancelled(const XmlNode& node) {
    return node.text_of("Cancellation") == "true" || node.text_of("DepartureStatus") == "cancelled";
  }
  static std::string reason_of(const XmlNode& error) {
    for (const XmlNode& each : error.children)
      if (const XmlNode* text = each.child("ErrorText")) return text->text;
    return std::string(error.text_of("Description"));
  }

  void read_visit(const XmlNode& visit) {
    const XmlNode* journey = visit.child("MonitoredVehicleJourney");
    const XmlNode* call = journey ? journey->child("MonitoredCall") : nullptr;
    if (!call) return builder_.leave_out();
    const std::string_view stop = call->text_of("StopPointRef");
    take_call(visit, stop.empty() ? visit.text_of("MonitoringRef") : stop, *call);
  }

  /// The delay of one call: what is expected less what was aimed at, of the departure if it is there.
  void take_call(const XmlNode& record, std::string_view stop, const XmlNode& call) {
    const bool leaves = call.child("ExpectedDepartureTime") && call.child("AimedDepartureTime");
    const XmlNode* expected = call.child(leaves ? "ExpectedDepartureTime" : "ExpectedArrivalTime");
    const XmlNode* aimed = call.child(leaves ? "AimedDepartureTime" : "AimedArrivalTime");
    if (is_cancelled(call) || !expected || !aimed || stop.empty()) return builder_.leave_out();
    const auto expected_at = read_date_time(expected->text, builder_.zone());
    const auto aimed_at = read_date_time(aimed->text, builder_.zone());
    if (!expected_at || !aimed_at)
      return builder_.refuse(where(record), (expected_at ? aimed_at : expected_at).error().what);
    if (!delays_.is_now(*expected_at)) return builder_.leave_out();
    const auto delay_s = std::chrono::floor<std::chrono::seconds>(*expected_at - *aimed_at).count();
    if (auto added = delays_.add(stop, delay_s); !added) builder_.refuse(where(record), added.error().what);
  }

  FeedBuilder builder_;
  StopDelays delays_;
  Time at_;
};

/// The same walk as XmlRecords' over a tree that is there already. Levels are bounded by the JSON parser.
void walk(const XmlNode& node, int depth, Reader& reader) {
  for (const XmlNode& each : node.children) {
    if (reader.is_record(each.name)) {
      reader.record(each);
      continue;
    }
    walk(each, depth + 1, reader);
    reader.ends(each.name, each.text, depth);
  }
}

Result<FeedContent> read_json(std::string_view bytes, const FeedContext& context) {
  const auto tree = read_json_tree(bytes, kMostSiriJson_bytes);
  if (!tree) return tree.error();
  if (!tree->child("Siri")) return Error{ErrorKind::Malformed, "a JSON document without a member Siri"};
  Reader reader(context);
  walk(*tree, 1, reader);
  return std::move(reader).finish();
}

}  // namespace

Result<FeedContent> read_siri(std::string_view bytes, const FeedContext& context) {
  if (trimmed(bytes.substr(0, 1000)).starts_with('{')) return read_json(bytes, context);
  Reader reader(context);
  XmlRecords records(reader, kSpace);
  if (auto fed = records.feed(bytes); !fed) return fed.error();
  if (auto ended = records.finish(); !ended) return ended.error();
  return std::move(reader).finish();
}

}  // namespace vigie::codec
