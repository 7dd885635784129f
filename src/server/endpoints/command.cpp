// SPDX-License-Identifier: Apache-2.0
// Decisions on their way to the engine.
#include "server/endpoints/command.hpp"

#include "codec/command_json.hpp"
#include "codec/json_writer.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

/// What the audit keeps of a command: which incident, and which unit, alarm or mission. Never its words.
struct Concerns {
  std::string why;
  std::string whom;
};

struct ConcernsOf {
  Concerns operator()(const AcknowledgeAlarm& c) const { return {"", c.alarm.text()}; }
  Concerns operator()(const ShelveAlarm& c) const { return {"", c.alarm.text()}; }
  Concerns operator()(const ConfirmAlarm& c) const { return {"", c.alarm.text()}; }
  Concerns operator()(const OpenIncident&) const { return {}; }
  Concerns operator()(const OwnIncident& c) const { return {c.incident.text(), ""}; }
  Concerns operator()(const SendUnit& c) const { return {c.incident.text(), c.unit.text()}; }
  Concerns operator()(const CancelMission& c) const { return {"", c.mission.text()}; }
  Concerns operator()(const ReportMission& c) const { return {"", c.mission.text()}; }
  Concerns operator()(const SetUnitStatus& c) const { return {"", c.unit.text()}; }
  Concerns operator()(const WriteNote& c) const { return {c.incident.text(), ""}; }
  Concerns operator()(const ClassifyIncident& c) const { return {c.incident.text(), ""}; }
  Concerns operator()(const CloseIncident& c) const { return {c.incident.text(), ""}; }
  Concerns operator()(const UndoUnitStatus& c) const { return {"", c.unit.text()}; }
  Concerns operator()(const ChangeRoad&) const { return {}; }
  Concerns operator()(const WithdrawRoadChange& c) const { return {"", c.change.text()}; }
  Concerns operator()(const RestoreRoadChange& c) const { return {"", c.change.text()}; }
  Concerns operator()(const TypedCommand&) const { return {}; }
};

std::string outcome_json(const links::Outcome& outcome) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("sequence", outcome.key.sequence);
  if (outcome.incident) writer.member("incident", outcome.incident->text());
  if (outcome.mission) writer.member("mission", outcome.mission->text());
  if (outcome.road_change) writer.member("road_change", outcome.road_change->text());
  writer.end_object();
  return body;
}

void not_waited_for(const Result<std::uint64_t>&) {}

}  // namespace

void DoCommand::operator()(const Request& request, Reply reply) const {
  Result<Command> command = codec::decode_command(request.body);
  if (!command) return reply(refuse(command.error()));
  const access::Action action = access::action_of(*command);
  const access::Subject& subject = request.subject;
  const access::Decision decision =
      access::decide(subject, action, access::object_of(*pictures.picture(), subject, *command));
  const Concerns concerns = std::visit(ConcernsOf{}, *command);
  audit::Act act{.who = actor_of(subject),
                 .what = access::name(action),
                 .why = concerns.why,
                 .whom = concerns.whom,
                 .outcome = "asked"};
  if (!decision.allowed) {
    act.outcome = std::string("refused: ") + decision.rule;
    audit->write(std::move(act), not_waited_for);
    return reply(refuse({ErrorKind::Forbidden, std::string("not allowed: ") + decision.rule}));
  }
  const auto shared = std::make_shared<Command>(std::move(*command));
  const audit::Act asked = act;
  audit->write(asked, [this_ = *this, act = std::move(act), shared,
                       reply = std::move(reply)](const Result<std::uint64_t>& written) mutable {
    if (!written) return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written: nothing was done"}));
    const Actor actor = act.who;
    auto done = [audit = this_.audit, act = std::move(act),
                 reply = std::move(reply)](const Result<links::Outcome>& outcome) mutable {
      act.outcome = outcome ? "done" : std::string("refused: ") + name(outcome.error().kind);
      audit->write(std::move(act), not_waited_for);
      reply(outcome ? json(outcome_json(*outcome)) : refuse(outcome.error()));
    };
    this_.intake.command(actor, std::move(*shared), std::move(done));
  });
}

}  // namespace vigie::server::endpoints
