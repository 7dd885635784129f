// SPDX-License-Identifier: Apache-2.0
// Persons out of a flow and back.
#include "movement/coupled_place.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::movement {
namespace {

using pedestrians::Vec;

constexpr double kInside_m = 0.3;  // behind its line a person appears
constexpr double kApart_m = 0.45;  // from everybody else: a body and a little (MotionParameters::body_m)
constexpr double kBeside_m = 0.5;  // between places to appear
constexpr double kOffWalls_m = 0.2;
constexpr double kForgotten_s = 30;  // nobody followed: less than a person goes on alone
constexpr double kFieldCells = pedestrians::kMostFieldCells / 2;
constexpr double kCoarsest_m = 0.5;      // cells of a large place's floor fields
constexpr double kSteady_m = 3;          // persons' room that an exit keeps free before it is barred
constexpr double kStanding_mps = 0.3;    // slower is a queue
constexpr double kLeastOut_per_s = 0.2;  // before a way out by which nobody left lately

/// Where people may appear behind a line, from its middle outwards.
std::vector<Vec> standing_places(const pedestrians::Ground& ground, const pedestrians::Segment& line) {
  const Vec along = line.b - line.a, middle = line.a + along * 0.5, way = pedestrians::unit(along);
  const Vec left = pedestrians::left_of(way);
  const Vec in = ground.contains(middle + left * kInside_m) ? left : left * -1;
  std::vector<Vec> out;
  const double half = pedestrians::length(along) / 2 - kOffWalls_m;
  const auto offer = [&](double off) {
    const Vec p = middle + way * off + in * kInside_m;
    if (ground.contains(p) && ground.clearance_m(p) >= kOffWalls_m) out.push_back(p);
  };
  offer(0);
  for (double off = kBeside_m; off <= half; off += kBeside_m) {
    offer(off);
    offer(-off);
  }
  return out;
}

bool is_free(const std::vector<Vec>& people, Vec p) {
  return std::none_of(people.begin(), people.end(), [&](Vec other) {
    const Vec off = other - p;
    return pedestrians::dot(off, off) < kApart_m * kApart_m;
  });
}

Error wrong(std::string what) { return Error{ErrorKind::OutOfRange, std::move(what)}; }

}  // namespace

Result<CoupledPlace> CoupledPlace::create(const flow::Network& network, const flow::Demand& demand, PlaceId place,
                                          const pedestrians::GroundPlan& plan, const CoupledOptions& options) {
  const bool square = place.kind == PlaceId::Kind::Area;
  if (!(place.index < (square ? network.areas().size() : network.sections().size())))
    return wrong("the place to walk through: no such section or square");
  const std::size_t doors = square ? network.areas()[place.index].entries.size() : 2;
  if (plan.exits.size() != doors)
    return wrong("the place to walk through: expected " + std::to_string(doors) + " exits, one for each way in, seen " +
                 std::to_string(plan.exits.size()));
  if (const auto fault = pedestrians::Ground::fault_of(plan)) return wrong("the place to walk through: " + fault->what);
  if (!(options.step_s > 0 && options.step_s <= options.streets.step_s))
    return wrong("the place's step: expected seconds above 0, at most the streets' step");
  const double stub_m = 2.01 * 1.3 * options.streets.shape.free_speed_mps * options.streets.step_s;
  CutPlace cut = cut_place(network, demand, place, stub_m);
  Result<flow::Network> made = flow::Network::checked(cut.network);
  if (!made) return made.error();
  Result<flow::Simulation> streets =
      flow::Simulation::create(std::make_shared<const flow::Network>(std::move(*made)), cut.demand, options.streets);
  if (!streets) return streets.error();
  const pedestrians::Ground ground(plan);
  const auto count = static_cast<double>(doors);
  if (pedestrians::Raster::cells_needed(ground, kCoarsest_m) * count > pedestrians::kMostFieldCells)
    return wrong("the place to walk through: too large: expected at most 12 km² over its " + std::to_string(doors) +
                 " ways in");
  std::vector<pedestrians::Route> routes;
  for (std::uint32_t exit = 0; exit < doors; ++exit) routes.push_back({{exit}});
  const double cells = std::min(pedestrians::Raster::kMostCells, kFieldCells / count);
  pedestrians::Simulation people(ground, {}, std::move(routes),
                                 {options.step_s, options.motion, cells, kCoarsest_m, true});
  CoupledPlace out(std::move(*streets), std::move(people), std::move(cut), options);
  const auto called = [&](std::size_t exit) {
    return exit < options.ways_in.size() ? options.ways_in[exit] : "exit " + std::to_string(exit + 1);
  };
  for (std::size_t from = 0; from < doors; ++from) {
    if (out.doors_[from].standing.empty())
      return wrong("the place to walk through: nobody can stand behind " + called(from));
    for (std::uint32_t to = 0; to < doors; ++to)
      if (out.people_->distance_m(out.doors_[from].standing.front(), to) >= pedestrians::FloorField::kNoWay)
        return wrong("the place to walk through: nobody can walk from " + called(from) + " to " + called(to));
  }
  return out;
}

