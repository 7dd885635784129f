// SPDX-License-Identifier: Apache-2.0
// The crowd's past and future as tables.
#include "server/endpoints/crowd.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "codec/json_writer.hpp"
#include "codec/view_json.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongest = std::chrono::days(15);
constexpr int kLeastStep_min = 5, kUsualStep_min = 30, kMostStep_min = 180;
constexpr double k80 = 1.2816;  // standard deviations to either side that hold 80 % of a normal distribution
const Error kNoCrowd{ErrorKind::Unavailable, "no zones are watched: the city has none"};

struct Span {
  Time from, to;
  std::chrono::minutes step;
};

Result<Time> read_time(const Request& request, const char* name) {
  const auto given = request.query.find(name);
  if (given == request.query.end()) return Error{ErrorKind::Malformed, std::string(name) + ": expected a time"};
  const auto time = parse_rfc3339(given->second);
  if (!time) return Error{time.error().kind, std::string(name) + ": " + time.error().what};
  return *time;
}

Result<std::chrono::minutes> read_step(const Request& request) {
  const auto given = request.query.find("step_min");
  if (given == request.query.end()) return std::chrono::minutes(kUsualStep_min);
  int minutes = 0;
  const char* const end = given->second.data() + given->second.size();
  const auto [stop, fault] = std::from_chars(given->second.data(), end, minutes);
  const bool fits = fault == std::errc{} && stop == end && minutes >= kLeastStep_min && minutes <= kMostStep_min &&
                    minutes % kLeastStep_min == 0;
  if (!fits) return Error{ErrorKind::OutOfRange, "step_min: expected a multiple of 5 from 5 to 180, minutes"};
  return std::chrono::minutes(minutes);
}

Result<Span> read_span(const Request& request, std::chrono::minutes step) {
  const auto from = read_time(request, "from");
  if (!from) return from.error();
  const auto to = read_time(request, "to");
  if (!to) return to.error();
  if (!(*from < *to) || *to - *from > kLongest)
    return Error{ErrorKind::OutOfRange, "from and to: expected a span of at most 15 days, the end behind the begin"};
  const auto since = from->time_since_epoch();
  return Span{Time(since - since % std::chrono::milliseconds(step)), *to, step};
}

/// One number of a table; nothing where it is not known.
struct Column {
  std::optional<std::int64_t> people, low80, high80;
  bool imputed = false;
};

std::optional<std::int64_t> whole(float number) {
  return std::isnan(number) ? std::nullopt : std::optional<std::int64_t>(std::llround(number));
}

Column past_of(const engine::CrowdPast& past, const ZoneId& zone, Time at) {
  Column column;
  const auto index = past.counted.index_of(zone);
  const auto slot = past.counted.slot_at(at);
  if (!index || !slot) return column;
  const crowd::ZoneSlot counted = past.counted.at(*slot, *index);
  column.people = column.low80 = column.high80 = whole(counted.people);
  column.imputed = counted.imputed;
  const auto spread_slot = past.deviation.slot_at(at);
  const float spread = spread_slot ? past.deviation.at(*spread_slot, *index).people : 0;
  if (!column.people || std::isnan(spread)) return column;
  const auto reach = std::llround(k80 * spread);
  column.low80 = std::max<std::int64_t>(0, *column.people - reach);
  column.high80 = *column.people + reach;
  return column;
}

std::int64_t between(std::int64_t before, std::int64_t after, double share) {
  return before + std::llround(static_cast<double>(after - before) * share);
}

/// Between two points of a forecast on the straight line; nothing before the first and behind the last.
Column ahead_of(const CrowdForecast* forecast, Time at) {
  Column column;
  if (!forecast || forecast->points.empty()) return column;
  const auto after = std::lower_bound(forecast->points.begin(), forecast->points.end(), at,
                                      [](const ForecastPoint& point, Time time) { return point.at < time; });
  if (after == forecast->points.end()) return column;
  const ForecastPoint& right = *after;
  const ForecastPoint& left = after == forecast->points.begin() ? right : *std::prev(after);
  const double width = std::chrono::duration<double>(right.at - left.at).count();
  const double share = width > 0 ? std::chrono::duration<double>(at - left.at).count() / width : 0;
  column.people = between(left.people, right.people, share);
  column.low80 = between(left.low80, right.low80, share);
  column.high80 = between(left.high80, right.high80, share);
  return column;
}

