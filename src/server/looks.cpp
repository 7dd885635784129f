// SPDX-License-Identifier: Apache-2.0
// Counting looks by person and minute.
#include "server/looks.hpp"

namespace vigie::server {
namespace {

/// Also where the clock was put back.
bool is_old(Time then, Time now, std::chrono::minutes age) { return now < then || now - then >= age; }

}  // namespace

Result<Looks::Audit> Looks::look(const std::string& who, const std::string& what, const std::string& whom) {
  const Time now = clock_.now();
  const Lock lock(mutex_);
  forget(now);
  Minute& minute = minutes_.try_emplace(who, Minute{now, 0}).first->second;
  if (++minute.looks > kMostPerMinute)
    return Error{ErrorKind::Unavailable,
                 "asked for units' ways more than 240 times in a minute; wait for the next one"};
  const auto [told, first] = told_.try_emplace({who, what, whom}, now);
  return first ? Audit::Write : Audit::AlreadyTold;
}

void Looks::forget(Time now) {
  std::erase_if(minutes_,
                [now](const auto& minute) { return is_old(minute.second.began, now, std::chrono::minutes(1)); });
  std::erase_if(told_, [now](const auto& told) { return is_old(told.second, now, kTold); });
}

}  // namespace vigie::server
