// SPDX-License-Identifier: Apache-2.0
// The values of a site, put together over its lanes.
#include "codec/datex_measured.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "codec/datex_frame.hpp"
#include "codec/datex_sites.hpp"

namespace vigie::codec {
namespace {

using std::chrono::seconds;

constexpr double kMostRate_per_h = 100'000;
constexpr double kMostSpeed_kmh = 400;
constexpr seconds kUsualPeriod{60};  // where nothing says how long was counted

struct Value {
  std::string index, lane;
  std::optional<double> rate_per_h, speed_kmh;
  std::optional<seconds> period;
  std::optional<Time> until;
  bool of_some = false;  ///< of vehicles of some kind only
};

/// A time as v2.3 writes it, as text, or v3: in a timeValue, or as the end of a period.
std::optional<Time> read_time(const XmlNode& said, const TimeZone& zone, std::optional<seconds>& period) {
  const auto at = [&](std::string_view text) -> std::optional<Time> {
    const auto time = read_date_time(text, zone);
    return time ? std::optional(*time) : std::nullopt;
  };
  if (!said.text.empty()) return at(said.text);
  if (const XmlNode* value = said.child("timeValue")) return at(value->text);
  const XmlNode* between = said.child("period");
  if (!between) return std::nullopt;
  const auto start = at(between->text_of("startOfPeriod")), end = at(between->text_of("endOfPeriod"));
  if (start && end && *end > *start && *end - *start <= std::chrono::hours(24))
    period = std::chrono::duration_cast<seconds>(*end - *start);
  return end;
}

class Reader : public DatexReader {
 public:
  explicit Reader(FeedBuilder& builder) : builder_(builder) {}

  bool is_record(std::string_view name) const override {
    return name == "siteMeasurements" || name == "measurementSite" || name == "measurementSiteRecord";
  }
  bool reads(std::string_view publication) const override {
    return publication == "MeasuredDataPublication" || publication == "MeasurementSiteTablePublication";
  }
  Result<void> read(const XmlNode& record) override {
    return record.name == "siteMeasurements" ? read_site(record) : add_datex_site(record, sites_);
  }

 private:
  Result<void> read_site(const XmlNode& record) {
    const XmlNode* reference = record.child("measurementSiteReference");
    if (!reference) return Error{ErrorKind::Malformed, "it has no measurementSiteReference"};
    auto id = read_feature_name(reference->attribute("id"), "the site's id");
    if (!id) return id.error();
    const auto known = sites_.find(*id);
    const DatexSite* site = known == sites_.end() ? nullptr : &known->second;
    if (site && site->place && !builder_.is_near(*site->place)) return builder_.leave_out(), Result<void>();
    std::optional<seconds> period;
    std::optional<Time> at;
    if (const XmlNode* said = record.child("measurementTimeDefault")) at = read_time(*said, builder_.zone(), period);
    std::vector<Value> values;
    for (const XmlNode& each : record.children) {
      const std::string_view index = each.attribute("index");
      if (index.empty()) continue;
      std::vector<const XmlNode*> all;
      find_all(each, "basicData", all);
      for (const XmlNode* data : all) {
        auto value = read_value(*data, index, site);
        if (!value) return value.error();
        if (!value->rate_per_h && !value->speed_kmh) continue;
        if (!value->until) value->until = at;
        if (!value->period) value->period = period;
        if (!value->until) return Error{ErrorKind::Malformed, "it has no time"};
        values.push_back(std::move(*value));
      }
    }
    if (values.empty()) return builder_.leave_out(), Result<void>();
    // Lanes can only be put together where the table says that they are lanes: else some may be kinds of vehicles.
    if (site && !site->channels.empty()) return tell_site(*id, site->place, std::move(values));
    return tell_values(*id, values);
  }

  /// One BasicData: TrafficFlow or TrafficSpeed; of others both are absent. Errors: OutOfRange.
  Result<Value> read_value(const XmlNode& data, std::string_view index, const DatexSite* site) {
    Value value;
    value.index = one_line(index, 20);
    if (site)
      if (const auto channel = site->channels.find(value.index); channel != site->channels.end()) {
        value.lane = channel->second.lane;
        value.period = channel->second.period;
        value.of_some = channel->second.of_some;
      }
    value.of_some = value.of_some || names_some_vehicles(data.child("forVehiclesWithCharacteristicsOf"));
    if (const auto period = read_datex_period(data.text_of("measurementOrCalculationPeriod"))) value.period = period;
    if (const XmlNode* said = data.child("measurementOrCalculationTime"))
      value.until = read_time(*said, builder_.zone(), value.period);
    auto rate = read_number(data.child("vehicleFlow"), "vehicleFlowRate", kMostRate_per_h);
    if (!rate) return rate.error();
    value.rate_per_h = *rate;
    auto speed = read_number(data.child("averageVehicleSpeed"), "speed", kMostSpeed_kmh);
    if (!speed) return speed.error();
    value.speed_kmh = *speed;
    return value;
  }

