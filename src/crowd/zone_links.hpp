// SPDX-License-Identifier: Apache-2.0
// Which source speaks of which zone, which gates lead from one zone into another, and which zones must be estimated together.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/measurement.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

/// A gate; one of a pair that two zones draw at the same place is the same passage.
struct Passage {
  std::size_t zone;                   ///< whose gate it is; "in" is into this zone
  std::optional<std::size_t> beyond;  ///< the zone behind it; absent: the rest of the city
  double width_m = 0;
};

/// A line of Zone::sensors, or a source that was found by its place.
struct SensorPlace {
  std::size_t zone;
  ZoneSensor line;
  std::optional<std::size_t> passage;  ///< of Entered and Left at a gate
  bool inward = true;                  ///< into Passage::zone, or into `zone` where it counts all gates
  bool by_place = false;               ///< no line names it

  bool flow() const { return line.quantity == Quantity::Entered || line.quantity == Quantity::Left; }
};

class ZoneLinks {
 public:
  explicit ZoneLinks(std::vector<Zone> zones);

  const std::vector<Zone>& zones() const { return zones_; }
  const std::vector<Passage>& passages() const { return passages_; }
  const std::vector<SensorPlace>& sensors() const { return sensors_; }
  /// The passage of a zone's gate.
  std::size_t passage(std::size_t zone, std::size_t gate) const { return passage_of_[zone][gate]; }
  /// Zones that counted gates join, in groups; every zone is in one.
  const std::vector<std::vector<std::size_t>>& groups() const { return groups_; }

  /// Sensors that a measurement is of; empty where there is none. Adds one for a place inside exactly one zone, at most 16 a zone.
  std::vector<std::size_t> sensors_of(const Measurement& measurement);

 private:
  void find_passages();
  void find_sensors();
  void find_groups();
  std::optional<std::size_t> zone_at(const geo::Position& place) const;
  std::optional<std::size_t> sensor_by_place(const Measurement& measurement);

  std::vector<Zone> zones_;
  std::vector<Passage> passages_;
  std::vector<std::vector<std::size_t>> passage_of_;
  std::vector<SensorPlace> sensors_;
  std::vector<std::vector<std::size_t>> groups_;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_source_;  ///< source, feature
};

}  // namespace vigie::crowd
