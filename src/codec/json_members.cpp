// SPDX-License-Identifier: Apache-2.0
// Reading checked members out of simdjson's tree.
#include "codec/json_members.hpp"

#include <algorithm>
#include <cmath>

#include "codec/json_writer.hpp"
#include "codec/utf8.hpp"
#include "core/check.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostDepth = 16;
constexpr std::size_t kShownBytes = 40;
constexpr TextLimits kIdentifier{1, 100};

/// Ready for a usual message, and not for a nest of ten thousand brackets.
simdjson::dom::parser shallow_parser() {
  simdjson::dom::parser parser;
  const auto error = parser.allocate(64 * 1024, kMostDepth);
  VIGIE_CHECK(error == simdjson::SUCCESS);
  return parser;
}

}  // namespace

Result<simdjson::dom::element> parse_json(std::string_view json, std::size_t max_bytes) {
  if (json.size() > max_bytes)
    return Error{ErrorKind::TooLarge,
                 std::to_string(json.size()) + " bytes, expected " + std::to_string(max_bytes) + " at most"};
  thread_local simdjson::dom::parser parser = shallow_parser();
  simdjson::dom::element root;
  const auto error = parser.parse(json.data(), json.size()).get(root);
  if (error == simdjson::DEPTH_ERROR) return Error{ErrorKind::TooLarge, "JSON nested deeper than 16"};
  if (error != simdjson::SUCCESS)
    return Error{ErrorKind::Malformed, std::string("not JSON: ") + simdjson::error_message(error)};
  return root;
}

std::string shown(std::string_view name) {
  std::size_t end = 0;
  while (end < name.size()) {
    const std::size_t length = std::max<std::size_t>(1, utf8_sequence(name, end));
    if (end + length > kShownBytes) return cleaned(name.substr(0, end), Lines::One) + "…";
    end += length;
  }
  return cleaned(name, Lines::One);
}

Members::Members(simdjson::dom::element element, std::string_view what, Fault& fault) : what_(what), fault_(fault) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) {
    fault_.say(ErrorKind::Malformed, std::string(what_) + ": not a JSON object");
    return;
  }
  for (const simdjson::dom::key_value_pair member : object) {
    if (size_ == kMost) {
      fault_.say(ErrorKind::TooLarge, std::string(what_) + ": more than 32 members");
      return;
    }
    if (has(member.key)) {
      wrong(member.key, "is there twice");
      return;
    }
    items_[size_++] = {member.key, member.value, false};
  }
}

bool Members::has(std::string_view name) const {
  for (std::size_t i = 0; i < size_; ++i)
    if (items_[i].name == name) return true;
  return false;
}

const Members::Item* Members::take(std::string_view name) {
  for (std::size_t i = 0; i < size_; ++i) {
    if (items_[i].name != name) continue;
    items_[i].read = true;
    return &items_[i];
  }
  wrong(name, "is missing");
  return nullptr;
}

void Members::wrong(std::string_view name, std::string_view why, ErrorKind kind) {
  if (!fault_.none()) return;
  fault_.say(kind, std::string(what_) + ": member '" + shown(name) + "' " + std::string(why));
}

std::string Members::text(std::string_view name, TextLimits limits) {
  const Item* item = take(name);
  if (item == nullptr) return {};
  std::string_view held;
  if (item->value.get(held) != simdjson::SUCCESS) return wrong(name, "is not text"), std::string();
  if (!valid_utf8(held)) return wrong(name, "is not valid UTF-8"), std::string();  // an escaped lone surrogate
  const std::size_t length = characters(held);
  if (length < limits.min || length > limits.max) {
    wrong(name,
          "has " + std::to_string(length) + " characters, expected " + std::to_string(limits.min) + " to " +
              std::to_string(limits.max),
          ErrorKind::OutOfRange);
    return {};
  }
  return std::string(held);
}

std::string Members::identifier(std::string_view name) {
  std::string held = text(name, kIdentifier);
  if (has_control(held)) wrong(name, "has control characters");
  return held;
}

std::int64_t Members::integer(std::string_view name, std::int64_t min, std::int64_t max) {
  const Item* item = take(name);
  if (item == nullptr) return min;
  std::int64_t held = 0;
  double real = 0;
  if (item->value.get(held) != simdjson::SUCCESS) {
    // 3.0 is an integer too, as JSON Schema counts; beyond 2^53 a double no longer says which one.
    const bool whole =
        item->value.get(real) == simdjson::SUCCESS && std::trunc(real) == real && std::abs(real) <= 0x1p53;
    if (!whole) return wrong(name, "is not an integer"), min;
    held = static_cast<std::int64_t>(real);
  }
  if (held < min || held > max) {
    wrong(name, "is outside " + std::to_string(min) + " to " + std::to_string(max), ErrorKind::OutOfRange);
    return min;
  }
  return held;
}

std::int32_t Members::integer32(std::string_view name) {
  using Limits = std::numeric_limits<std::int32_t>;
  return static_cast<std::int32_t>(integer(name, Limits::min(), Limits::max()));
}

std::uint64_t Members::count64(std::string_view name) {
  const Item* item = take(name);
  std::uint64_t held = 0;
  if (item != nullptr && item->value.get(held) != simdjson::SUCCESS) wrong(name, "is not an integer from 0");
  return held;
}

double Members::number(std::string_view name) {
  const Item* item = take(name);
  double held = 0;
  if (item != nullptr && item->value.get(held) != simdjson::SUCCESS) wrong(name, "is not a number");
  return held;
}

bool Members::truth(std::string_view name) {
  const Item* item = take(name);
  bool held = false;
  if (item != nullptr && item->value.get(held) != simdjson::SUCCESS) wrong(name, "is not true or false");
  return held;
}

Time Members::time(std::string_view name) {
  const std::string held = text(name);
  if (!fault_.none()) return {};
  const Result<Time> read = parse_rfc3339(held);
  if (!read.ok()) return wrong(name, "is not a time like 2026-11-23T21:05:28Z"), Time{};
  if (*read < kFirstTime || *read > kLastTime) return wrong(name, "is outside the years 1 to 9999"), Time{};
  return *read;
}

Time Members::time_ms(std::string_view name) {
  constexpr std::int64_t kMost_ms = std::int64_t{1} << 53;
  return from_millis(integer(name, -kMost_ms, kMost_ms));
}

std::optional<geo::Position> Members::place() {
  if (!has("lat") && !has("lon")) return std::nullopt;
  const double lat = number("lat");
  const double lon = number("lon");
  if (!fault_.none()) return std::nullopt;
  const auto place = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
  if (place.ok()) return *place;
  const bool lat_wrong = !(lat >= -90 && lat <= 90);
  wrong(lat_wrong ? "lat" : "lon", lat_wrong ? "is outside -90 to 90" : "is outside -180 to 180",
        ErrorKind::OutOfRange);
  return std::nullopt;
}

std::optional<geo::Position> Members::place_e7() {
  if (!has("lat_e7") && !has("lon_e7")) return std::nullopt;
  const std::int64_t lat = integer("lat_e7", -900'000'000, 900'000'000);
  const std::int64_t lon = integer("lon_e7", -1'800'000'000, 1'800'000'000);
  if (!fault_.none()) return std::nullopt;
  return geo::Position::from_e7(lat, lon).value();
}

void Members::finish() {
  for (std::size_t i = 0; i < size_; ++i)
    if (!items_[i].read) return wrong(items_[i].name, "is unknown");
}

}  // namespace vigie::codec
