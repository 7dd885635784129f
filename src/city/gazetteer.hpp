// SPDX-License-Identifier: Apache-2.0
// Gazetteer: from words to places, and from a place to the nearest address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "geo/position.hpp"

namespace vigie::city {

enum class PlaceKind : std::uint8_t { Street, Square, Venue, Address, Stop, District };

/// "street", "square" …: as the API says it.
const char* name(PlaceKind kind);

/// One answer of a search.
struct Place {
  std::string label;  ///< "12 bis Rue des Tanneurs"
  PlaceKind kind;
  std::string district;  ///< empty where not known
  geo::Position position;
  bool approximate = false;  ///< the house number was not found; this is its street, or the nearest number
};

struct GazetteerData;

/// All names and addresses of a city, in memory.
/// Threads: const, any number of callers.
class Gazetteer {
 public:
  /// Opens what build_gazetteer made. Errors: NotFound; Corrupt.
  static Result<std::unique_ptr<Gazetteer>> open(const std::string& file);

  /// From what is known already: tests, and the importer.
  static std::unique_ptr<Gazetteer> of(GazetteerData data);

  ~Gazetteer();
  Gazetteer(const Gazetteer&) = delete;
  Gazetteer& operator=(const Gazetteer&) = delete;

  /// At most `limit` places, best first. Accents, case, hyphens and apostrophes do not matter; one slip of the keys per word
  /// is forgiven; the last word may be unfinished; "12 bis rue …" and "rua … 12" find the house.
  /// Text beyond 200 bytes is cut. Empty text finds nothing.
  std::vector<Place> search(std::string_view text, std::size_t limit) const;

  /// The address a patrol would say: "12 Rue des Tanneurs" where a house is within 40 m, else the street within 60 m,
  /// else with how far it is, "Rue des Tanneurs (100 m)"; empty where nothing named is within 1 km.
  std::string nearest_address(const geo::Position& place) const;

 private:
  struct Index;
  explicit Gazetteer(std::unique_ptr<Index> index);
  std::unique_ptr<Index> index_;
};

}  // namespace vigie::city
