// SPDX-License-Identifier: Apache-2.0
// Names to plans, plans to grounds, and the walk through them.
#include "pedestrians/corridor.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <unordered_map>

#include "pedestrians/simulation.hpp"

namespace vigie::pedestrians {
namespace {

constexpr double kHalfCorridor_m = 4;  // it reaches from y = -4 to 4 (seen in the recordings)
constexpr double kOneWayHall_m = 4;    // from the entrance at y = 8 to the corridor
constexpr double kTwoWayHall_m = 3.2;  // from the entrances at y = 7.2 and -7.2
constexpr double kHallSide_m = 1.5;    // how far the halls reach beyond the corridor's walls
constexpr double kWaitingDensity_per_m2 = 3;
constexpr double kWaitingWidth_m = 8;

/// A ring built corner by corner, mirrored about the corridor's axis: only the eastern side is given, from north to south.
Ring mirrored(double axis_x, const std::vector<Vec>& east) {
  Ring ring;
  for (const Vec p : east) ring.push_back({axis_x + p.x, p.y});
  for (std::size_t i = east.size(); i-- > 0;) ring.push_back({axis_x - east[i].x, east[i].y});
  const auto same = std::unique(ring.begin(), ring.end());
  ring.erase(same, ring.end());
  return ring;
}

double waiting_depth_m(std::size_t people) {
  return std::max(2.0, static_cast<double>(people) / kWaitingDensity_per_m2 / kWaitingWidth_m) + 0.6;
}

GroundPlan one_way(const CorridorPlan& plan, std::size_t people) {
  const double corridor = plan.corridor_m / 2, hall = corridor + kHallSide_m, in = plan.entrance_m / 2;
  const double out = std::min(plan.exit_m, plan.corridor_m) / 2, room = std::max(kWaitingWidth_m / 2, in + 0.5);
  const double north = kHalfCorridor_m + kOneWayHall_m, end = -kHalfCorridor_m - 3;
  std::vector<Vec> east{{room, north + waiting_depth_m(people)},
                        {room, north},
                        {in, north},
                        {in, north - 0.1},
                        {hall, north - 0.1},
                        {hall, kHalfCorridor_m},
                        {corridor, kHalfCorridor_m}};
  if (out < corridor) east.insert(east.end(), {{corridor, -kHalfCorridor_m + 0.2}, {out, -kHalfCorridor_m + 0.2}});
  east.insert(east.end(), {{out, -kHalfCorridor_m}, {hall, -kHalfCorridor_m}, {hall, end}});
  GroundPlan ground;
  ground.outer = mirrored(corridor, east);
  ground.exits = {{{corridor - hall, end}, {corridor + hall, end}}};
  return ground;
}

GroundPlan two_way(const CorridorPlan& plan, std::size_t from_north, std::size_t from_south) {
  const double corridor = plan.corridor_m / 2, hall = corridor + kHallSide_m, end = kHalfCorridor_m + kTwoWayHall_m;
  const double north_in = plan.entrance_m / 2, south_in = plan.exit_m / 2, room = kWaitingWidth_m / 2;
  GroundPlan ground;
  ground.outer = mirrored(corridor, {{room, end + waiting_depth_m(from_north)},
                                     {room, end},
                                     {north_in, end},
                                     {north_in, end - 0.1},
                                     {hall, end - 0.1},
                                     {hall, kHalfCorridor_m},
                                     {corridor, kHalfCorridor_m},
                                     {corridor, -kHalfCorridor_m},
                                     {hall, -kHalfCorridor_m},
                                     {hall, -end + 0.1},
                                     {south_in, -end + 0.1},
                                     {south_in, -end},
                                     {room, -end},
                                     {room, -end - waiting_depth_m(from_south)}});
  // People leave the far hall to both sides.
  for (const double x : {corridor - hall, corridor + hall}) {
    ground.exits.push_back({{x, -kHalfCorridor_m - 0.3}, {x, -end + 0.4}});
    ground.exits.push_back({{x, kHalfCorridor_m + 0.3}, {x, end - 0.4}});
  }
  return ground;
}

void fill(Simulation& simulation, const CorridorOptions& options, std::size_t count, double north_sign, Random& random,
          const std::vector<std::uint32_t>& routes) {
  const double axis = options.plan.corridor_m / 2, half = kWaitingWidth_m / 2;
  const double near_m =
      kHalfCorridor_m + (options.plan.ways == CorridorPlan::Ways::One ? kOneWayHall_m : kTwoWayHall_m);
  const double far_m = near_m + waiting_depth_m(count);
  const Ring region{{axis - half, north_sign * near_m},
                    {axis + half, north_sign * near_m},
                    {axis + half, north_sign * far_m},
                    {axis - half, north_sign * far_m}};
  std::size_t turn = 0;
  for (const Vec place : places(simulation.ground(), region, count, options.motion.body_m + 0.02, random)) {
    Person person{place, options.temper.desired_mps.draw(random), options.temper.time_gap_s.draw(random)};
    person.route = routes[turn++ % routes.size()];
    simulation.add(person);
  }
}

}  // namespace

std::optional<CorridorPlan> corridor_named(std::string_view name) {
  const std::size_t dash = name.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  std::string kind(name.substr(0, dash));
  std::ranges::transform(kind, kind.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool one_way = kind == "uo";
  if (!one_way && kind != "bo" && kind != "boa" && kind != "bot") return std::nullopt;
  std::array<double, 3> width_m{};
  std::string_view rest = name.substr(dash + 1);
  for (std::size_t i = 0; i < 3; ++i) {
    int width_cm = 0;
    const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), width_cm);
    if (fault != std::errc{} || width_cm < 40 || width_cm > 1000) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty() != (i == 2) || (i < 2 && rest[0] != '-')) return std::nullopt;
    if (i < 2) rest.remove_prefix(1);
    width_m[i] = width_cm / 100.0;
  }
  if (one_way) return CorridorPlan{CorridorPlan::Ways::One, width_m[0], width_m[1], width_m[2]};
  return CorridorPlan{CorridorPlan::Ways::Two, width_m[1], width_m[0], width_m[2]};
}

