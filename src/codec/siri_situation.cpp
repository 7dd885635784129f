// SPDX-License-Identifier: Apache-2.0
// How bad it is, when, and whom it concerns.
#include "codec/siri_situation.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie::codec {
namespace {

struct SeverityWord {
  std::string_view word;
  Severity severity;
};
// EN 15531-5, SeverityEnumeration.
constexpr std::array kSeverities{
    SeverityWord{"noImpact", Severity::None}, SeverityWord{"verySlight", Severity::Minor},
    SeverityWord{"slight", Severity::Minor},  SeverityWord{"normal", Severity::Minor},
    SeverityWord{"severe", Severity::Severe}, SeverityWord{"verySevere", Severity::Extreme},
    SeverityWord{"unknown", Severity::Minor}, SeverityWord{"undefined", Severity::Minor},
};
// EN 15531-5, ServiceConditionEnumeration: how the service is while it lasts.
constexpr std::array kConditions{
    SeverityWord{"noService", Severity::Extreme},         SeverityWord{"cancelled", Severity::Extreme},
    SeverityWord{"lineCancelled", Severity::Extreme},     SeverityWord{"stationClosed", Severity::Extreme},
    SeverityWord{"stopCancelled", Severity::Severe},      SeverityWord{"disrupted", Severity::Severe},
    SeverityWord{"diverted", Severity::Severe},           SeverityWord{"altered", Severity::Severe},
    SeverityWord{"shortFormedService", Severity::Severe}, SeverityWord{"delayed", Severity::Minor},
    SeverityWord{"minorDelays", Severity::Minor},         SeverityWord{"majorDelays", Severity::Severe},
    SeverityWord{"normalService", Severity::None},        SeverityWord{"onTime", Severity::None},
};

template <std::size_t N>
std::optional<Severity> severity_of(std::string_view word, const std::array<SeverityWord, N>& words) {
  for (const SeverityWord& each : words)
    if (each.word == word) return each.severity;
  return std::nullopt;
}

/// The worst of what it and its consequences say.
Severity severity_of(const XmlNode& situation) {
  std::optional<Severity> worst = severity_of(situation.text_of("Severity"), kSeverities);
  const auto consider = [&](std::optional<Severity> said) {
    if (said && (!worst || *said > *worst)) worst = said;
  };
  if (const XmlNode* consequences = situation.child("Consequences"))
    for (const XmlNode& each : consequences->children) {
      consider(severity_of(each.text_of("Severity"), kSeverities));
      for (const XmlNode& part : each.children)
        if (part.name == "Condition") consider(severity_of(part.text, kConditions));
    }
  return worst.value_or(Severity::Minor);
}

/// Stops and lines that it affects.
std::vector<std::string> features_of(const XmlNode& situation) {
  std::vector<std::string> features;
  const XmlNode* affects = situation.child("Affects");
  if (!affects) return features;
  std::vector<const XmlNode*> references;
  for (const char* name : {"LineRef", "StopPointRef", "StopPlaceRef"}) find_all(*affects, name, references);
  for (const XmlNode* reference : references) {
    auto feature = read_feature_name(reference->text, "");
    const bool known = feature && std::find(features.begin(), features.end(), *feature) != features.end();
    if (feature && !known && features.size() < kMostBulletinFeatures) features.push_back(std::move(*feature));
  }
  return features;
}

}  // namespace

void read_siri_situation(const XmlNode& situation, FeedBuilder& to) {
  const std::string_view progress = situation.text_of("Progress");
  const bool over =
      progress == "closed" || progress == "closing" || progress == "draft" || progress == "pendingApproval";
  if (over) return to.leave_out();
  Bulletin bulletin;
  bulletin.kind = BulletinKind::Transport;
  bulletin.reference = situation.text_of("SituationNumber");
  bulletin.title = situation.text_of("Summary");
  bulletin.text = situation.text_of("Description");
  bulletin.severity = severity_of(situation);
  bulletin.features = features_of(situation);
  std::vector<BulletinPeriod> periods;
  for (const XmlNode& each : situation.children) {
    if (each.name != "ValidityPeriod" || periods.size() > kMostBulletinPeriods) continue;
    const std::string where = "situation '" + bulletin.reference + "'";
    const auto start = read_date_time(each.text_of("StartTime"), to.zone());
    if (!start) return to.refuse(where, "StartTime: " + start.error().what);
    BulletinPeriod period{*start, std::nullopt};
    if (const XmlNode* said = each.child("EndTime"); said && !said->text.empty()) {
      const auto end = read_date_time(said->text, to.zone());
      if (!end) return to.refuse(where, "EndTime: " + end.error().what);
      period.end = *end;
    }
    periods.push_back(period);
  }
  to.warn(bulletin, periods);
}

}  // namespace vigie::codec
