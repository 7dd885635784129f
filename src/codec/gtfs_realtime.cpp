// SPDX-License-Identifier: Apache-2.0
// A FeedMessage, entity by entity; one that does not parse is refused alone.
#include "codec/gtfs_realtime.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <string>
#include <utility>
#include <vector>

#include "codec/feed_builder.hpp"
#include "codec/stop_delays.hpp"

namespace vigie::codec {
namespace {

using protozero::pbf_reader;

constexpr std::uint64_t kLatest_s = 7'258'118'400;  // the year 2200

// A field of another wire type than it should have is skipped like an unknown one.
constexpr auto kBytes = protozero::pbf_wire_type::length_delimited;
constexpr std::uint32_t bytes_field(std::uint32_t tag) { return protozero::tag_and_type(tag, kBytes); }
constexpr std::uint32_t number_field(std::uint32_t tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::varint);
}

std::string_view text_of(pbf_reader& from) {
  const protozero::data_view view = from.get_view();
  return {view.data(), view.size()};
}

Time time_of(std::uint64_t seconds) {
  return from_millis(static_cast<std::int64_t>(std::min(seconds, kLatest_s)) * 1000);
}

struct Header {
  std::string version;
  bool is_whole = true;
  std::uint64_t timestamp_s = 0;
};

Header read_header(pbf_reader from) {
  Header header;
  while (from.next()) switch (from.tag_and_type()) {
      case bytes_field(1): header.version = text_of(from); break;
      case number_field(2): header.is_whole = from.get_enum() == 0; break;
      case number_field(3): header.timestamp_s = from.get_uint64(); break;
      default: from.skip();
    }
  return header;
}

/// StopTimeEvent.
struct StopTime {
  std::optional<std::int32_t> delay_s;
  std::optional<std::int64_t> time_s, scheduled_s;
};

StopTime read_stop_time(pbf_reader from) {
  StopTime event;
  while (from.next()) switch (from.tag_and_type()) {
      case number_field(1): event.delay_s = from.get_int32(); break;
      case number_field(2): event.time_s = from.get_int64(); break;
      case number_field(4): event.scheduled_s = from.get_int64(); break;
      default: from.skip();
    }
  return event;
}

struct StopUpdate {
  std::string_view stop;
  std::optional<StopTime> arrival, departure;
  std::int32_t relation = 0;  ///< SCHEDULED, SKIPPED, NO_DATA, UNSCHEDULED
};

StopUpdate read_stop_update(pbf_reader from) {
  StopUpdate update;
  while (from.next()) switch (from.tag_and_type()) {
      case bytes_field(2): update.arrival = read_stop_time(from.get_message()); break;
      case bytes_field(3): update.departure = read_stop_time(from.get_message()); break;
      case bytes_field(4): update.stop = text_of(from); break;
      case number_field(5): update.relation = from.get_enum(); break;
      default: from.skip();
    }
  return update;
}

/// Without a time of its own a delay is taken as one of now: it is what the operator foresees for the stop.
Result<void> add_delay(const StopUpdate& update, StopDelays& delays, FeedBuilder& builder) {
  const auto& event = update.departure ? update.departure : update.arrival;
  if (update.relation != 0 || !event || update.stop.empty()) return builder.leave_out(), Result<void>();
  if (event->time_s && (*event->time_s < 0 || *event->time_s > static_cast<std::int64_t>(kLatest_s)))
    return Error{ErrorKind::OutOfRange, "a time that is not between 1970 and 2200"};
  if (event->time_s && !delays.is_now(from_millis(*event->time_s * 1000))) return builder.leave_out(), Result<void>();
  if (event->delay_s) return delays.add(update.stop, *event->delay_s);
  if (!event->time_s || !event->scheduled_s) return builder.leave_out(), Result<void>();
  const bool close = *event->scheduled_s >= 0 && *event->scheduled_s <= static_cast<std::int64_t>(kLatest_s);
  return delays.add(update.stop, close ? *event->time_s - *event->scheduled_s : kMostDelay_s + 1);
}

/// Errors: of the first update that is wrong; the others are taken.
Result<void> read_trip_update(pbf_reader from, StopDelays& delays, FeedBuilder& builder) {
  Result<void> first;
  while (from.next(2, kBytes)) {
    const auto added = add_delay(read_stop_update(from.get_message()), delays, builder);
    if (!added && first.ok()) first = added;
  }
  return first;
}

/// The first translation.
std::string read_translated(pbf_reader from) {
  while (from.next(1, kBytes)) {
    pbf_reader translation = from.get_message();
    if (translation.next(1, kBytes)) return std::string(text_of(translation));
  }
  return {};
}

void add_feature(std::string_view name, Bulletin& to) {
  auto feature = read_feature_name(name, "");
  if (!feature || to.features.size() == kMostBulletinFeatures) return;
  if (std::find(to.features.begin(), to.features.end(), *feature) == to.features.end())
    to.features.push_back(std::move(*feature));
}

/// Stops and lines of an EntitySelector.
void read_selector(pbf_reader from, Bulletin& to) {
  while (from.next()) switch (from.tag_and_type()) {
      case bytes_field(2):
      case bytes_field(5): add_feature(text_of(from), to); break;
      case bytes_field(4): {
        pbf_reader trip = from.get_message();
        while (trip.next(5, kBytes)) add_feature(text_of(trip), to);
        break;
      }
      default: from.skip();
    }
}

BulletinPeriod read_range(pbf_reader from, Time now) {
  BulletinPeriod period{now, std::nullopt};
  while (from.next()) switch (from.tag_and_type()) {
      case number_field(1): period.start = time_of(from.get_uint64()); break;
      case number_field(2): period.end = time_of(from.get_uint64()); break;
      default: from.skip();
    }
  // Without a start it has always been so.
  if (period.end && *period.end <= period.start && period.start == now)
    period.start = *period.end - std::chrono::seconds(1);
  return period;
}

/// The effect tells; where it does not, the severity level does.
Severity severity_of(std::int32_t effect, std::int32_t level) {
  switch (effect) {
    case 1: return Severity::Extreme;  // NO_SERVICE
    case 2:
    case 4:
    case 6: return Severity::Severe;  // REDUCED_SERVICE, DETOUR, MODIFIED_SERVICE
    case 3:
    case 9: return Severity::Minor;  // SIGNIFICANT_DELAYS, STOP_MOVED
    case 5:
    case 10:
    case 11: return Severity::None;  // ADDITIONAL_SERVICE, NO_EFFECT, ACCESSIBILITY_ISSUE
    default: break;
  }
  switch (level) {
    case 2: return Severity::None;    // INFO
    case 4: return Severity::Severe;  // SEVERE
    default: return Severity::Minor;
  }
}

void read_alert(pbf_reader from, std::string_view reference, FeedBuilder& builder) {
  Bulletin bulletin;
  bulletin.kind = BulletinKind::Transport;
  bulletin.reference = reference;
  std::vector<BulletinPeriod> periods;
  std::int32_t effect = 8, level = 1;
  while (from.next()) switch (from.tag_and_type()) {
      case bytes_field(1): {
        const BulletinPeriod period = read_range(from.get_message(), builder.context().now);
        if (periods.size() <= kMostBulletinPeriods) periods.push_back(period);
        break;
      }
      case bytes_field(5): read_selector(from.get_message(), bulletin); break;
      case number_field(7): effect = from.get_enum(); break;
      case bytes_field(10): bulletin.title = read_translated(from.get_message()); break;
      case bytes_field(11): bulletin.text = read_translated(from.get_message()); break;
      case number_field(14): level = from.get_enum(); break;
      default: from.skip();
    }
  bulletin.severity = severity_of(effect, level);
  builder.warn(bulletin, periods);
}

class Reader {
 public:
  explicit Reader(const FeedContext& context) : builder_(context), delays_(context.now) {}