  /// Nothing where it is absent, marked as an error, of nothing, or -1, which many write for none.
  Result<std::optional<double>> read_number(const XmlNode* in, std::string_view name, double most) {
    if (!in || in->text_of("dataError") == "true" || in->text_of(name) == "-1") return std::optional<double>();
    // The mean speed of no vehicle at all.
    if (name == "speed" && in->attribute("numberOfInputValuesUsed") == "0") return std::optional<double>();
    const auto number = read_decimal(in->text_of(name));
    if (!number || !(*number >= 0 && *number <= most))
      return Error{ErrorKind::OutOfRange,
                   std::string(name) + " is not a number from 0 to " + std::to_string(static_cast<int>(most))};
    return std::optional(*number);
  }

  /// The whole of a site: the vehicles of all lanes, and their mean speed. Where values of all vehicles are there, those of some
  /// kind are a part of them.
  Result<void> tell_site(const std::string& id, std::optional<geo::Position> place, std::vector<Value> values) {
    const auto of_all = [](const Value& value) { return !value.of_some; };
    Value whole;
    double speed_sum = 0, speed_weight = 0;
    for (const bool flow : {true, false}) {
      const auto is_kind = [&](const Value& value) { return flow ? bool(value.rate_per_h) : bool(value.speed_kmh); };
      const bool all_there = std::any_of(values.begin(), values.end(),
                                         [&](const Value& value) { return is_kind(value) && of_all(value); });
      for (const Value& value : values) {
        if (!is_kind(value) || (all_there && !of_all(value))) continue;
        if (flow || !whole.until) {
          whole.until = value.until;
          whole.period = value.period;
        }
        if (flow) {
          whole.rate_per_h = whole.rate_per_h.value_or(0) + *value.rate_per_h;
        } else {
          const double weight = rate_of_lane(values, value);
          speed_sum += weight * *value.speed_kmh;
          speed_weight += weight;
        }
      }
    }
    if (speed_weight > 0) whole.speed_kmh = speed_sum / speed_weight;
    return tell(id, place, whole);
  }

  /// How much a lane's speed weighs: as many vehicles as it has; where that is not said, each lane the same.
  static double rate_of_lane(const std::vector<Value>& values, const Value& speed) {
    bool any = false;
    for (const Value& value : values) {
      if (!value.rate_per_h) continue;
      any = true;
      if (value.lane == speed.lane && value.of_some == speed.of_some) return *value.rate_per_h;
    }
    return any ? 0 : 1;
  }

  /// Each value by itself: "SITE" where there is one of its quantity, else "SITE/INDEX".
  Result<void> tell_values(const std::string& id, const std::vector<Value>& values) {
    const auto rates =
        std::count_if(values.begin(), values.end(), [](const Value& value) { return bool(value.rate_per_h); });
    const auto speeds =
        std::count_if(values.begin(), values.end(), [](const Value& value) { return bool(value.speed_kmh); });
    const auto named = [&](std::int64_t count, const Value& value) { return count == 1 ? id : id + "/" + value.index; };
    for (const Value& value : values) {
      Value rate = value, speed = value;
      rate.speed_kmh.reset();
      speed.rate_per_h.reset();
      if (auto told = tell(named(rates, value), {}, rate); !told) return told;
      if (auto told = tell(named(speeds, value), {}, speed); !told) return told;
    }
    return {};
  }

  Result<void> tell(const std::string& feature, std::optional<geo::Position> place, const Value& value) {
    const auto name = read_feature_name(feature, "the site's id with its index");
    if (!name) return name.error();
    Measurement made;
    made.feature = *name;
    made.place = place;
    made.until = *value.until;
    const seconds period = value.period.value_or(kUsualPeriod);
    made.from = made.until - period;
    if (value.rate_per_h) {
      made.quantity = Quantity::Vehicles;
      made.value = std::llround(*value.rate_per_h * static_cast<double>(period.count()) / 3600);
      if (auto kept = builder_.measure_past(made); !kept) return kept;
    }
    if (value.speed_kmh) {
      made.quantity = Quantity::VehicleSpeed;
      made.value = std::llround(*value.speed_kmh * 10);
      if (auto kept = builder_.measure_past(made); !kept) return kept;
    }
    return {};
  }

  FeedBuilder& builder_;
  DatexSites sites_;
};

}  // namespace

Result<FeedContent> read_datex_measured(std::string_view bytes, const FeedContext& context) {
  FeedBuilder builder(context);
  Reader reader(builder);
  if (auto read = read_datex(bytes, "MeasuredDataPublication", reader, builder); !read) return read.error();
  return std::move(builder).finish();
}

}  // namespace vigie::codec
