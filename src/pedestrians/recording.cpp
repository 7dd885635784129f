// SPDX-License-Identifier: Apache-2.0
// Classic count and mean speed, once a second.
#include "pedestrians/recording.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace vigie::pedestrians {
namespace {

constexpr double kNotSteady = 0.2;  // share of the time left out at either end
constexpr double kAround_s = 0.5;

struct InBox {
  std::size_t people = 0;
  double speeds_mps = 0;
};

}  // namespace

std::vector<SpeedAtDensity> speed_at_density(const Recording& recording, const MeasuringBox& box) {
  const auto around = static_cast<std::size_t>(std::lround(kAround_s * recording.frames_per_s));
  std::map<std::uint32_t, InBox> frames;
  for (const Track& track : recording.tracks)
    for (std::size_t k = 0; k < track.places.size(); ++k) {
      if (!box.contains(track.places[k])) continue;
      const std::size_t before = k > around ? k - around : 0, after = std::min(track.places.size() - 1, k + around);
      InBox& frame = frames[track.first_frame + static_cast<std::uint32_t>(k)];
      ++frame.people;
      if (after > before)
        frame.speeds_mps += length(track.places[after] - track.places[before]) * recording.frames_per_s /
                            static_cast<double>(after - before);
    }
  std::vector<SpeedAtDensity> out;
  if (frames.empty()) return out;
  const std::uint32_t first = frames.begin()->first, last = frames.rbegin()->first;
  const double whole = last - first, from = first + kNotSteady * whole, to = last - kNotSteady * whole;
  for (double moment = first; moment <= last; moment += recording.frames_per_s) {
    const auto found = frames.find(static_cast<std::uint32_t>(std::lround(moment)));
    if (moment < from || moment > to || found == frames.end()) continue;
    const double people = static_cast<double>(found->second.people);
    out.push_back({moment / recording.frames_per_s, people / box.area_m2(), found->second.speeds_mps / people});
  }
  return out;
}

}  // namespace vigie::pedestrians