void write_row(codec::JsonWriter& writer, const char* name, const std::vector<Column>& columns,
               std::optional<std::int64_t> Column::*member) {
  writer.key(name);
  writer.begin_array();
  for (const Column& column : columns) {
    if (column.*member) writer.value(*(column.*member));
    else writer.null();
  }
  writer.end_array();
}

void write_imputed(codec::JsonWriter& writer, const std::vector<Column>& columns) {
  writer.key("imputed");
  writer.begin_array();
  for (const Column& column : columns) writer.value(column.imputed);
  writer.end_array();
}

Response timeline_json(const engine::CrowdDesk& crowd, const Picture& picture, Time now, const Span& span) {
  const auto past = crowd.past();
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("from", span.from);
  writer.member("step_min", span.step.count());
  writer.key("zones");
  writer.begin_array();
  for (const Zone& zone : crowd.zones()) {
    std::vector<Column> columns;
    for (Time at = span.from; at <= span.to; at += span.step)
      columns.push_back(at <= now ? past_of(*past, zone.id, at) : ahead_of(picture.forecasts.find(zone.id), at));
    writer.begin_object();
    writer.member("zone", zone.id.text());
    write_row(writer, "people", columns, &Column::people);
    write_row(writer, "low80", columns, &Column::low80);
    write_row(writer, "high80", columns, &Column::high80);
    write_imputed(writer, columns);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

Response history_json(const engine::CrowdDesk& crowd, const ZoneId& zone, const Span& span) {
  const auto past = crowd.past();
  std::vector<Column> columns, foreseen, spread;
  for (Time at = span.from; at <= span.to; at += span.step) {
    columns.push_back(past_of(*past, zone, at));
    const auto value_at = [&](const crowd::ZoneHistory& history) {
      const auto index = history.index_of(zone);
      const auto slot = history.slot_at(at);
      return index && slot ? whole(history.at(*slot, *index).people) : std::nullopt;
    };
    foreseen.push_back({value_at(past->foreseen), {}, {}});
    spread.push_back({value_at(past->deviation), {}, {}});
  }
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("zone", zone.text());
  writer.member("from", span.from);
  writer.member("step_min", span.step.count());
  write_row(writer, "people", columns, &Column::people);
  write_row(writer, "deviation", spread, &Column::people);
  write_imputed(writer, columns);
  write_row(writer, "forecast_60", foreseen, &Column::people);
  writer.end_object();
  return json(std::move(body));
}

}  // namespace

Response ReadZones::operator()(const Request&) const {
  std::string body = "{\"zones\":[";
  if (crowd != nullptr)
    for (const Zone& zone : crowd->zones()) {
      if (body.back() != '[') body += ',';
      codec::write(body, zone);
    }
  return json(body + "]}");
}

void ReadCrowdTimeline::operator()(const Request& request, Reply reply) const {
  if (crowd == nullptr) return reply(refuse(kNoCrowd));
  const auto step = read_step(request);
  if (!step) return reply(refuse(step.error()));
  const auto span = read_span(request, *step);
  if (!span) return reply(refuse(span.error()));
  const auto job = [crowd = crowd, picture = pictures.picture(), now = clock.now(), span = *span, reply] {
    reply(timeline_json(*crowd, *picture, now, span));
  };
  if (!slow.run(job)) reply(refuse({ErrorKind::Unavailable, "tables are being computed for others; try again"}));
}

void ReadCrowdHistory::operator()(const Request& request, Reply reply) const {
  if (crowd == nullptr) return reply(refuse(kNoCrowd));
  const ZoneId zone(request.arguments.at("zone"));
  const bool known =
      std::any_of(crowd->zones().begin(), crowd->zones().end(), [&](const Zone& each) { return each.id == zone; });
  if (!known) return reply(refuse({ErrorKind::NotFound, "there is no such zone"}));
  const auto span = read_span(request, 5min);
  if (!span) return reply(refuse(span.error()));
  const auto job = [crowd = crowd, zone, span = *span, reply] { reply(history_json(*crowd, zone, span)); };
  if (!slow.run(job)) reply(refuse({ErrorKind::Unavailable, "tables are being computed for others; try again"}));
}

}  // namespace vigie::server::endpoints
