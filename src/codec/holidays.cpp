// SPDX-License-Identifier: Apache-2.0
// Whole days from two JSON shapes.
#include "codec/holidays.hpp"

#include <set>
#include <string>

#include "codec/event_list.hpp"
#include "codec/json_members.hpp"
#include "codec/local_stamp.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostPublicBytes = std::size_t{1} << 20;
constexpr std::size_t kMostSchoolBytes = std::size_t{16} << 20;
constexpr std::size_t kQuoted = 30;

using simdjson::dom::element;

std::string_view text_of(const element& object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

/// The day of "2025-10-17T22:00:00+00:00" on the city's clock, or of "2025-10-18".
std::optional<std::int32_t> day_of(std::string_view text, const TimeZone& zone) {
  if (const auto day = read_day(text)) return day;
  const auto time = read_date_time(text, zone);
  if (!time) return std::nullopt;
  return zone.local(*time).day;
}

CityEvent days_off(EventKind kind, std::string reference, std::string_view title, std::int32_t first,
                   std::int32_t behind, const TimeZone& zone) {
  CityEvent event;
  event.reference = std::move(reference);
  event.title = title;
  event.kind = kind;
  event.start = midnight(first, zone);
  event.end = midnight(behind, zone);
  return event;
}

/// Reads the records of one zone.
class SchoolYear {
 public:
  SchoolYear(const FeedContext& context, std::string_view zone)
      : builder_(context), events_(builder_, holiday_window(context.now)), zone_(zone) {}

  void read(const element& record) {
    const std::string where = "record " + std::to_string(++number_);
    const element fields =
        record.at_key("fields").error() == simdjson::SUCCESS ? record.at_key("fields").value() : record;
    const std::string_view title = text_of(fields, "description");
    if (title.empty()) return builder_.refuse(where, "no description");
    // One record for each académie of a zone: the same days again are no fault.
    if (text_of(fields, "zones") != zone_ || text_of(fields, "population") == "Enseignants")
      return builder_.leave_out();
    const auto first = day_of(text_of(fields, "start_date"), builder_.zone());
    const auto behind = day_of(text_of(fields, "end_date"), builder_.zone());
    if (!first || !behind)
      return builder_.refuse(where,
                             "start_date or end_date is missing or no date, expected 2026-10-17 or an RFC 3339 time");
    // A single day's record ("Pont de l'Ascension" in some years) may end where it begins.
    const std::int32_t end = *behind == *first ? *first + 1 : *behind;
    std::string reference = std::string(zone_) + "/" + std::to_string(*first) + "-" + std::to_string(end);
    if (!seen_.insert(reference).second) return builder_.leave_out();
    events_.keep(days_off(EventKind::SchoolHoliday, std::move(reference), title, *first, end, builder_.zone()), where);
  }

  FeedContent finish() && { return std::move(builder_).finish(); }

 private:
  FeedBuilder builder_;
  EventList events_;
  std::string_view zone_;
  std::set<std::string> seen_;
  int number_ = 0;
};

Result<FeedContent> read_school_holidays(std::string_view json, const FeedContext& context, std::string_view zone) {
  const auto root = parse_json(json, kMostSchoolBytes);
  if (!root) return root.error();
  simdjson::dom::array records;
  bool found = root->get(records) == simdjson::SUCCESS;
  for (const char* name : {"results", "records"}) found = found || root->at_key(name).get(records) == simdjson::SUCCESS;
  if (!found)
    return Error{ErrorKind::Malformed,
                 "not a school calendar: expected an array, or an object with 'results' or 'records'"};
  SchoolYear year(context, zone);
  for (const element record : records) year.read(record);
  return std::move(year).finish();
}

}  // namespace

Result<FeedContent> read_public_holidays(std::string_view json, const FeedContext& context) {
  const auto root = parse_json(json, kMostPublicBytes);
  if (!root) return root.error();
  simdjson::dom::object days;
  if (root->get(days) != simdjson::SUCCESS)
    return Error{ErrorKind::Malformed, "not a list of public holidays: expected {\"2026-01-01\":\"1er janvier\", …}"};
  FeedBuilder builder(context);
  EventList events(builder, holiday_window(context.now));
  for (const simdjson::dom::key_value_pair each : days) {
    const std::string where = "'" + one_line(each.key, kQuoted) + "'";
    const auto day = read_day(each.key);
    std::string_view title;
    if (!day) builder.refuse(where, "not a day like 2026-01-01");
    else if (each.value.get(title) != simdjson::SUCCESS) builder.refuse(where, "its name is not text");
    else
      events.keep(days_off(EventKind::PublicHoliday, std::string(each.key), title, *day, *day + 1, context.zone),
                  where);
  }
  return std::move(builder).finish();
}

Result<FeedContent> read_school_holidays_a(std::string_view json, const FeedContext& context) {
  return read_school_holidays(json, context, "Zone A");
}
Result<FeedContent> read_school_holidays_b(std::string_view json, const FeedContext& context) {
  return read_school_holidays(json, context, "Zone B");
}
Result<FeedContent> read_school_holidays_c(std::string_view json, const FeedContext& context) {
  return read_school_holidays(json, context, "Zone C");
}

}  // namespace vigie::codec
