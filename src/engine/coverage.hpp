// SPDX-License-Identifier: Apache-2.0
// Coverage: what the free units reach within some minutes, from where they are now.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "city/districts.hpp"
#include "model/picture.hpp"
#include "roads/isochrone.hpp"
#include "roads/road_index.hpp"

namespace vigie::engine {

/// Computed from exact positions: for whom these may be shown.
struct Coverage {
  Time at;
  std::int32_t units = 0;  ///< that it is computed from
  std::vector<roads::Band> bands;
  struct OfDistrict {
    DistrictId id;
    std::string name;
    std::vector<double> share;  ///< 0 to 1 of its streets' length, one for each band
  };
  std::vector<OfDistrict> districts;  ///< those that have a street
};

/// How long from some posts to a district's streets, one entry for each post; nothing where so many streets are not reached.
struct DistrictTimes {
  DistrictId id;
  std::string name;
  std::vector<std::optional<std::int32_t>> median_s;  ///< half of its streets' length is reached sooner
  std::vector<std::optional<std::int32_t>> p90_s;     ///< nine tenths of it
};

/// Which district a street's middle lies in. Borrows the districts. Threads: const, any.
class StreetsByDistrict {
 public:
  StreetsByDistrict(const roads::RoadGraph& graph, std::span<const city::District> districts);

  /// The share of each district's streets that a driver is on by each limit.
  std::vector<Coverage::OfDistrict> shares(const roads::RoadGraph& graph,
                                           std::span<const roads::ReachedStreets> streets,
                                           std::span<const std::int64_t> limits_ms) const;

  /// `by_post`: what is reached from each post alone, without a limit of time.
  std::vector<DistrictTimes> times(const roads::RoadGraph& graph, std::span<const roads::ReachedStreets> by_post) const;

 private:
  static constexpr std::uint16_t kNowhere = 0xffff;
  /// The earliest moment at each street's middle, by edge.
  std::vector<std::int64_t> middles_ms(const roads::RoadGraph& graph,
                                       std::span<const roads::ReachedStreets> streets) const;
  std::span<const city::District> districts_;
  std::vector<std::uint16_t> district_of_;  ///< by edge
  std::vector<double> length_cm_;           ///< by district
};

/// Free units with a place younger than five minutes, each after the median time in which its kind gets under way
/// (dispatch/response_time.hpp): drivers on the streets as they are now, walkers and cyclists along the same streets at their
/// own speeds. Times are medians. `minutes` rise. Takes some tens of milliseconds for a city. Pure.
Coverage coverage(const roads::RoadGraph& graph, const roads::Metric& now, const StreetsByDistrict& by_district,
                  const Picture& picture, const Positions& positions, std::span<const int> minutes, Time at);

}  // namespace vigie::engine
