// SPDX-License-Identifier: Apache-2.0
// From alerts to bulletins: which of them count, in which language, how severe.
#include "codec/cap.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "codec/cap_area.hpp"
#include "codec/feed_builder.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {
namespace {

constexpr std::string_view kSpaces = "urn:oasis:names:tc:emergency:cap:";
constexpr std::string_view kSpace12 = "urn:oasis:names:tc:emergency:cap:1.2";
constexpr std::string_view kSpace11 = "urn:oasis:names:tc:emergency:cap:1.1";
constexpr std::size_t kMostReference = 180;
constexpr std::size_t kMostReferences = 1'000;

bool ends_in_language(std::string_view language, std::string_view wanted) {
  return language.substr(0, 2) == wanted && (language.size() == 2 || language[2] == '-');
}

/// The infos of one language: French, else the first one's. An alert says the same in each.
std::vector<const XmlNode*> infos_to_read(const XmlNode& alert) {
  std::vector<const XmlNode*> all;
  for (const XmlNode& each : alert.children)
    if (each.name == "info") all.push_back(&each);
  if (all.empty()) return all;
  const auto language = [](const XmlNode* info) {
    const std::string_view said = info->text_of("language");
    return said.empty() ? std::string_view("en-US") : said;  // the standard's default
  };
  const auto french =
      std::find_if(all.begin(), all.end(), [&](const XmlNode* info) { return ends_in_language(language(info), "fr"); });
  const std::string_view wanted = language(french == all.end() ? all.front() : *french);
  std::erase_if(all, [&](const XmlNode* info) { return language(info) != wanted; });
  return all;
}

/// MeteoAlarm's "awareness_level": "2; yellow; Moderate".
std::optional<Severity> awareness_level(const XmlNode& info) {
  for (const XmlNode& each : info.children) {
    if (each.name != "parameter" || each.text_of("valueName") != "awareness_level") continue;
    const std::string_view value = each.text_of("value");
    if (value.starts_with('1')) return Severity::None;
    if (value.starts_with('2')) return Severity::Minor;
    if (value.starts_with('3')) return Severity::Severe;
    if (value.starts_with('4')) return Severity::Extreme;
  }
  return std::nullopt;
}

std::optional<Severity> severity_of(const XmlNode& info) {
  if (const auto level = awareness_level(info)) return level;
  const std::string_view word = info.text_of("severity");
  if (word == "Extreme") return Severity::Extreme;
  if (word == "Severe") return Severity::Severe;
  if (word == "Moderate" || word == "Minor" || word == "Unknown") return Severity::Minor;
  return std::nullopt;
}

/// Of several categories the first that says more than Civil.
BulletinKind kind_of(const XmlNode& info) {
  for (const XmlNode& each : info.children) {
    if (each.name != "category") continue;
    if (each.text == "Met") return BulletinKind::Weather;
    if (each.text == "Transport") return BulletinKind::Transport;
  }
  return BulletinKind::Civil;
}

/// The identifiers in "sender,identifier,sent sender,identifier,sent".
void add_references(std::string_view text, std::set<std::string, std::less<>>& into) {
  while (!text.empty() && into.size() < kMostReferences) {
    const std::size_t space = text.find_first_of(" \t\r\n");
    const std::string_view triple = text.substr(0, space);
    const std::size_t first = triple.find(','), last = triple.rfind(',');
    if (first != std::string_view::npos && last > first) into.emplace(triple.substr(first + 1, last - first - 1));
    if (space == std::string_view::npos) return;
    text.remove_prefix(space + 1);
  }
}

class Alerts : public XmlSink {
 public:
  explicit Alerts(const FeedContext& context) : builder_(context) { builder_.speaks_of_bulletins(); }

  /// The root is an alert, or <alerts> with some or none: any other page must not count as "nothing to warn of".
  Result<bool> begins(const XmlNode& element, std::string_view space, int depth) override {
    const bool is_read = space == kSpace12 || space == kSpace11;
    if (element.name == "alert" && is_read) return true;
    if (depth > 1 || element.name == "alerts") return false;
    return Error{ErrorKind::Malformed, "the root is <" + one_line(element.name, 40) + "> of '" + one_line(space, 60) +
                                           "', expected <alert> of CAP 1.2 or 1.1, or <alerts>"};
  }
  void ends(std::string_view, std::string_view, int) override {}
  void record(const XmlNode& alert) override { read(alert); }
  void too_large(const XmlNode& head) override {
    builder_.refuse(where(head), "an alert of more than 20,000 elements or 1 MiB");
  }

  FeedContent finish() && {
    std::erase_if(*builder_.content().bulletins,
                  [&](const Bulletin& each) { return ended_.contains(identifier_of(each)); });
    return std::move(builder_).finish();
  }

