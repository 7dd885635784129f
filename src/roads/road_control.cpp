// SPDX-License-Identifier: Apache-2.0
// Reads a node's tags, and says for which driver a node near a junction counts.
#include "roads/road_control.hpp"

#include <algorithm>
#include <string_view>

namespace vigie::roads {
namespace {

/// Seconds for the car, for the emergency vehicle. Sources and assumptions: docs/concepts/road-profiles.md.
struct Wait {
  Control control;
  std::array<std::uint32_t, kProfiles> ms;
};
constexpr std::array<Wait, 6> kWaits{{
    {Control::None, {0, 0}},
    {Control::GiveWay, {5'000, 2'500}},
    {Control::Stop, {8'000, 3'000}},
    {Control::Signals, {12'000, 5'000}},
    {Control::Crossing, {1'000, 500}},
    {Control::PedestrianSignals, {4'000, 1'500}},
}};

/// A sign this near to a junction is that junction's; two signals this near to each other are one.
constexpr double kNear_m = 30;

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::optional<bool> direction(std::string_view value) {
  if (value == "forward") return true;
  if (value == "backward") return false;
  return std::nullopt;
}

}  // namespace

std::uint32_t wait_ms(Control control, Profile profile) {
  return kWaits[static_cast<std::size_t>(control)].ms[static_cast<std::size_t>(profile)];
}

std::optional<ControlTraits> read_control(const Tags& tags) {
  const std::string_view highway = tags["highway"];
  const std::string_view crossing = tags["crossing"];
  const auto signals_side = tags["traffic_signals:direction"];
  const std::optional<bool> along = direction(signals_side.empty() ? tags["direction"] : signals_side);
  if (highway == "traffic_signals")
    return ControlTraits{
        tags["traffic_signals"] == "pedestrian_crossing" ? Control::PedestrianSignals : Control::Signals, along, true};
  if (highway == "stop") return ControlTraits{Control::Stop, along, one_of(tags["stop"], {"all", "4way", "3way"})};
  if (highway == "give_way") return ControlTraits{Control::GiveWay, along, false};
  if (highway != "crossing") return std::nullopt;
  if (crossing == "traffic_signals" || tags["crossing:signals"] == "yes")
    return ControlTraits{Control::PedestrianSignals, std::nullopt, true};
  if (one_of(crossing, {"marked", "zebra", "uncontrolled"}) ||
      one_of(tags["crossing:markings"], {"yes", "zebra", "lines", "dashes", "ladder"}))
    return ControlTraits{Control::Crossing, std::nullopt, true};
  return std::nullopt;
}

MetControls met_on(std::span<const MetNode> nodes, bool along) {
  MetControls met;
  const double length_m = nodes.back().from_start_m;
  double last_signals_m = -2 * kNear_m;
  std::array<std::uint32_t, 2> crossings{};  // on the way, and near the end
  const auto wait = [&](Control control, std::uint32_t times) {
    for (std::size_t p = 0; p < kProfiles; ++p)
      met.on_the_way_ms[p] += times * wait_ms(control, static_cast<Profile>(p));
  };
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].control == nullptr) continue;
    const ControlTraits& traits = *nodes[i].control;
    if (traits.along && *traits.along != along) continue;
    const double to_end_m = length_m - nodes[i].from_start_m;
    const bool at_end = i + 1 == nodes.size();
    const bool near_end = at_end || (to_end_m <= kNear_m && to_end_m < nodes[i].from_start_m);
    const bool near_start = !near_end && nodes[i].from_start_m <= kNear_m;
    switch (traits.control) {
      case Control::None: break;
      case Control::Crossing: ++crossings[near_end ? 1 : 0]; break;
      case Control::GiveWay:
      case Control::Stop:
        // On the junction itself, without a direction, nobody knows whose sign it is; in the middle, it is of no junction.
        if (near_end && (!at_end || traits.along || traits.everybody))
          met.at_end = std::max(met.at_end, traits.control);
        break;
      case Control::Signals:
      case Control::PedestrianSignals:
        if (near_end) {
          met.at_end = Control::Signals;
        } else if (!near_start && nodes[i].from_start_m - last_signals_m > kNear_m) {
          last_signals_m = nodes[i].from_start_m;
          wait(traits.control, 1);
        }
        break;
    }
  }
  wait(Control::Crossing, crossings[0] + (met.at_end == Control::Signals ? 0 : crossings[1]));
  return met;
}

}  // namespace vigie::roads
