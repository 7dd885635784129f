// SPDX-License-Identifier: Apache-2.0
// A command reaches the engine only with the one who gives it: an action without an Actor does not compile.
#include "links/intake.hpp"

void act(vigie::links::Intake& intake) {
  const vigie::Command command = vigie::AcknowledgeAlarm{vigie::AlarmId("A-1")};
  const auto done = [](vigie::Result<vigie::links::Outcome>) {};
#if defined(VIGIE_MUST_FAIL)
  intake.command({}, command, done);
#else
  intake.command(vigie::Actor::user(vigie::UserId("alice")), command, done);
#endif
}
