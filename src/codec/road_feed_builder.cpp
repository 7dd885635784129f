// SPDX-License-Identifier: Apache-2.0
// Counting and reading what the formats have in common.
#include "codec/road_feed_builder.hpp"

#include <utility>

namespace vigie::codec {
namespace {

constexpr std::size_t kMostOfName = 80;
constexpr int kDay_min = 24 * 60;

}  // namespace

void RoadFeedBuilder::keep(std::vector<RoadChange> changes) {
  ++feed_.read;
  if (feed_.changes.size() + changes.size() > options_.most_changes) {
    ++feed_.left_out;
    return;
  }
  for (RoadChange& change : changes) feed_.changes.push_back(std::move(change));
}

void RoadFeedBuilder::unusable(const Statement& statement, std::string_view why) {
  ++feed_.read;
  ++feed_.unusable;
  if (!statement.reference.empty() && feed_.unreadable.size() < options_.most_changes)
    feed_.unreadable.push_back(statement.reference);
  remark(statement, why);
}

void RoadFeedBuilder::not_concerning() {
  ++feed_.read;
  ++feed_.not_concerning;
}

void RoadFeedBuilder::remark(const Statement& statement, std::string_view what) {
  if (feed_.faults.size() >= kMostFeedFaults) return;
  std::string text = statement.what;
  if (!statement.reference.empty()) text += " '" + one_line(statement.reference, kMostOfName) + "'";
  fault(statement.line, text + ": " + std::string(what));
}

void RoadFeedBuilder::fault(int line, std::string_view what) {
  if (feed_.faults.size() < kMostFeedFaults)
    feed_.faults.push_back("line " + std::to_string(line) + ": " + one_line(what, 400));
}

void RoadFeedBuilder::close() {
  if (feed_.left_out == 0) return;
  if (feed_.faults.size() == kMostFeedFaults) feed_.faults.pop_back();
  feed_.faults.push_back(std::to_string(feed_.left_out) + " beyond the first " + std::to_string(options_.most_changes) +
                         " road changes are left out");
}

std::string_view first_value(const XmlNode* text) {
  if (!text) return {};
  const XmlNode* values = text->child("values");
  return values ? values->text_of("value") : std::string_view(text->text);
}

std::optional<WeeklyHours> hours_of(std::uint8_t days, int from_min, int to_min) {
  const bool valid = from_min >= 0 && from_min <= kDay_min && to_min >= 0 && to_min <= kDay_min;
  if (!valid) return std::nullopt;
  if (from_min == kDay_min) from_min = kDay_min - 1;
  if (to_min == kDay_min - 1) to_min = kDay_min;
  return WeeklyHours{days, static_cast<std::int16_t>(from_min), static_cast<std::int16_t>(to_min)};
}

}  // namespace vigie::codec
