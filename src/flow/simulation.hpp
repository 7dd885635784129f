// SPDX-License-Identifier: Apache-2.0
// Simulation: a crowd in a city's streets, step by step (cell transmission with destinations, both ways, over a network).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "flow/demand.hpp"
#include "flow/diagram.hpp"
#include "flow/inputs.hpp"
#include "flow/layout.hpp"
#include "flow/network.hpp"
#include "flow/routes.hpp"

namespace vigie::flow {

/// Fewer people than this in a cell and direction stand still until more come.
inline constexpr double kStandingPeople = 1e-6;

struct SimulationOptions {
  double step_s = 4;
  double cell_m = 12;           ///< sections are cut into pieces of about that
  double speed_factor = 1;      ///< of everybody's free speed, 0.3 to 1.3
  double informed_share = 0.5;  ///< who choose by what the streets are now; the rest by habit, as if they were empty
  double choice_scale_s = 20;   ///< seconds that do not matter much to people
  double route_update_s = 60;   ///< how old the informed people's news is at most
  double start_s = 0;
  DiagramShape shape = kLabDiagram;
};

/// People are real numbers: a tenth of a person is a chance. Every cell holds at most what its jam density allows; nobody is
/// lost or made. One step: each cell says what it would send and what it can take (Daganzo 1994, 1995), junctions share out
/// what a cell can take in proportion to what wants in (Hänseler, Bierlaire, Farooq, Mühlematter 2014), people move.
/// Copies are independent. Threads: one a copy.
class Simulation {
 public:
  /// Keeps the network. Errors: OutOfRange, from check(demand) and for options that cannot be.
  static Result<Simulation> create(std::shared_ptr<const Network> network, Demand demand,
                                   const SimulationOptions& options);

  void step() {
    prepare();
    advance();
  }
  /// The halves of a step: news, closures and doors; then everybody's move. A twin looks in between.
  void prepare();
  void advance();
  double now_s() const { return now_s_; }
  double step_s() const { return options_.step_s; }
  const Network& network() const { return *network_; }
  const Demand& demand() const { return *demand_; }
  const Layout& layout() const { return *layout_; }
  const SimulationOptions& options() const { return options_; }
  std::size_t destinations() const { return destinations_; }

  // Where everybody is.
  double people_in(SectionId section) const;
  double people_in_area(AreaId area) const { return totals_[2 * layout_->area_cells[area]]; }
  /// Of all cells of the section the densest now, people/m².
  double peak_density(SectionId section) const;
  double area_density(AreaId area) const { return people_in_area(area) / network_->areas()[area].area_m2; }
  double on_streets() const;                           ///< in sections and squares
  double waiting_at_source(std::size_t source) const;  ///< set out, but not yet through the door
  double waiting_at_stop(std::size_t stop) const { return stops_[stop].waiting; }  ///< counted over all destinations
  double reached(std::size_t destination) const;                                   ///< got into one of its stops
  double served(std::size_t destination) const;                                    ///< and left from there
  double reached_stop(std::size_t stop) const { return stops_[stop].reached; }     ///< the same of one stop
  double came_out(std::size_t source) const { return sources_[source].out; }       ///< through its door since the start
  double set_out() const;  ///< all who ever came out of the sources' curves
  /// Both directions, people who crossed into the section since the start.
  double entered(SectionId section) const { return entered_[section]; }
  /// People who crossed the line over the section's middle since the start, 0 forward, 1 backward; where the section is one
  /// cell only, who entered it that way.
  double passed(SectionId section, int direction) const {
    return passed_[2 * section + static_cast<std::size_t>(direction)];
  }
  /// People who came into a square by one of its entries, and who left it there, since the start.
  double came_in(AreaId area, std::size_t entry) const { return came_in_[layout_->first_exit[area] + entry]; }
  double went_out(AreaId area, std::size_t entry) const { return went_out_[layout_->first_exit[area] + entry]; }

