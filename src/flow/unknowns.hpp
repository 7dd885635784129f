// SPDX-License-Identifier: Apache-2.0
// Unknowns: a crowd's inputs as independent standard normal numbers, the form in which a filter corrects them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "flow/demand.hpp"
#include "flow/inputs.hpp"

namespace vigie::flow {

/// How far inputs are thought to be from the plan, one standard deviation each. Factors are log-normal.
/// Assumed, not fitted: nobody has measured how far event plans are off; set them from your own events.
struct Spreads {
  double people = 0.25;            ///< of all sources together
  double people_of_source = 0.25;  ///< and of each
  double later_s = 300;            ///< of all together
  double later_of_source_s = 120;
  double drawn_out = 0.15;
  double gates = 0.1;
  double leans = 0.5;  ///< of each destination's share
  double speed = 0.08;
  double informed = 0.8;      ///< of the share's log odds
  double choice_scale = 0.3;  ///< of the logit scale
  double shunned_s = 2;       ///< of each section: what people like and dislike of single streets
};

/// Draws, and turns standard normal numbers into inputs. Immutable. Threads: const, any number of callers.
class Unknowns {
 public:
  Unknowns(const Demand& demand, std::size_t sections, const Spreads& spreads, double informed_share,
           double choice_scale_s)
      : sources_(demand.sources.size()),
        destinations_(demand.destinations.size()),
        sections_(sections),
        spreads_(spreads),
        informed_share_(informed_share),
        choice_scale_s_(choice_scale_s) {}

  /// How many numbers; those of single sections come last, one each.
  std::size_t size() const { return first_of_sections() + sections_; }
  std::size_t first_of_sections() const { return 5 + 4 * sources_ + destinations_; }

  std::vector<double> draw(Random& random) const;
  /// All 0 is the plan. Every number is cut to -4 to 4, so that any numbers give inputs that can be.
  Inputs inputs(std::span<const double> numbers) const;

 private:
  std::size_t sources_, destinations_, sections_;
  Spreads spreads_;
  double informed_share_, choice_scale_s_;
};

}  // namespace vigie::flow
