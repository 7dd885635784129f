// SPDX-License-Identifier: Apache-2.0
// LiveNetwork: the streets as they are now: what the picture's road changes do to travel times.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "core/mutex.hpp"
#include "core/time_zone.hpp"
#include "geo/polygon.hpp"
#include "model/picture.hpp"
#include "roads/measured_speeds.hpp"
#include "roads/road_index.hpp"
#include "roads/travel_model.hpp"

namespace vigie::engine {

/// Which streets a line lies on, for who draws one.
struct StreetsOnLine {
  std::vector<std::string> streets;  ///< names, each once, in order
  std::int32_t length_m = 0;         ///< of the streets, each counted once
  std::int32_t off_street_m = 0;     ///< of the line, on no street
  std::vector<RoadLine> lines;       ///< the streets' own shapes, one for each
};

/// Travel times of an emergency vehicle with the road changes in force. Borrows the index.
/// Threads: update() one; everything else any.
class LiveNetwork {
 public:
  LiveNetwork(const roads::RoadIndex& index, const TimeZone& zone);

  const roads::RoadIndex& index() const { return index_; }
  const TimeZone& zone() const { return zone_; }

  StreetsOnLine streets_on(std::span<const RoadLine> lines, RoadSense sense) const;
  /// Fills in `streets` and `length_m`; nothing and 0 where it lies on no street.
  void place(RoadChange& change) const;

  /// How fast the streets really are, from the next update() on; and how far a drive strays from that. Threads: that of update().
  void learn(const roads::MeasuredSpeeds& speeds, const roads::TravelModel& model);
  roads::TravelModel travel_model() const;

  /// Brings the network to what the picture says is in force at `now`. True where a travel time changed.
  bool update(const Picture& picture, Time now);

  std::shared_ptr<const roads::IndexedMetric> now() const { return live_.now(); }
  /// The network at another moment, with the road changes known today. Takes a full customization: some 20 ms for a city.
  std::shared_ptr<const roads::IndexedMetric> at(const Picture& picture, Time at) const;

 private:
  /// What a change does to which arcs, whenever it is in force.
  struct Effect {
    std::uint64_t changed;  ///< of the road change it was made from
    std::vector<roads::LiveRoads::ArcChange> arcs;
  };
  using Durations = std::map<roads::ArcId, std::uint32_t>;

  Effect effect_of(const RoadChange& change) const;
  /// The streets as fast as measured at that hour, without any road change.
  std::shared_ptr<const roads::Metric> without_changes(Time at) const;
  Durations in_force(const Picture& picture, const roads::Metric& base, Time at) const;
  roads::Metric with(const roads::Metric& base, const Durations& durations) const;

  const roads::RoadIndex& index_;
  const TimeZone zone_;
  const geo::Box bounds_;  ///< of the city's streets, and a little more
  roads::LiveRoads live_;
  std::shared_ptr<const roads::Metric> base_;  ///< what live_ is made of, without the changes
  Durations applied_;                          ///< what live_ differs in from base_
  mutable Mutex mutex_;
  roads::MeasuredSpeeds speeds_ GUARDED_BY(mutex_){roads::Profile::Emergency};
  roads::TravelModel model_ GUARDED_BY(mutex_);
  /// By hour of the week, made when first asked for; forgotten when the speeds change.
  mutable std::map<roads::HourBin, std::shared_ptr<const roads::Metric>> by_hour_ GUARDED_BY(mutex_);
  mutable std::map<RoadChangeId, Effect> effects_ GUARDED_BY(mutex_);
};

}  // namespace vigie::engine
