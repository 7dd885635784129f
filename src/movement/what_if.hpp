// SPDX-License-Identifier: Apache-2.0
// What-if: a scenario as it is and with changes, side by side, street by street and minute by minute.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "model/crowd_scenario.hpp"
#include "movement/street.hpp"

namespace vigie::roads {
class WalkGraph;
}

namespace vigie::movement {

/// Above 5 people/m² no measurement says how a crowd moves: said with every result.
inline constexpr double kKnownPer_m2 = 5;
extern const char* const kCaution;

/// Density that ran through a crowd against the way it walks: a queue that grows, or stop and go inside it.
struct UpstreamWave {
  double speed_mps;     ///< above 0
  double swing_per_m2;  ///< half of what it rises and falls
  double at_s;          ///< the end of the minutes in which it was strongest
};

struct StreetPeak {
  double peak_per_m2 = 0;
  double peak_at_s = 0;
  std::array<double, 3> above_s{};                              ///< longer than 2, 3.57 and 5.55 people/m²
  std::array<double, 3> first_s{kEndless, kEndless, kEndless};  ///< when first
  double counter_share = 0;  ///< of the time walked here, that against the stronger stream
  std::optional<UpstreamWave> wave;
};

/// When 99 % had left the streets, and when they had left by train or bus too. kEndless: not in the time simulated.
struct Clearing {
  double streets_s = kEndless, served_s = kEndless;           ///< the scenario as written
  double streets_p50_s = kEndless, streets_p95_s = kEndless;  ///< over the runs
  double served_p50_s = kEndless, served_p95_s = kEndless;
  std::size_t runs = 0, not_cleared = 0;  ///< of the runs
};

/// A queue: behind an exit's doors, before an entrance's turnstiles, inside a station or car park.
struct Queue {
  enum class Kind : std::uint8_t { Exit, Entrance, Station, Parking, OnFoot };
  Kind kind;
  std::string name;
  std::vector<float> people;  ///< by frame
  double most = 0, most_at_s = 0;
};

/// Why a case did not clear.
struct Blocked {
  std::string where;  ///< a street's or a queue's name, or a street's kind and number
  std::optional<std::size_t> street;
  double people;  ///< who are still there
};

struct CaseAnswer {
  std::string name;
  double people = 0;
  Clearing clearing;
  double peak_per_m2 = 0;  ///< the densest street, squares included
  double most_walking = 0;
  double counter_share = 0;
  double person_min_above_2 = 0;    ///< how long how many stood denser than 2 people/m²
  std::vector<StreetPeak> streets;  ///< by street
  std::vector<Queue> queues;
  std::vector<Blocked> blocked;  ///< most people first; empty where it cleared

  // Frames, one every WhatIfOptions::frame_s.
  std::vector<double> at_s;
  std::vector<float> outside, inside, walking, waiting, gone;  ///< people; their sum is everybody
  std::vector<std::uint16_t>
      frames;  ///< density, 0.01 people/m²: frame × streets + street; the densest part of the street
};

struct Difference {                             ///< the variant minus the base
  std::optional<double> streets_s, served_s;    ///< nothing where one of them did not clear
  std::optional<double> served_p50_of_pairs_s;  ///< median of run against run, both with the same draws
  double peak_per_m2 = 0, most_walking = 0, person_min_above_2 = 0;
  std::vector<std::size_t> most_changed;  ///< streets whose peak changed most, ten at most
};

struct WhatIfAnswer {
  std::vector<Street> streets;
  CaseAnswer base;
  std::optional<CaseAnswer> variant;  ///< absent where there were no changes
  std::optional<Difference> difference;
  double network_km = 0;
};

struct WhatIfOptions {
  std::size_t runs = 50;  ///< with inputs a little different, of each case; 0 to 1000
  std::uint64_t seed = 1;
  double frame_s = 60;
  double step_s = 2, cell_m = 6;           ///< of the case as written
  double run_step_s = 8, run_cell_m = 24;  ///< of the runs: coarser, faster; quantiles are of the inputs
};

/// How the caller looks in; either may be empty. Both are called on the calling thread, some times a second.
struct WhatIfWatch {
  std::function<void(double done)> progress;  ///< 0 to 1, rising
  std::function<bool()> cancelled;
};

/// Simulates the scenario, and once more with `changes` where there are any.
/// Errors: OutOfRange, naming the part (and its line, where the scenario has a file): a width of 0, a square that crosses itself, a
/// place without a street near it, people without a way out, NaN; Unavailable "cancelled".
/// Threads: any; no state is kept. Same input, same answer.
Result<WhatIfAnswer> what_if(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                             std::span<const CrowdChange> changes, const WhatIfOptions& options,
                             const WhatIfWatch& watch = {});

}  // namespace vigie::movement
