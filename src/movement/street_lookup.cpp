// SPDX-License-Identifier: Apache-2.0
// Which streets a line crosses, and which is nearest.
#include "movement/plane.hpp"
#include "movement/street_network.hpp"

namespace vigie::movement {

std::vector<flow::SectionId> StreetNetwork::crossed(const std::vector<geo::Position>& line) const {
  std::vector<flow::SectionId> out;
  if (line.empty()) return out;
  const Plane plane(line.front());
  for (flow::SectionId s = 0; s < data.sections.size(); ++s) {
    const std::vector<geo::Position>& shape = streets[s].line;
    bool hit = false;
    for (std::size_t i = 1; i < shape.size() && !hit; ++i)
      for (std::size_t j = 1; j < line.size() && !hit; ++j)
        hit = meeting(plane.at(shape[i - 1]), plane.at(shape[i]), plane.at(line[j - 1]), plane.at(line[j])).has_value();
    if (hit) out.push_back(s);
  }
  return out;
}

std::optional<flow::SectionId> StreetNetwork::nearest(const geo::Position& place, double within_m) const {
  std::optional<flow::SectionId> best;
  const Plane plane(place);
  for (flow::SectionId s = 0; s < data.sections.size(); ++s) {
    if (streets[s].kind == Street::Kind::Forecourt) continue;
    if (const double away_m = plane.distance_m({}, streets[s].line); away_m <= within_m) {
      within_m = away_m;
      best = s;
    }
  }
  return best;
}

}  // namespace vigie::movement
