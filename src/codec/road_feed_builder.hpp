// SPDX-License-Identifier: Apache-2.0
// What the readers of the three formats share: counting, one line per fault, texts, times and numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/field_text.hpp"
#include "codec/road_feed.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {

/// One statement of a publication: where it stands, and the source's name for it.
struct Statement {
  int line = 0;
  std::string what;  ///< "regulation", "situation record", "incident"
  std::string reference;
};

/// Fills a RoadFeed. Each statement ends in exactly one of keep(), unusable() and not_concerning().
class RoadFeedBuilder {
 public:
  explicit RoadFeedBuilder(const RoadFeedOptions& options) : options_(options) {}

  const TimeZone& zone() const { return options_.zone; }
  RoadFeed& feed() { return feed_; }
  const RoadFeed& feed() const { return feed_; }

  void keep(std::vector<RoadChange> changes);
  void unusable(const Statement& statement, std::string_view why);
  void not_concerning();
  /// It is used, but not as it was meant.
  void remark(const Statement& statement, std::string_view what);
  void fault(int line, std::string_view what);
  /// Says how many were left out.
  void close();

 private:
  RoadFeedOptions options_;
  RoadFeed feed_;
};

/// The first value of a DATEX multilingual text: values/value.
std::string_view first_value(const XmlNode* text);

inline constexpr std::uint8_t kEveryDay = 0x7F;

/// Both within 0 to 1440; 23:59 is the end of the day. Nothing where they are not times of day.
std::optional<WeeklyHours> hours_of(std::uint8_t days, int from_min, int to_min);

}  // namespace vigie::codec
