// SPDX-License-Identifier: Apache-2.0
// What an extract says about names and addresses, before streets are put together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "city/gazetteer.hpp"
#include "city/progress.hpp"
#include "core/result.hpp"
#include "geo/position.hpp"

namespace vigie::city {

/// One mapped way of a street, or the outline of a square.
struct StreetPiece {
  std::string name;
  std::vector<geo::Position> line;  ///< at least two
  bool square;                      ///< an area, or named like one ("Place …", "Praça …")
};

/// A venue, stop or district.
struct FoundPlace {
  std::string name;
  PlaceKind kind;
  geo::Position position;
  std::int32_t extent_m;
};

struct FoundHouse {
  std::string number;
  std::string street;  ///< empty where the map does not say
  geo::Position position;
};

struct Findings {
  std::vector<StreetPiece> pieces;
  std::vector<FoundPlace> places;
  std::vector<FoundHouse> houses;
};

/// Not read, on purpose: addr:interpolation (numbers that nobody has seen).
/// Errors: Malformed, naming what is wrong with the extract.
Result<Findings> collect_names(const std::string& osm_file, const Progress& progress);

}  // namespace vigie::city
