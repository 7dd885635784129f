// SPDX-License-Identifier: Apache-2.0
// From an OpenStreetMap extract to the gazetteer's file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "city/districts.hpp"
#include "city/progress.hpp"
#include "core/result.hpp"

namespace vigie::city {

/// What went in.
struct GazetteerCounts {
  std::int64_t streets = 0;    ///< streets and squares
  std::int64_t addresses = 0;  ///< house numbers
  std::int64_t places = 0;     ///< venues, stops, districts
};

/// Reads an extract's names and addresses and writes `out_file`, whole or not at all.
/// Places get the name of the one of `districts` they lie in. Pieces of a street with one name within 500 m of each other are one street.
/// Errors: Malformed, naming what is wrong with the extract; Io.
Result<GazetteerCounts> build_gazetteer(const std::string& osm_file, const std::string& out_file,
                                        const Progress& progress, const std::vector<District>& districts = {});

}  // namespace vigie::city
