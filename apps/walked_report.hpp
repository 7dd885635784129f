// SPDX-License-Identifier: Apache-2.0
// What `vigie crowd simulate --walk` says of the place that was walked: as JSON, as text, as drawings.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "movement/walked_place.hpp"

namespace vigie::apps {

struct WalkedResults {
  movement::PlaceToWalk what;
  movement::FlowThrough flow;
  movement::WalkedThrough walked;
  double cpu_s;  ///< of walking: the streets' steps and all that is measured with it
};

nlohmann::ordered_json walked_json(const WalkedResults& results);
/// For a person at a terminal.
std::string walked_text(const WalkedResults& results);
/// Everybody at the moment of highest density, and what passes each way in, in that minute.
std::string walked_svg(const WalkedResults& results);
/// Everybody now; `at_s` after the event's end.
std::string walked_frame(const movement::PlaceToWalk& what, double at_s, pedestrians::Simulation& people);

}  // namespace vigie::apps