  std::span<const double> totals() const { return totals_; }  ///< people by slot (2 × cell + direction)
  std::span<const double> people() const { return people_; }  ///< by slot × destinations + destination
  double cell_area_m2(std::uint32_t cell) const { return cell_area_[cell]; }
  std::span<const double> route_shares() const { return shares_; }  ///< by link × destinations + destination
  std::span<const double> source_queue(std::size_t source) const { return sources_[source].queue; }  ///< by destination
  const Diagram& diagram(SectionId section) const;
  /// Most people who cross a line over the section in a step, both ways together; the line behind `cell` of its cells.
  double line_capacity(SectionId section, std::uint32_t cell = kNone) const;
  /// What a stop can still take in this step.
  double stop_room(std::uint32_t stop) const;

  // What live counts correct; correction.cpp. Between steps.
  /// From now on the crowd is like this; who is in the streets stays there. Routes are chosen anew.
  void adjust(const Inputs& inputs);
  /// Puts people where they are said to be: by slot and destination as people(), and by source and destination behind the
  /// doors. Below 0 becomes 0, a cell above its jam density is scaled down to it. Returns what that added and removed.
  Correction correct(std::span<const double> people, std::span<const double> queues);
  /// Puts people of one destination into a slot (below 0: takes them out), for a place simulated otherwise. The caller keeps the cell
  /// within its jam density and takes nobody who is not there.
  void exchange(std::uint32_t slot, std::size_t destination, double people);
  /// How long people wait before they get out of a square by that entry, for whoever asks for news from now on: of a place simulated otherwise,
  /// whose queues are not here.
  void wait_at(AreaId area, std::size_t entry, double seconds) {
    exit_wait_s_[layout_->first_exit[area] + entry] = seconds;
  }

  // What is closed now, for tests and drawings.
  bool closed(SectionId section) const { return closed_[section]; }
  bool held(SectionId section) const { return held_[section]; }

 private:
  void set_speed_factor(double factor);
  struct SourceState {
    std::vector<double> queue;   ///< by destination
    std::vector<double> shares;  ///< by destination
    double released = 0, out = 0;
    double share_done = 0;
    SourceInputs inputs = {};
  };
  struct StopState {
    double waiting = 0, reached = 0, served = 0;
    double next_departure_s = 0;
  };

  Simulation(std::shared_ptr<const Network> network, Demand demand, const SimulationOptions& options);
  void apply_controls();
  void update_routes();
  LinkCosts link_costs(bool as_now) const;
  double section_cost_s(SectionId section, int direction, bool as_now) const;
  double share_out_by(std::size_t source, double time_s) const;
  void release();
  bool quiet() const;
  void sense();
  void meet_inside();
  void meet_at_node(NodeId node);
  double wish(std::uint32_t port, double* wishes);
  void set_reductions();
  bool give(NodeId node);
  void pass_node(NodeId node);
  void swap_at_node(NodeId node);
  void move_inside();
  void arrive();
  void serve();

  std::shared_ptr<const Network> network_;
  std::shared_ptr<const Demand> demand_;
  std::shared_ptr<const Layout> layout_;
  std::shared_ptr<const Diagram> level_, stairs_;
  SimulationOptions options_;
  std::size_t destinations_;
  double now_s_;

  // The state.
  std::vector<double> people_, totals_;
  std::vector<SourceState> sources_;
  std::vector<StopState> stops_;
  std::vector<const Stop*> stop_of_;
  std::vector<std::uint32_t> destination_of_stop_;
  std::vector<double> entered_, passed_;    // by section; by section and direction
  std::vector<double> came_in_, went_out_;  // by link out of a square
  std::vector<double> shunned_s_;           // by section; empty: none
  std::vector<double> exit_wait_s_;         // by link out of a square
  std::vector<bool> closed_, held_;
  std::vector<double> habit_, shares_;  // by link and destination
  double routes_at_s_;

  // Of one step; kept to save allocations.
  std::vector<double> cell_area_;
  std::vector<bool> awake_;             // by section: somebody moves in it
  std::vector<double> fraction_;        // by slot: who would leave it if there were room
  std::vector<double> room_;            // by cell: what it can take
  std::vector<double> wanted_, given_;  // by slot: what wants in, and how much of it may
  std::vector<double> line_;  // by cell: between it and the next of the section: how much of the wishes may cross
  std::vector<double> wishes_, inflow_;  // by port and destination
  std::vector<double> node_wishes_;      // by node and destination
  std::vector<double> port_line_;        // by port, as line_
  std::vector<double> port_given_;       // by port: how much of what wants through finds room
  std::vector<NodeId> busy_;
};

}  // namespace vigie::flow
