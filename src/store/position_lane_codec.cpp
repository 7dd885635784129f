// SPDX-License-Identifier: Apache-2.0
// Little-endian packing of unit positions.
#include "store/position_lane_codec.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace vigie::store {
namespace {

void put(std::string& out, std::integral auto number) {
  const auto bits = static_cast<std::make_unsigned_t<decltype(number)>>(number);
  for (std::size_t i = 0; i < sizeof number; ++i) out += static_cast<char>(static_cast<std::uint64_t>(bits) >> (8 * i));
}

/// `value` times `scale`, rounded; -1 where it is not known or absurd.
std::int32_t scaled(const std::optional<double>& value, double scale) {
  const bool known = value && *value >= 0 && *value * scale <= 1e9;
  return known ? static_cast<std::int32_t>(std::lround(*value * scale)) : -1;
}

std::optional<double> unscaled(std::int32_t value, double scale) {
  return value < 0 ? std::nullopt : std::optional<double>(value / scale);
}

/// Takes numbers and names off the front; remembers that there was not enough.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <std::integral Number>
  Number number() {
    const std::string_view taken = text(sizeof(Number));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < taken.size(); ++i)
      bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
    return static_cast<Number>(bits);
  }

  std::string_view text(std::size_t size) {
    short_ = short_ || size > bytes_.size();
    const std::string_view taken = short_ ? std::string_view() : bytes_.substr(0, size);
    bytes_.remove_prefix(taken.size());
    return taken;
  }

  bool more() const { return !short_ && !bytes_.empty(); }
  bool ran_short() const { return short_; }

 private:
  std::string_view bytes_;
  bool short_ = false;
};

}  // namespace

std::string pack(std::span<const UnitPosition> positions) {
  std::string bytes;
  for (const UnitPosition& p : positions) {
    const std::string_view name = std::string_view(p.unit.text()).substr(0, std::numeric_limits<std::uint16_t>::max());
    put(bytes, static_cast<std::uint16_t>(name.size()));
    bytes += name;
    put(bytes, p.place.lat_e7());
    put(bytes, p.place.lon_e7());
    put(bytes, scaled(p.heading_deg, 10));
    put(bytes, scaled(p.speed_mps, 100));
    put(bytes, std::int64_t{millis(p.seen)});
    put(bytes, std::int64_t{millis(p.received)});
  }
  return bytes;
}

Result<std::vector<UnitPosition>> unpack(std::string_view bytes) {
  std::vector<UnitPosition> all;
  Reader in(bytes);
  while (in.more()) {
    std::string name(in.text(in.number<std::uint16_t>()));
    const auto lat = in.number<std::int32_t>();
    const auto lon = in.number<std::int32_t>();
    const auto heading = unscaled(in.number<std::int32_t>(), 10);
    const auto speed = unscaled(in.number<std::int32_t>(), 100);
    const Time seen = from_millis(in.number<std::int64_t>());
    const Time received = from_millis(in.number<std::int64_t>());
    const auto place = geo::Position::from_e7(lat, lon);
    if (in.ran_short() || !place.ok())
      return Error{ErrorKind::Corrupt, "a batch of positions is cut short or off the globe"};
    all.push_back({UnitId(std::move(name)), *place, heading, speed, seen, received});
  }
  if (in.ran_short()) return Error{ErrorKind::Corrupt, "a batch of positions is cut short"};
  return all;
}

}  // namespace vigie::store