 private:
  static std::string where(const XmlNode& node) { return "line " + std::to_string(node.line); }
  /// Without the "#2" of a second info and the like.
  static std::string_view identifier_of(const Bulletin& bulletin) {
    return std::string_view(bulletin.reference).substr(0, bulletin.reference.rfind('#'));
  }

  void read(const XmlNode& alert) {
    for (const char* required : {"identifier", "sender", "sent", "status", "msgType", "scope"})
      if (alert.text_of(required).empty())
        return builder_.refuse(where(alert), std::string("an alert without <") + required + ">, which CAP requires");
    const std::string_view type = alert.text_of("msgType");
    if (alert.text_of("status") != "Actual" || type == "Ack" || type == "Error") return builder_.leave_out();
    if (type != "Alert" && type != "Update" && type != "Cancel")
      return builder_.refuse(where(alert), "msgType '" + one_line(type, 20) + "', expected Alert, Update or Cancel");
    if (type != "Alert") add_references(alert.text_of("references"), ended_);
    if (type == "Cancel") return builder_.leave_out();
    const auto sent = read_date_time(alert.text_of("sent"), builder_.zone());
    if (!sent) return builder_.refuse(where(alert), "sent: " + sent.error().what);
    int number = 0;
    const auto infos = infos_to_read(alert);
    if (infos.empty()) return builder_.leave_out();  // it warns of nothing
    for (const XmlNode* info : infos) read_info(alert, *info, *sent, ++number);
  }

  void read_info(const XmlNode& alert, const XmlNode& info, Time sent, int number) {
    const auto severity = severity_of(info);
    if (!severity)
      return builder_.refuse(where(info), "severity '" + one_line(info.text_of("severity"), 20) +
                                              "', expected Extreme, Severe, Moderate, Minor or Unknown");
    if (info.text_of("event").empty()) return builder_.refuse(where(info), "an <info> without <event>");
    if (*severity == Severity::None || is_all_clear(info)) return builder_.leave_out();
    const auto period = period_of(info, sent);
    if (!period) return builder_.refuse(where(info), period.error().what);

    Bulletin bulletin;
    bulletin.reference = one_line(alert.text_of("identifier"), kMostReference) + "#" + std::to_string(number);
    bulletin.kind = kind_of(info);
    bulletin.severity = *severity;
    const std::string_view headline = info.text_of("headline");
    bulletin.title = headline.empty() ? info.text_of("event") : headline;
    bulletin.text = info.text_of("description");
    const AlertAreas areas = read_alert_areas(info);
    for (const std::string& fault : areas.faults) builder_.refuse(where(info), fault);
    if (!areas.names.empty()) bulletin.text = areas.names + ": " + bulletin.text;
    bulletin.areas = areas.polygons;
    if (!concerns(bulletin.areas)) return builder_.leave_out();
    builder_.warn(bulletin, {*period});
  }

  static bool is_all_clear(const XmlNode& info) {
    return std::any_of(info.children.begin(), info.children.end(),
                       [](const XmlNode& each) { return each.name == "responseType" && each.text == "AllClear"; });
  }

  /// From its onset, else when it takes effect, else when it was sent.
  Result<BulletinPeriod> period_of(const XmlNode& info, Time sent) const {
    BulletinPeriod period{sent, std::nullopt};
    for (const char* name : {"effective", "onset"}) {
      if (info.text_of(name).empty()) continue;
      const auto time = read_date_time(info.text_of(name), builder_.zone());
      if (!time) return Error{ErrorKind::Malformed, std::string(name) + ": " + time.error().what};
      period.start = *time;
    }
    if (info.text_of("expires").empty()) return period;
    const auto time = read_date_time(info.text_of("expires"), builder_.zone());
    if (!time) return Error{ErrorKind::Malformed, "expires: " + time.error().what};
    period.end = *time;
    if (*period.end <= period.start) return Error{ErrorKind::Malformed, "it expires before it begins"};
    return period;
  }

  bool concerns(const std::vector<geo::Polygon>& areas) const {
    const FeedContext& context = builder_.context();
    if (areas.empty() || context.watched.empty()) return true;
    return std::any_of(areas.begin(), areas.end(), [&](const geo::Polygon& area) {
      return std::any_of(context.watched.begin(), context.watched.end(),
                         [&](const geo::Position& place) { return is_within(area, place, context.reach_m); });
    });
  }

  FeedBuilder builder_;
  std::set<std::string, std::less<>> ended_;  ///< identifiers that an update or a cancel names
};

}  // namespace

Result<FeedContent> read_cap(std::string_view xml, const FeedContext& context) {
  Alerts alerts(context);
  XmlRecords records(alerts, kSpaces);
  if (auto fed = records.feed(xml); !fed) return fed.error();
  if (auto ended = records.finish(); !ended) return ended.error();
  return std::move(alerts).finish();
}

}  // namespace vigie::codec
