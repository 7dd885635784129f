// SPDX-License-Identifier: Apache-2.0
// Days named by a rule, so that a calendar need not be rewritten each year: "monday#2/03", "easter-2", "01-26>monday".
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace vigie::crowd {

using CivilDay = std::chrono::sys_days;

/// Easter Sunday of the Gregorian calendar. Source: "anonymous" computus, Nature 13 (1876), p. 487; Meeus 1991, chapter 8.
CivilDay easter_sunday(std::chrono::year year);

/// The days of a rule in the years [first, last], ascending:
///   2018-02-17            that day, where its year is among them
///   01-26                 each year; 01-26>monday moves a Saturday or Sunday to the Monday after
///   monday#2/03           the second Monday of March; saturday#-1/09 the last Saturday of September
///   easter                Easter Sunday; "+N" and "-N" after this form and the one before count days
/// Errors: Malformed, naming the rule and the forms expected.
Result<std::vector<CivilDay>> days_of_rule(std::string_view rule, int first_year, int last_year);

}  // namespace vigie::crowd
