// SPDX-License-Identifier: Apache-2.0
// Departure curves and the checks of a demand.
#include "flow/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::flow {
namespace {

Error wrong(std::string what) { return Error{ErrorKind::OutOfRange, std::move(what)}; }

Result<void> check_source(const Network& network, const Demand& demand, std::size_t number) {
  const Source& source = demand.sources[number];
  if (!(source.node < network.node_count())) return wrong(fmt::format("source {}: no such node", number));
  if (!(source.people >= 0 && std::isfinite(source.people)))
    return wrong(fmt::format("source {}: expected people from 0, seen {}", number, source.people));
  if (!(source.gate_per_s > 0))
    return wrong(fmt::format("source {}: expected a gate above 0/s, seen {}", number, source.gate_per_s));
  if (source.shares.size() != demand.destinations.size())
    return wrong(fmt::format("source {}: expected a share for each destination", number));
  double sum = 0;
  for (const double share : source.shares) {
    if (!(share >= 0 && share <= 1)) return wrong(fmt::format("source {}: share {} is not 0 to 1", number, share));
    sum += share;
  }
  if (!(std::abs(sum - 1) < 1e-6)) return wrong(fmt::format("source {}: shares sum to {}, not 1", number, sum));
  return {};
}

Result<void> check_stop(const Network& network, const Stop& stop, std::size_t destination) {
  const bool sound = stop.node < network.node_count() && stop.gate_per_s > 0 && stop.waiting_room > 0;
  const bool timely = !stop.timetable || (stop.timetable->every_s > 0 && stop.timetable->places > 0 &&
                                          std::isfinite(stop.timetable->first_s));
  const bool served = stop.served_per_s > 0 || (stop.timetable && stop.served_per_s == 0);
  if (sound && timely && served) return {};
  return wrong(fmt::format("destination {}: a stop needs a node, a gate, room and service above 0", destination));
}

/// Sections that are not closed for the whole of time.
std::vector<bool> ever_open(const Network& network, const Demand& demand) {
  std::vector<bool> open(network.sections().size(), true);
  for (const Control& control : demand.controls)
    if (control.until_s == kUnlimited) open[control.section] = false;
  return open;
}

}  // namespace

Result<Curve> Curve::checked(std::vector<Point> points) {
  if (points.size() < 2) return wrong("a curve needs two points or more");
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!(std::isfinite(points[i].at_s) && points[i].share >= 0 && points[i].share <= 1))
      return wrong(fmt::format("curve, point {}: expected a time and a share of 0 to 1", i + 1));
    if (i > 0 && !(points[i].at_s > points[i - 1].at_s))
      return wrong(fmt::format("curve, point {}: times must rise", i + 1));
    if (i > 0 && !(points[i].share >= points[i - 1].share))
      return wrong(fmt::format("curve, point {}: shares must not fall", i + 1));
  }
  if (points.front().share != 0) return wrong("a curve begins with share 0");
  if (points.back().share != 1) return wrong("a curve ends with share 1");
  return Curve(std::move(points));
}

Curve Curve::even(double from_s, double until_s) {
  VIGIE_CHECK(from_s < until_s);
  return Curve({{from_s, 0}, {until_s, 1}});
}

Curve Curve::spread(double start_s, double median_s, double p90_s) {
  VIGIE_CHECK(median_s > 0 && p90_s > median_s);
  constexpr double kNinetieth = 1.2815515655446004;  // standard normal quantile of 0.9
  const double sigma = std::log(p90_s / median_s) / kNinetieth;
  std::vector<Point> points{{start_s, 0}};
  constexpr int kPieces = 60;
  for (int i = 1; i <= kPieces; ++i) {
    const double z = -2.4 + 4.8 * i / kPieces;  // 0.8 % of them stand beyond either end: taken in by the ends
    const double share = i == kPieces ? 1 : 0.5 * std::erfc(-z / std::sqrt(2.0));
    points.push_back({start_s + median_s * std::exp(sigma * z), share});
  }
  return Curve(std::move(points));
}

double Curve::at(double time_s) const {
  if (time_s <= points_.front().at_s) return 0;
  if (time_s >= points_.back().at_s) return 1;
  const auto after = std::upper_bound(points_.begin(), points_.end(), time_s,
                                      [](double time, const Point& point) { return time < point.at_s; });
  const auto before = after - 1;
  return before->share + (after->share - before->share) * (time_s - before->at_s) / (after->at_s - before->at_s);
}

Curve Curve::moved(double later_s, double drawn_out, double pivot_s) const {
  std::vector<Point> points = points_;
  for (Point& point : points) point.at_s = pivot_s + (point.at_s - pivot_s) * drawn_out + later_s;
  return Curve(std::move(points));
}

Result<void> check(const Network& network, const Demand& demand) {
  for (const Control& control : demand.controls)
    if (!(control.section < network.sections().size() && control.from_s < control.until_s))
      return wrong("a closure needs a section of the network and an end after its beginning");
  if (!(demand.destinations.size() >= 1 && demand.destinations.size() <= kMostDestinations))
    return wrong(fmt::format("expected 1 to {} destinations, seen {}", kMostDestinations, demand.destinations.size()));
  for (std::size_t i = 0; i < demand.destinations.size(); ++i) {
    if (demand.destinations[i].stops.empty()) return wrong(fmt::format("destination {}: no stop", i));
    for (const Stop& stop : demand.destinations[i].stops)
      if (const Result<void> sound = check_stop(network, stop, i); !sound) return sound;
  }
  const std::vector<bool> open = ever_open(network, demand);
  for (std::size_t i = 0; i < demand.sources.size(); ++i) {
    if (const Result<void> sound = check_source(network, demand, i); !sound) return sound;
    const std::vector<bool> reached = network.reached_from(demand.sources[i].node, open);
    for (std::size_t d = 0; d < demand.destinations.size(); ++d) {
      const auto& stops = demand.destinations[d].stops;
      if (demand.sources[i].shares[d] > 0 && demand.sources[i].people > 0 &&
          std::none_of(stops.begin(), stops.end(), [&](const Stop& stop) { return reached[stop.node]; }))
        return wrong(fmt::format("source {}: people without a way out to destination {}", i, d));
    }
  }
  return {};
}

}  // namespace vigie::flow
