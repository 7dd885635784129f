// SPDX-License-Identifier: Apache-2.0
// Inputs: how a running crowd departs from its plan: how many, when, where to, how fast, by which streets.
#pragma once

#include <vector>

namespace vigie::flow {

/// Of one source, against its plan.
struct SourceInputs {
  double people_factor = 1;  ///< of those who set out from now on
  double later_s = 0;        ///< the whole curve; below 0 earlier
  double drawn_out = 1;      ///< around the curve's begin
  double gate_factor = 1;    ///< of what the door lets through
};

/// What nobody knows well about a crowd, and counts may teach. The default is the plan.
struct Inputs {
  double speed_factor = 1;            ///< of everybody's free speed, 0.3 to 1.3
  double informed_share = 0.5;        ///< 0 to 1
  double choice_scale_s = 20;         ///< above 0
  std::vector<SourceInputs> sources;  ///< by source; empty: as planned
  std::vector<double> leans;      ///< by destination: factor of its share, the shares then sum to 1; empty: as planned
  std::vector<double> shunned_s;  ///< by section: seconds it seems longer than it is (below 0 shorter); empty: none
};

/// What a correction put into the streets and doors, and took out of them; people, both from 0.
struct Correction {
  double added = 0;
  double removed = 0;
  double net() const { return added - removed; }
};

}  // namespace vigie::flow
