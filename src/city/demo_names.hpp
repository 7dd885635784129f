// SPDX-License-Identifier: Apache-2.0
// Invented French names, each given once.
#pragma once

#include <set>
#include <string>

#include "city/demo_plan.hpp"
#include "city/demo_random.hpp"

namespace vigie::city::demo {

class Names {
 public:
  explicit Names(Dice dice) : dice_(dice) {}

  std::string street(Street street, Quarter quarter);
  std::string square();
  std::string school();
  std::string park();

 private:
  std::string tail();
  std::string once(const std::string& head);

  Dice dice_;
  std::set<std::string> given_;
};

}  // namespace vigie::city::demo
