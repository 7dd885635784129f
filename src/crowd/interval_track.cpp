// SPDX-License-Identifier: Apache-2.0
// First quantiles from sorted departures.
#include "crowd/interval_track.hpp"

#include <cmath>

namespace vigie::crowd {
namespace {

constexpr std::size_t kEnough = 40;
constexpr std::array<double, 4> kNormal = {-1.960, -1.2816, 1.2816, 1.960};
constexpr double kNarrowest = 1e-3;

}  // namespace

IntervalTrack IntervalTrack::of(std::vector<double>& departures) {
  IntervalTrack track;
  const auto count = static_cast<double>(departures.size());
  if (departures.size() < kEnough) {
    double squares = 1;  // one made-up departure of size 1, so that none says something too
    for (const double departure : departures) squares += departure * departure;
    for (std::size_t i = 0; i < kNormal.size(); ++i) track.ends[i] = kNormal[i] * std::sqrt(squares / (count + 1));
  } else {
    std::sort(departures.begin(), departures.end());
    for (std::size_t i = 0; i < kTrackLevels.size(); ++i) {
      const bool upper = kTrackLevels[i] > 0.5;
      const double rank = upper ? std::ceil((count + 1) * kTrackLevels[i]) : std::floor((count + 1) * kTrackLevels[i]);
      track.ends[i] = departures[static_cast<std::size_t>(std::clamp(rank, 1.0, count)) - 1];
    }
  }
  track.width = std::max(track.ends[2] - track.ends[1], kNarrowest);
  return track;
}

IntervalTrack IntervalTrack::scaled(double by) const {
  IntervalTrack track = *this;
  for (double& end : track.ends) end *= by;
  track.width *= by;
  return track;
}

}  // namespace vigie::crowd
