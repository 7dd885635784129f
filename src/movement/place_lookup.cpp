// SPDX-License-Identifier: Apache-2.0
// Names compared letter by letter; what is most like a name that is not there.
#include "movement/place_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "movement/plane.hpp"

namespace vigie::movement {
namespace {

constexpr double kNearSquare_m = 300;
constexpr std::size_t kMostOffered = 5;

/// Without spaces around, A to Z in small letters.
std::string plain(const std::string& text) {
  const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
  const auto from = std::find_if_not(text.begin(), text.end(), is_space);
  const auto to = std::find_if_not(text.rbegin(), std::make_reverse_iterator(from), is_space).base();
  std::string out(from, to);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Letters to add, drop or change (Levenshtein).
std::size_t changes_between(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t here = row[j + 1];
      row[j + 1] = std::min({here + 1, row[j] + 1, corner + (a[i] == b[j] ? 0U : 1U)});
      corner = here;
    }
  }
  return row.back();
}

/// The names most like it: first those that hold it, or are held by it.
std::string most_like(const StreetNetwork& network, const std::string& words) {
  struct Like {
    bool apart;
    std::size_t changes;
    std::string name;
    bool operator<(const Like& other) const {
      return std::tie(apart, changes, name) < std::tie(other.apart, other.changes, other.name);
    }
  };
  std::set<Like> all;
  for (const Street& street : network.streets) {
    if (street.name.empty() || street.kind == Street::Kind::Forecourt) continue;
    const std::string name = plain(street.name);
    const bool apart = name.find(words) == std::string::npos && words.find(name) == std::string::npos;
    all.insert({apart, changes_between(name, words), street.name});
  }
  std::string out;
  std::size_t offered = 0;
  for (const Like& like : all) {
    if (++offered > kMostOffered) break;
    out += (out.empty() ? "\"" : ", \"") + like.name + "\"";
  }
  return out;
}

std::optional<geo::Position> position_in(const std::string& words) {
  double lat = 0, lon = 0;
  int read = 0;
  if (std::sscanf(words.c_str(), "%lf , %lf %n", &lat, &lon, &read) != 2 ||
      static_cast<std::size_t>(read) != words.size())
    return std::nullopt;
  const auto at = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
  return at ? std::optional(*at) : std::nullopt;
}

double away_m(const Street& square, const geo::Position& at) {
  const Plane plane(at);
  return pedestrians::contains(plane.ring(square.line), {}) ? 0 : plane.distance_m({}, square.line);
}

Result<PlaceId> square_near(const StreetNetwork& network, const std::string& words, const geo::Position& at) {
  std::optional<std::uint32_t> best;
  double best_m = 0;
  const std::size_t sections = network.data.sections.size();
  for (std::uint32_t a = 0; a < network.data.areas.size(); ++a)
    if (const double m = away_m(network.streets[sections + a], at); !best || m < best_m) {
      best = a;
      best_m = m;
    }
  if (best && best_m <= kNearSquare_m) return PlaceId{PlaceId::Kind::Area, *best};
  if (!best) return Error{ErrorKind::NotFound, "no square in the simulated area"};
  const std::string& name = network.streets[sections + *best].name;
  return Error{ErrorKind::NotFound,
               fmt::format("no square within {:.0f} m of {}; the nearest, {}, is {:.0f} m away", kNearSquare_m, words,
                           name.empty() ? "without a name" : "\"" + name + "\"", best_m)};
}

}  // namespace

const Street& street_of(const StreetNetwork& network, PlaceId place) {
  return network.streets[place.index + (place.kind == PlaceId::Kind::Area ? network.data.sections.size() : 0)];
}

Result<PlaceId> find_place(const StreetNetwork& network, const std::string& words, const geo::Position& middle) {
  const std::string wanted = plain(words);
  if (const auto at = position_in(wanted)) return square_near(network, wanted, *at);
  const std::size_t sections = network.data.sections.size();
  for (auto a = static_cast<std::uint32_t>(network.data.areas.size()); a-- > 0;)  // the scenario's squares are the last
    if (!wanted.empty() && plain(network.streets[sections + a].name) == wanted) return PlaceId{PlaceId::Kind::Area, a};
  std::optional<std::uint32_t> best;
  double best_m = 0;
  const Plane plane(middle);
  for (std::uint32_t s = 0; s < sections; ++s) {
    const Street& street = network.streets[s];
    if (street.kind == Street::Kind::Forecourt || street.name.empty() || plain(street.name) != wanted) continue;
    if (const double m = plane.distance_m({}, street.line); !best || m < best_m) {
      best = s;
      best_m = m;
    }
  }
  if (best) return PlaceId{PlaceId::Kind::Section, *best};
  return Error{ErrorKind::NotFound,
               fmt::format("no square or street is called \"{}\" in the simulated area; most like it: {}", words,
                           most_like(network, wanted))};
}

}  // namespace vigie::movement
