// SPDX-License-Identifier: Apache-2.0
// What a gazetteer knows, and its file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "city/gazetteer.hpp"
#include "core/result.hpp"
#include "geo/position.hpp"

namespace vigie::city {

/// A street, square, venue, stop or district.
struct NamedPlace {
  std::string label;
  PlaceKind kind;
  std::string district;    ///< empty where not known
  geo::Position position;  ///< for a street, a point on it near its middle
  std::int32_t extent_m;   ///< length of a street, size of the rest: larger is better known
};

struct House {
  std::uint32_t street;  ///< its place in GazetteerData::places
  std::string number;    ///< "12", "12 bis"
  geo::Position position;
};

/// A straight piece of a street.
struct StreetLine {
  std::uint32_t street;
  geo::Position from;
  geo::Position to;
};

struct GazetteerData {
  std::vector<NamedPlace> places;
  std::vector<House> houses;
  std::vector<StreetLine> lines;
};

/// Writes a SQLite file of three tables; `file` appears whole or not at all. Errors: Io.
Result<void> save(const GazetteerData& data, const std::string& file);

/// Errors: NotFound; Corrupt where a table is missing, a place is off the globe or a street is not there.
Result<GazetteerData> load_gazetteer_data(const std::string& file);

}  // namespace vigie::city