  void entity(pbf_reader from) {
    std::string_view id;
    std::optional<pbf_reader> trip_update, alert;
    bool is_deleted = false, is_other = false;
    while (from.next()) switch (from.tag_and_type()) {
        case bytes_field(1): id = text_of(from); break;
        case number_field(2): is_deleted = from.get_uint64() != 0; break;
        case bytes_field(3): trip_update = from.get_message(); break;
        case bytes_field(4):  // VehiclePosition
          is_other = true;
          from.skip();
          break;
        case bytes_field(5): alert = from.get_message(); break;
        default: from.skip();
      }
    if (is_deleted || is_other) builder_.leave_out();
    if (is_deleted) return;
    if (trip_update)
      if (const auto read = read_trip_update(*trip_update, delays_, builder_); !read) refuse(id, read.error().what);
    if (alert) read_alert(*alert, id, builder_);
  }

  void refuse(std::string_view id, std::string_view why) { builder_.refuse("entity '" + one_line(id, 60) + "'", why); }

  FeedContent finish(Time at) && {
    delays_.tell(at, builder_);
    return std::move(builder_).finish();
  }
  FeedBuilder& builder() { return builder_; }

 private:
  FeedBuilder builder_;
  StopDelays delays_;
};

Result<FeedContent> read(std::string_view bytes, const FeedContext& context) {
  std::optional<Header> header;
  std::vector<pbf_reader> entities;
  for (pbf_reader message(bytes.data(), bytes.size()); message.next();) switch (message.tag_and_type()) {
      case bytes_field(1): header = read_header(message.get_message()); break;
      case bytes_field(2): entities.push_back(message.get_message()); break;
      default: message.skip();
    }
  if (!header) return Error{ErrorKind::Malformed, "no GTFS-Realtime message: it has no header"};
  if (!header->version.starts_with("1") && !header->version.starts_with("2"))
    return Error{ErrorKind::Malformed,
                 "gtfs_realtime_version '" + one_line(header->version, 20) + "', expected 1 or 2"};

  // What a differential message does not mention still holds; it is in use nowhere, by its specification unsupported.
  if (!header->is_whole)
    return Error{ErrorKind::Malformed, "a differential GTFS-Realtime message, expected a full dataset"};

  Reader reader(context);
  Time at = context.now;
  if (header->timestamp_s > 0) {
    const Time said = time_of(header->timestamp_s);
    if (said > context.now + kMostAhead)
      reader.builder().refuse("header", "its timestamp is ahead of now: taken as now");
    at = std::min(said, context.now);
  }
  reader.builder().speaks_of_bulletins();
  for (const pbf_reader& entity : entities) {
    try {
      reader.entity(entity);
    } catch (const protozero::exception&) {
      reader.refuse("?", "it does not parse");
    }
  }
  return std::move(reader).finish(at);
}

}  // namespace

Result<FeedContent> read_gtfs_realtime(std::string_view bytes, const FeedContext& context) {
  if (bytes.size() > kMostRealtime_bytes)
    return Error{ErrorKind::TooLarge,
                 "a GTFS-Realtime message of more than " + std::to_string(kMostRealtime_bytes) + " bytes"};
  try {
    return read(bytes, context);
  } catch (const protozero::exception&) {
    return Error{ErrorKind::Malformed, "no GTFS-Realtime message: it does not parse as protobuf"};
  }
}

}  // namespace vigie::codec
