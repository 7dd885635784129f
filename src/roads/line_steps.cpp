// SPDX-License-Identifier: Apache-2.0
// Places at even distances along a line.
#include "roads/line_steps.hpp"

#include <algorithm>
#include <cstdint>

namespace vigie::roads {
namespace {

constexpr double kChord_m = 8;

/// A line that can be asked for the place at a distance from its start.
class Measured {
 public:
  explicit Measured(std::span<const geo::Position> line) : line_(line) {
    reached_m_.reserve(line.size());
    for (std::size_t i = 0; i < line.size(); ++i)
      reached_m_.push_back(i == 0 ? 0 : reached_m_.back() + geo::distance_m(line[i - 1], line[i]));
  }

  double length_m() const { return reached_m_.empty() ? 0 : reached_m_.back(); }

  geo::Position at(double along_m) const {
    const auto after = std::upper_bound(reached_m_.begin(), reached_m_.end(), along_m);
    if (after == reached_m_.begin()) return line_.front();
    if (after == reached_m_.end()) return line_.back();
    const auto i = static_cast<std::size_t>(after - reached_m_.begin());
    const geo::Position &a = line_[i - 1], &b = line_[i];
    const double share = (along_m - reached_m_[i - 1]) / (reached_m_[i] - reached_m_[i - 1]);
    const std::int64_t north_e7 = std::int64_t{b.lat_e7()} - a.lat_e7(),
                       east_e7 = std::int64_t{b.lon_e7()} - a.lon_e7();
    return geo::Position::from_e7(a.lat_e7() + std::llround(share * static_cast<double>(north_e7)),
                                  a.lon_e7() + std::llround(share * static_cast<double>(east_e7)))
        .value();
  }

 private:
  std::span<const geo::Position> line_;
  std::vector<double> reached_m_;
};

}  // namespace

std::vector<LineStep> line_steps(std::span<const geo::Position> line, double step_m) {
  const Measured measured(line);
  std::vector<LineStep> steps;
  if (!(measured.length_m() > 0)) return steps;
  const auto count = static_cast<std::size_t>(std::ceil(measured.length_m() / step_m));
  const double length_m = measured.length_m() / static_cast<double>(count);
  steps.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double middle_m = (static_cast<double>(i) + 0.5) * length_m;
    const geo::Position before = measured.at(middle_m - kChord_m), after = measured.at(middle_m + kChord_m);
    const geo::Position place = measured.at(middle_m);
    // A line that comes straight back has no chord there.
    const double heading = before == after ? geo::bearing_deg(place, after) : geo::bearing_deg(before, after);
    steps.push_back({place, heading, length_m});
  }
  return steps;
}

}  // namespace vigie::roads