CoupledPlace::CoupledPlace(flow::Simulation streets, pedestrians::Simulation people, CutPlace cut,
                           const CoupledOptions& options)
    : streets_(std::make_unique<flow::Simulation>(std::move(streets))),
      people_(std::make_unique<pedestrians::Simulation>(std::move(people))),
      cut_(std::move(cut)),
      options_(options),
      random_(options.seed) {
  const flow::Diagram level(options.streets.shape);
  for (std::size_t d = 0; d < cut_.stubs.size(); ++d) {
    const flow::Cells& cells = streets_->layout().sections[cut_.stubs[d]];
    const pedestrians::Segment& line = people_->ground().plan().exits[d];
    Door door;
    door.stub = cut_.stubs[d];
    door.in_slot = 2 * cells.first;
    door.out_slot = 2 * cells.first + 1;
    door.area_m2 = cells.area_m2;
    door.standing = standing_places(people_->ground(), line);
    door.most_per_s = level.capacity_per_mps() * pedestrians::length(line.b - line.a);
    door.residue.assign(streets_->destinations(), 0);
    door.residue_s = door.waiting_out = door.residue;
    doors_.push_back(std::move(door));
  }
  noted_out_.assign(doors_.size(), 0);
  came_in_ = went_out_ = noted_out_;
  parts_in_.assign(doors_.size(), 0);
  parts_out_ = parts_in_;
  told_out_ = went_out_;
  told_at_s_ = streets_->now_s();
}

double CoupledPlace::inside() const {
  double sum = static_cast<double>(people_->inside());
  for (const Straggler& straggler : stragglers_) sum += straggler.people;
  for (const Door& door : doors_) sum += std::accumulate(door.waiting_out.begin(), door.waiting_out.end(), 0.0);
  return sum;
}

void CoupledPlace::step(const std::function<void(pedestrians::Simulation&)>& look) {
  if (now_s() >= told_at_s_ + options_.streets.route_update_s) tell_waits();
  streets_->step();
  const auto steps = static_cast<int>(std::round(streets_->step_s() / options_.step_s));
  for (int i = 0; i < steps; ++i) {
    for (std::size_t d = 0; d < doors_.size(); ++d) let_in(d);
    people_->step();
    for (std::size_t d = 0; d < doors_.size(); ++d) let_out(d);
    if (look) look(*people_);
  }
  send_stragglers(streets_->step_s());
}

/// Who stands before each way out, over how many left by it lately.
void CoupledPlace::tell_waits() {
  const double since_s = now_s() - told_at_s_;
  if (cut_.place.kind == PlaceId::Kind::Area) {
    std::vector<double> standing(doors_.size(), 0);
    const pedestrians::People& people = people_->people();
    for (std::size_t i = 0; i < people.size(); ++i)
      if (!people.is_out(i) && pedestrians::length(people.velocity(i)) < kStanding_mps) ++standing[people.route[i]];
    for (std::size_t d = 0; d < doors_.size(); ++d) {
      const double out_per_s = static_cast<double>(went_out_[d] - told_out_[d]) / since_s;
      streets_->wait_at(cut_.place.index, d, standing[d] / std::max(out_per_s, kLeastOut_per_s));
    }
  }
  told_out_ = went_out_;
  told_at_s_ = now_s();
}

/// Which door those of a destination leave by who came in at `door`; `door` itself where none other leads there.
std::size_t CoupledPlace::way_out(std::size_t door, std::size_t destination) {
  if (cut_.place.kind == PlaceId::Kind::Section) return 1 - door;
  const flow::Layout& layout = streets_->layout();
  const std::size_t first = layout.ports.size() + layout.first_exit[cut_.place.index];
  const auto share = [&](std::size_t to) {
    return to == door ? 0.0 : streets_->route_shares()[(first + to) * streets_->destinations() + destination];
  };
  double sum = 0;
  for (std::size_t to = 0; to < doors_.size(); ++to) sum += share(to);
  if (!(sum > 0)) return door;
  double drawn = random_.share() * sum;
  for (std::size_t to = 0; to < doors_.size(); ++to) {
    drawn -= share(to);
    if (drawn < 0 && share(to) > 0) return to;
  }
  return door;
}

/// Who stands near the places where people appear.
std::vector<Vec> CoupledPlace::near(const Door& door) const {
  Vec low = door.standing.front(), high = low;
  for (const Vec p : door.standing) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const pedestrians::People& people = people_->people();
  std::vector<Vec> out;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Vec p = people.place(i);
    if (p.x > low.x - kApart_m && p.x < high.x + kApart_m && p.y > low.y - kApart_m && p.y < high.y + kApart_m)
      out.push_back(p);
  }
  return out;
}

