// SPDX-License-Identifier: Apache-2.0
// Diagram: how fast people walk, and how many pass, at a density (the fundamental diagram).
#pragma once

#include <vector>

namespace vigie::flow {

/// Speed by density ρ: v = (v0^-n + c(ρ)^-n)^(-1/n), with c(ρ) = w (ρjam/ρ - 1). At low density v0, near the jam the straight
/// congested branch of Newell (1993) and Daganzo (1994), and a round shoulder between them.
struct DiagramShape {
  double free_speed_mps;      ///< v0
  double wave_speed_mps;      ///< w: how fast a jam's end travels upstream
  double jam_density_per_m2;  ///< ρjam: nobody moves
  double shoulder;            ///< n: the higher, the sharper
  double counter_flow_loss;   ///< speed × (1 - loss × share of the people who come the other way)
};

/// Fitted to the Jülich corridor runs uo-050-180-180, uo-145-180-180, uo-095-240-240, uo-240-240-160 and uo-100-300-300
/// (samples of 1 s; Edie's density and speed over 4 m of corridor): RMSE 0.106 m/s; on the four runs kept out
/// (uo-070-180-180, uo-180-180-120, uo-065-240-240, uo-300-300-200) 0.092, where Weidmann's curve misses by 0.156.
/// The jam density is Weidmann's (1993): the runs end at 2.5 people/m² and say nothing about it. The loss is fitted to
/// bot-360-160-160 (0.103 with it, 0.120 without) and helps on bot-360-075-075, kept out, too.
/// lab_fit_test.cpp fits again and compares.
inline constexpr DiagramShape kLabDiagram{1.4106, 0.4227, 5.4, 4.28, 0.1735};

/// Horizontal speed on stairs, mean of up (0.610) and down (0.694 m/s): Weidmann 1993; a map does not say which.
inline constexpr double kStairsSpeedMps = 0.652;

/// People per metre and second through a gate or over a line, level and stepped: 82 and 66 people/m/min
/// (Guide to Safety at Sports Grounds).
inline constexpr double kLevelGatePerMps = 82.0 / 60;
inline constexpr double kSteppedGatePerMps = 66.0 / 60;

/// v = 1.34 (1 - exp(-1.913 (1/ρ - 1/5.4))), never below 0. Source: Weidmann 1993.
double weidmann_speed_mps(double density_per_m2);

/// The formula above, computed as written; 0 from the jam density on.
double speed_mps(const DiagramShape& shape, double density_per_m2);

/// The same diagram by table (errs under 0.1 % of the capacity), with what a cell can send and take.
/// Immutable. Threads: const, any number of callers.
class Diagram {
 public:
  explicit Diagram(const DiagramShape& shape);

  const DiagramShape& shape() const { return shape_; }
  /// The greatest flow, people per metre of width and second, and where it is.
  double capacity_per_mps() const { return capacity_; }
  double critical_density_per_m2() const { return critical_; }

  /// Demand of a cell as a speed: what its people would do if there were room ahead (Daganzo 1995, Lebacque 1996).
  double sending_speed_mps(double density) const { return at(sending_, density); }
  /// Supply of a cell: people per metre and second that it takes.
  double supply_per_mps(double density) const { return at(supply_, density); }
  /// What people really do at that density; for travel times.
  double speed_mps(double density) const { return at(speed_, density); }

 private:
  double at(const std::vector<double>& table, double density) const;

  DiagramShape shape_;
  double capacity_ = 0;
  double critical_ = 0;
  double steps_per_unit_ = 0;
  std::vector<double> sending_, supply_, speed_;
};

}  // namespace vigie::flow
