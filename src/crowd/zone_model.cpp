// SPDX-License-Identifier: Apache-2.0
// The formula, and the model as bytes: a magic word, a version, the numbers, and the checksum of all of it.
#include "crowd/zone_model.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "crowd/byte_stream.hpp"

namespace vigie::crowd {
namespace {

constexpr std::string_view kMagic = "vigie zones model\n";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kChecksumDigits = 2 * crypto_hash_sha256_BYTES;

void write_zone(ByteWriter& out, const Zone& zone) {
  out.text(zone.id.text());
  out.text(zone.name);
  out.u64(static_cast<std::uint64_t>(zone.kind));
  out.u64(zone.outline.ring.size());
  for (const geo::Position& corner : zone.outline.ring) {
    out.i64(corner.lat_e7());
    out.i64(corner.lon_e7());
  }
  out.real(zone.area_m2);
  out.i64(zone.capacity);
  out.i64(zone.licensed);
  out.text(zone.district.text());
  out.u64(zone.sensors.size());
  for (const ZoneSensor& sensor : zone.sensors) out.text(sensor.feature);
}

Zone read_zone(ByteReader& in) {
  Zone zone;
  zone.id = ZoneId(in.text());
  zone.name = in.text();
  const std::uint64_t kind = in.u64();
  if (kind > static_cast<std::uint64_t>(ZoneKind::Park)) in.refuse();
  zone.kind = static_cast<ZoneKind>(kind);
  const std::uint64_t corners = in.count(16);
  for (std::uint64_t i = 0; i < corners; ++i) {
    const std::int64_t lat = in.i64(), lon = in.i64();
    const auto corner = geo::Position::from_e7(lat, lon);
    if (corner) zone.outline.ring.push_back(*corner);
    else in.refuse();
  }
  zone.area_m2 = in.real();
  zone.capacity = in.i64();
  zone.licensed = in.i64();
  zone.district = DistrictId(in.text());
  const std::uint64_t sensors = in.count(8);
  for (std::uint64_t i = 0; i < sensors; ++i) {
    zone.sensors.emplace_back();
    zone.sensors.back().feature = in.text();
  }
  return zone;
}

}  // namespace

std::string checksum_of(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string digits;
  for (const unsigned char byte : hash) {
    digits += "0123456789abcdef"[byte >> 4];
    digits += "0123456789abcdef"[byte & 15];
  }
  return digits;
}

float departure_of(const FeatureRow& weights, const FeatureRow& row) {
  float sum = 0;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += weights[i] * row[i];
  return sum;
}

float root_of(const ZoneModel& model, std::size_t lead, std::size_t zone, const FeatureRow& row, float base_root) {
  return std::max(base_root + model.structure.spread[zone] * departure_of(model.weights[lead], row), 0.0F);
}

float unit_of(const ZoneModel& model, std::size_t zone, const AxisSlot& target, float event_share) {
  const std::size_t part = static_cast<std::size_t>(target.minute) * kDayParts / 1440;
  return model.structure.spread[zone] * model.day_parts[zone][part] * (1 + model.event_spread * event_share);
}

float SumOfZones::root() const { return std::sqrt(people_); }

float SumOfZones::unit() const { return std::max(std::sqrt(squares_) / (2 * std::max(root(), 1.0F)), 1e-3F); }

std::string ZoneModel::save() const {
  ByteWriter out;
  out.text(kMagic);
  out.u64(kVersion);
  out.u64(kLeads);
  out.u64(kFeatures);
  out.u64(zones.size());
  for (const Zone& zone : zones) write_zone(out, zone);
  out.u64(districts.size());
  for (std::size_t i = 0; i < districts.size(); ++i) {
    out.text(districts[i].text());
    out.u64(zones_of_district[i].size());
    for (const std::size_t zone : zones_of_district[i]) out.u64(zone);
  }
  out.i64(millis(learnt_until));
  out.real(memory_days);
  out.real(weekday_prior_days);
  structure.write(out);
  book.write(out);
  for (const FeatureRow& row : weights)
    for (const float weight : row) out.real32(weight);
  out.u64(assumed ? 1 : 0);
  for (const auto& parts : day_parts)
    for (const float part : parts) out.real32(part);
  out.real32(event_spread);
  out.reals(days_counted);
  start.write(out);
  return out.bytes() + checksum_of(out.bytes());
}

Result<ZoneModel> ZoneModel::load(std::string_view bytes) {
  const Error damaged{ErrorKind::Corrupt, "a damaged model of zones: its checksum does not fit"};
  if (bytes.size() < kChecksumDigits) return damaged;
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksumDigits);
  if (checksum_of(body) != bytes.substr(body.size())) return damaged;
  ByteReader in(body);
  if (in.text() != kMagic) return Error{ErrorKind::Corrupt, "not a model of zones"};
  if (const std::uint64_t version = in.u64(); version > kVersion)
    return Error{ErrorKind::OutOfRange, "a model of zones of version " + std::to_string(version) +
                                            ", expected at most " + std::to_string(kVersion)};
  if (in.u64() != kLeads || in.u64() != kFeatures)
    return Error{ErrorKind::OutOfRange, "a model of zones with other horizons or features than this program's"};
  ZoneModel model;
  const std::uint64_t zones = in.count(64);
  for (std::uint64_t i = 0; i < zones; ++i) model.zones.push_back(read_zone(in));
  const std::uint64_t districts = in.count(16);
  for (std::uint64_t i = 0; i < districts; ++i) {
    model.districts.emplace_back(in.text());
    model.zones_of_district.emplace_back(in.count(8));
    for (std::size_t& zone : model.zones_of_district.back()) {
      zone = in.u64();
      if (zone >= zones) in.refuse();
    }
  }
  model.learnt_until = from_millis(in.i64());
  model.memory_days = in.real();
  model.weekday_prior_days = in.real();
  model.structure = ZoneStructure::read(in, zones);
  model.book = EventBook::read(in);
  model.weights.resize(kLeads);
  for (FeatureRow& row : model.weights)
    for (float& weight : row) weight = in.real32();
  model.assumed = in.u64() != 0;
  model.day_parts.resize(zones);
  for (auto& parts : model.day_parts)
    for (float& part : parts) part = in.real32();
  model.event_spread = in.real32();
  model.days_counted = in.reals<double>();
  auto start = ForecastRecord::read(in);
  if (!start) return start.error();
  model.start = std::move(*start);
  if (!in.good() || !in.at_end() || model.days_counted.size() != zones || !(model.memory_days > 0) ||
      model.start.series() != zones + districts)
    return Error{ErrorKind::Corrupt, "a model of zones whose parts do not fit each other"};
  return model;
}

}  // namespace vigie::crowd