bool CoupledPlace::let_in_one(std::size_t number, std::size_t destination, std::vector<Vec>& near) {
  Door& door = doors_[number];
  const std::size_t to = way_out(number, destination);
  if (to == number) {  // the way on is not through the place any more: back into the street
    streets_->exchange(door.in_slot, destination, -1);
    put(number, destination, 1);
    return true;
  }
  const std::size_t first = random_.below(door.standing.size());
  for (std::size_t i = 0; i < door.standing.size(); ++i) {
    const Vec p = door.standing[(first + i) % door.standing.size()];
    if (!is_free(near, p)) continue;
    pedestrians::Person person{p, options_.temper.desired_mps.draw(random_) * streets_->options().speed_factor,
                               options_.temper.time_gap_s.draw(random_)};
    person.start_s = people_->now_s();
    person.route = static_cast<std::uint32_t>(to);
    person.group = static_cast<std::uint32_t>(destination);
    people_->add(person);
    near.push_back(p);
    destination_of_.push_back(destination);
    streets_->exchange(door.in_slot, destination, -1);
    ++came_in_[number];
    door.credit -= 1;
    return true;
  }
  return false;
}

void CoupledPlace::let_in(std::size_t number) {
  Door& door = doors_[number];
  door.credit = std::min(std::max(1.0, door.most_per_s), door.credit + door.most_per_s * options_.step_s);
  const std::size_t destinations = streets_->destinations();
  const double* there = streets_->people().data() + door.in_slot * destinations;
  if (std::none_of(there, there + destinations, [](double people) { return people >= 1; })) return;
  std::vector<Vec> behind = near(door);
  while (door.credit >= 1) {
    // Whose turn it is: as many of each destination as stand there.
    double whole = 0;
    for (std::size_t d = 0; d < destinations; ++d) whole += there[d] >= 1 ? there[d] : 0;
    if (!(whole >= 1)) return;
    double drawn = random_.share() * whole;
    std::size_t chosen = destinations;
    for (std::size_t d = 0; d < destinations; ++d) {
      if (there[d] < 1) continue;
      chosen = d;
      drawn -= there[d];
      if (drawn < 0) break;
    }
    if (!let_in_one(number, chosen, behind)) return;
  }
}

double CoupledPlace::room(const Door& door) const {
  const double in_cell = streets_->totals()[door.in_slot] + streets_->totals()[door.out_slot];
  return options_.streets.shape.jam_density_per_m2 * door.area_m2 - in_cell;
}

/// Out into the street, as far as it has room; the rest waits at the line.
void CoupledPlace::put(std::size_t number, std::size_t destination, double people) {
  Door& door = doors_[number];
  const double fits = std::clamp(room(door), 0.0, people);
  if (fits > 0) streets_->exchange(door.out_slot, destination, fits);
  door.waiting_out[destination] += people - fits;
}

void CoupledPlace::let_out(std::size_t number) {
  Door& door = doors_[number];
  for (std::size_t d = 0; d < door.waiting_out.size(); ++d)
    if (const double waiting = door.waiting_out[d]; waiting > 0) {
      door.waiting_out[d] = 0;
      put(number, d, waiting);
    }
  const std::vector<pedestrians::Crossing>& left = people_->left_by(number);
  for (; noted_out_[number] < left.size(); ++noted_out_[number]) {
    put(number, destination_of_[left[noted_out_[number]].person], 1);
    ++went_out_[number];
  }
  people_->bar(number, room(door) < kSteady_m);
}

/// What is less than a person before a door, and does not grow, crosses at a walk without being anybody.
void CoupledPlace::send_stragglers(double seconds) {
  for (std::size_t number = 0; number < doors_.size(); ++number) {
    Door& door = doors_[number];
    for (std::size_t d = 0; d < door.residue.size(); ++d) {
      const double there = streets_->people()[door.in_slot * door.residue.size() + d];
      const bool alone = there > 0 && there < 1 && there <= door.residue[d];
      door.residue_s[d] = alone ? door.residue_s[d] + seconds : 0;
      door.residue[d] = there;
      if (door.residue_s[d] < kForgotten_s) continue;
      const std::size_t to = way_out(number, d);
      const double way_m =
          to == number ? 0 : people_->distance_m(door.standing.front(), static_cast<std::uint32_t>(to));
      streets_->exchange(door.in_slot, d, -there);
      if (to != number) {
        parts_in_[number] += there;
        parts_out_[to] += there;
      }
      stragglers_.push_back({now_s() + way_m / options_.temper.desired_mps.mean, there, d, to});
      door.residue[d] = door.residue_s[d] = 0;
    }
  }
  std::erase_if(stragglers_, [&](const Straggler& straggler) {
    if (straggler.at_s > now_s()) return false;
    put(straggler.door, straggler.destination, straggler.people);
    return true;
  });
}

}  // namespace vigie::movement
