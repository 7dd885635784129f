// SPDX-License-Identifier: Apache-2.0
// The RiMEA test cases that concern walking on the level: each a small scene and a yes or no.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pedestrians/motion.hpp"
#include "pedestrians/walkers.hpp"

namespace vigie::pedestrians {

struct RimeaOptions {
  double step_s = 0.05;
  std::uint64_t seed = 1;
  MotionParameters motion;
  Temper temper;
};

struct RimeaResult {
  bool passed;
  std::string what;  ///< what was seen, in one line
};

struct RimeaCase {
  const char* name;   ///< "T1"
  const char* claim;  ///< what must hold
  RimeaResult (*run)(const RimeaOptions&);
};

/// T1, T5, T6, T7, T9, T10, T12, T15, in this order.
/// Source: RiMEA e.V., "Richtlinie für mikroskopische Entfluchtungsanalysen", 3.0/4.1; limits as BENCHMARKS names them.
const std::vector<RimeaCase>& rimea_cases();

/// Walking speeds of adults by age on the level, IMO MSC.1/Circ.1238: women's lowest to men's highest.
enum class Age { Under30, From30To50, Over50 };
Spread walking_speed(Age age);

/// The first four, in rimea_single.cpp; the others in rimea_crowd.cpp.
RimeaResult rimea_t1(const RimeaOptions& options);
RimeaResult rimea_t5(const RimeaOptions& options);
RimeaResult rimea_t6(const RimeaOptions& options);
RimeaResult rimea_t7(const RimeaOptions& options);
RimeaResult rimea_t9(const RimeaOptions& options);
RimeaResult rimea_t10(const RimeaOptions& options);
RimeaResult rimea_t12(const RimeaOptions& options);
RimeaResult rimea_t15(const RimeaOptions& options);

}  // namespace vigie::pedestrians