MeasuringBox measuring_box(const CorridorPlan& plan) { return {{0, -1}, {plan.corridor_m, 1}}; }

CorridorRun run_corridor(const CorridorOptions& options) {
  const bool one_way_run = options.plan.ways == CorridorPlan::Ways::One;
  const Ground ground(one_way_run ? one_way(options.plan, options.from_north)
                                  : two_way(options.plan, options.from_north, options.from_south));
  std::vector<Route> routes{{{0}}};
  if (!one_way_run) routes = {{{0}}, {{1}}, {{2}}, {{3}}};
  Simulation simulation(ground, {}, routes, {options.step_s, options.motion});
  Random random(options.seed);
  fill(simulation, options, options.from_north, 1, random,
       one_way_run ? std::vector<std::uint32_t>{0} : std::vector<std::uint32_t>{0, 2});
  if (!one_way_run) fill(simulation, options, options.from_south, -1, random, {1, 3});

  CorridorRun run;
  run.recording.frames_per_s = 1 / options.step_s;
  std::vector<Track> tracks(simulation.ever_added());
  const double hall_m = kHalfCorridor_m + kTwoWayHall_m - 0.5;
  for (std::uint32_t frame = 0; simulation.inside() > 0 && simulation.now_s() < options.at_most_s; ++frame) {
    simulation.step();
    const People& people = simulation.people();
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (std::fabs(people.y[i]) > hall_m) continue;
      Track& track = tracks[people.id[i]];
      if (track.places.empty()) track = {people.id[i], frame, {}};
      if (track.first_frame + track.places.size() == frame) track.places.push_back(people.place(i));
    }
  }
  for (Track& track : tracks)
    if (!track.places.empty()) run.recording.tracks.push_back(std::move(track));
  for (std::size_t exit = 0; exit < ground.plan().exits.size(); ++exit) run.left += simulation.left_by(exit).size();
  run.person_steps = simulation.person_steps();
  return run;
}

}  // namespace vigie::pedestrians
