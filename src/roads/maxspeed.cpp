// SPDX-License-Identifier: Apache-2.0
// Numbers with their unit, and the words that stand for a national limit.
#include "roads/maxspeed.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace vigie::roads {
namespace {

constexpr double kMile_km = 1.609344;
constexpr double kKnot_kmh = 1.852;
constexpr double kWalk_kmh = 6;  // "walk": 5 to 7 km/h by country
constexpr double kNoLimit_kmh = 130;
constexpr double kFastest_kmh = 150;

struct Implicit {
  std::string_view country;  // empty: any
  std::string_view zone;
  double kmh;
};

// First match wins. France: Code de la route R413-2, R413-3; Portugal: Código da Estrada art. 27; the last rows are what most of Europe has.
constexpr std::array<Implicit, 18> kImplicit{{
    {"FR", "rural", 80},
    {"DE", "motorway", 130},
    {"PT", "motorway", 120},
    {"ES", "motorway", 120},
    {"IT", "rural", 90},
    {"PT", "rural", 90},
    {"ES", "rural", 90},
    {"PT", "trunk", 100},
    {"GB", "nsl_single", 60 * kMile_km},
    {"GB", "nsl_dual", 70 * kMile_km},
    {"GB", "motorway", 70 * kMile_km},
    {"", "motorway", 130},
    {"", "trunk", 110},
    {"", "rural", 90},
    {"", "urban", 50},
    {"", "living_street", 20},
    {"", "bicycle_road", 30},
    {"", "pedestrian_zone", kWalk_kmh},
}};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> within_range(double kmh) {
  if (!(kmh >= 1)) return std::nullopt;
  return std::min(kmh, kFastest_kmh);
}

std::optional<double> by_number(std::string_view text) {
  double number = 0;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return std::nullopt;
  const std::string unit = lower(trim(text.substr(static_cast<std::size_t>(rest - text.data()))));
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph") return within_range(number);
  if (unit == "mph") return within_range(number * kMile_km);
  if (unit == "knots") return within_range(number * kKnot_kmh);
  return std::nullopt;
}

std::optional<double> by_word(std::string_view text) {
  const std::string word = lower(text);
  if (word == "walk") return kWalk_kmh;
  if (word == "none") return kNoLimit_kmh;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view country = text.substr(0, text.find(':'));
  std::string zone = lower(text.substr(colon + 1));
  if (zone.starts_with("zone")) zone.erase(0, 4);  // "FR:zone30", "DE:zone:30"
  if (!zone.empty() && zone.front() >= '0' && zone.front() <= '9') return by_number(zone);
  for (const Implicit& rule : kImplicit)
    if ((rule.country.empty() || rule.country == country) && rule.zone == zone) return rule.kmh;
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_maxspeed_kmh(std::string_view text) {
  std::optional<double> lowest;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view part = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    std::optional<double> kmh = by_number(part);
    if (!kmh) kmh = by_word(part);
    if (kmh && (!lowest || *kmh < *lowest)) lowest = kmh;
  }
  return lowest;
}

}  // namespace vigie::roads
