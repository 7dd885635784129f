// SPDX-License-Identifier: Apache-2.0
// What must hold of a FeedContent whatever bytes came.
#pragma once

#include <string>

#include "codec/event_list.hpp"
#include "codec/feed_builder.hpp"
#include "codec/utf8.hpp"
#include "core/check.hpp"

namespace vigie::fuzz {

inline void check_line(const std::string& text, std::size_t most) {
  VIGIE_CHECK(codec::valid_utf8(text) && !codec::has_control(text) && codec::characters(text) <= most);
}

inline void check_content(const FeedContent& content) {
  VIGIE_CHECK(content.faults.size() <= kMostFeedFaults && content.faults.size() <= content.refused);
  for (const std::string& fault : content.faults) check_line(fault, 400);
  VIGIE_CHECK(content.measurements.size() <= codec::kMostMeasurements);
  for (const Measurement& each : content.measurements) {
    VIGIE_CHECK(!each.feature.empty() && !each.source.empty());
    check_line(each.feature, codec::kMostFeatureName);
    VIGIE_CHECK(each.from <= each.until && each.value >= -1'000'000'000 && each.value <= 1'000'000'000);
  }
  if (content.events) {
    VIGIE_CHECK(content.events->size() <= codec::kMostEvents);
    for (const CityEvent& each : *content.events) {
      VIGIE_CHECK(!each.reference.empty() && each.end > each.start && (!each.doors || *each.doors <= each.start));
      VIGIE_CHECK(each.attendance >= 0 && each.attendance <= codec::kMostAttendance);
      check_line(each.title, codec::kMostEventTitle);
      check_line(each.venue, codec::kMostEventTitle);
      check_line(each.reference, codec::kMostEventReference);
    }
  }
  if (!content.bulletins) return;
  VIGIE_CHECK(content.bulletins->size() <= codec::kMostBulletins);
  for (const Bulletin& each : *content.bulletins) {
    VIGIE_CHECK(!each.reference.empty() && (!each.end || *each.end > each.start));
    check_line(each.title, codec::kMostBulletinTitle);
    check_line(each.text, codec::kMostBulletinText);
    VIGIE_CHECK(each.features.size() <= codec::kMostBulletinFeatures);
    for (const std::string& feature : each.features) check_line(feature, codec::kMostFeatureName);
  }
}

inline void check_result(const Result<FeedContent>& content) {
  if (content.ok()) check_content(*content);
  else VIGIE_CHECK(!content.error().what.empty());
}

/// A Tuesday morning in Paris, everywhere watched.
inline FeedContext any_context() {
  return {.source = SourceId("feed/any"),
          .now = from_millis(1'795'514'400'000),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

}  // namespace vigie::fuzz
