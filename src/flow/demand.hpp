// SPDX-License-Identifier: Apache-2.0
// Demand: who sets out when, where they want to go, what serves them there, and what is closed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "flow/network.hpp"

namespace vigie::flow {

/// The share of people who have set out, by time: piecewise linear, from 0 to 1.
class Curve {
 public:
  struct Point {
    double at_s;
    double share;
  };

  /// Errors: OutOfRange where times do not rise, shares fall, or the last is not 1.
  static Result<Curve> checked(std::vector<Point> points);
  /// As many at every moment between two times. `from_s` < `until_s`.
  static Curve even(double from_s, double until_s);
  /// Log-normal: half of them `median_s` after the start, nine tenths `p90_s` after. 0 < median < p90.
  static Curve spread(double start_s, double median_s, double p90_s);

  double at(double time_s) const;
  /// The same, later (or earlier) and drawn out around `pivot_s` by a factor.
  Curve moved(double later_s, double drawn_out, double pivot_s) const;
  double begin_s() const { return points_.front().at_s; }
  double end_s() const { return points_.back().at_s; }

 private:
  explicit Curve(std::vector<Point> points) : points_(std::move(points)) {}
  std::vector<Point> points_;
};

/// People who come out of a door (or off a train) onto the network.
struct Source {
  NodeId node;
  double people;
  Curve curve;
  std::vector<double> shares;      ///< by destination; sums to 1
  double gate_per_s = kUnlimited;  ///< most people per second through the door; the rest waits inside
};

/// Trains or buses: each takes up to `places` of those who wait.
struct Timetable {
  double first_s;
  double every_s;
  double places;
};

/// One way into a destination.
struct Stop {
  NodeId node;
  double gate_per_s = kUnlimited;    ///< most people per second who get in
  double waiting_room = kUnlimited;  ///< most people who wait inside; then it backs up onto the street
  double served_per_s = kUnlimited;  ///< who leaves from inside, steadily
  std::optional<Timetable> timetable = std::nullopt;
};

/// What people want to reach; any of its stops will do.
struct Destination {
  std::vector<Stop> stops;
};

enum class ControlKind : std::uint8_t {
  Closed,  ///< nobody enters, and everybody knows: routes avoid it
  Held,    ///< a cordon: nobody enters, people wait before it
};

/// A section that nobody may enter from either end for a time; who is inside walks out.
struct Control {
  SectionId section;
  ControlKind kind;
  double from_s;
  double until_s;
};

/// A crowd is told apart by where it goes; more than this is a city's whole traffic.
inline constexpr std::size_t kMostDestinations = 32;

struct Demand {
  std::vector<Source> sources;
  std::vector<Destination> destinations;
  std::vector<Control> controls;
};

/// Errors: OutOfRange naming what is wrong: NaN or negative people, shares that do not sum to 1, a gate of 0, a node or section
/// that the network does not have, people without a way to their destination while nothing but what is closed for good is closed.
Result<void> check(const Network& network, const Demand& demand);

}  // namespace vigie::flow
