// SPDX-License-Identifier: Apache-2.0
// vigie replay: what a journal holds, line by line; or whether it replays to the same state.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "codec/command_json.hpp"
#include "codec/utf8.hpp"
#include "codec/words.hpp"
#include "commands.hpp"
#include "engine/recovery.hpp"
#include "engine/replay_check.hpp"
#include "journal/journal.hpp"
#include "model/timeline.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string data;
  bool verify = false;
  bool json = false;
};

/// What a command is about: ids and words only, no place and no free text.
struct CommandSubject {
  std::string operator()(const AcknowledgeAlarm& c) const { return c.alarm.text(); }
  std::string operator()(const ShelveAlarm& c) const { return c.alarm.text() + " until " + to_rfc3339(c.until); }
  std::string operator()(const ConfirmAlarm& c) const { return c.alarm.text(); }
  std::string operator()(const OpenIncident& c) const { return "rank " + std::to_string(static_cast<int>(c.rank)); }
  std::string operator()(const OwnIncident& c) const { return c.incident.text(); }
  std::string operator()(const SendUnit& c) const { return c.unit.text() + " to " + c.incident.text(); }
  std::string operator()(const CancelMission& c) const { return c.mission.text(); }
  std::string operator()(const ReportMission& c) const {
    return c.mission.text() + " " + std::string(codec::word(c.state));
  }
  std::string operator()(const SetUnitStatus& c) const {
    return c.unit.text() + " " + std::string(codec::word(c.status));
  }
  std::string operator()(const WriteNote& c) const { return c.incident.text(); }
  std::string operator()(const ClassifyIncident& c) const { return c.incident.text() + " " + c.nature; }
  std::string operator()(const CloseIncident& c) const {
    return c.incident.text() + " " + std::string(codec::word(c.disposition));
  }
  std::string operator()(const UndoUnitStatus& c) const { return c.unit.text(); }
  std::string operator()(const ChangeRoad& c) const { return std::string(codec::word(c.change.effect)); }
  std::string operator()(const WithdrawRoadChange& c) const { return c.change.text(); }
  std::string operator()(const RestoreRoadChange& c) const { return c.change.text(); }
  std::string operator()(const TypedCommand&) const { return {}; }
};

/// What an entry says, in a few words.
struct Told {
  std::string operator()(const Observed& body) const {
    const Observation& o = body.observation;
    return std::string(codec::word(o.kind)) + " " + o.source.text() + " " + o.id + " " +
           std::string(codec::word(o.timeliness));
  }
  std::string operator()(const Commanded& body) const {
    return std::string(codec::name(body.command)) + " " + std::visit(CommandSubject{}, body.command);
  }
  std::string operator()(const Recommended& body) const {
    std::string text = "recommended for " + body.recommendation.incident.text();
    for (const Candidate& candidate : body.recommendation.candidates)
      text += " " + candidate.unit.text() + " " + std::to_string(candidate.travel_s) + " s";
    return text;
  }
  std::string operator()(const MissionDelivered& body) const { return "delivered " + body.mission.text(); }
  std::string operator()(const UnitEnrolled& body) const {
    return "enrolled " + body.unit.text() + " " + std::string(codec::word(body.kind));
  }
  std::string operator()(const LinkChanged& body) const {
    return "link " + body.link + " " + std::string(codec::word(body.state));
  }
  std::string operator()(const RoadPublished& body) const {
    return "road change published: " + std::string(codec::word(body.change.effect));
  }
  std::string operator()(const RoadRevoked& body) const { return "road change revoked: " + body.change.text(); }
  std::string operator()(const StreetsMeasured& body) const {
    return "streets measured: " + std::to_string(body.sums.size()) + " classes and hours";
  }
  std::string operator()(const Measured& body) const {
    return "measured: " + std::to_string(body.measurements.size()) + " values" +
           (body.measurements.empty() ? "" : " of " + body.measurements.front().source.text());
  }
  std::string operator()(const EventPublished& body) const {
    return "event published: " + body.event.source.text() + " " + body.event.reference;
  }
  std::string operator()(const EventRevoked& body) const {
    return "event revoked: " + body.source.text() + " " + body.reference;
  }
  std::string operator()(const BulletinPublished& body) const {
    return "bulletin published: " + body.bulletin.source.text() + " " + body.bulletin.reference;
  }
  std::string operator()(const BulletinRevoked& body) const {
    return "bulletin revoked: " + body.source.text() + " " + body.reference;
  }
  std::string operator()(const CrowdEstimated& body) const {
    return "crowd estimated: " + std::to_string(body.states.size()) + " zones";
  }
  std::string operator()(const CrowdForecasted& body) const {
    return "crowd forecast: " + std::to_string(body.forecasts.size()) + " zones";
  }
  std::string operator()(const SurgeForeseen& body) const {
    return "surge " + std::string(body.surge.ended ? "over: " : "foreseen: ") + body.surge.zone.text() + " " +
           std::to_string(body.surge.probability_percent) + " %";
  }
  std::string operator()(const CrowdNowcasted& body) const {
    return "crowd in the streets of " + body.nowcast.event.text() + ": " + std::to_string(body.nowcast.walking.median) +
           " walking";
  }
  std::string operator()(const Ticked&) const { return "ticked"; }
};

Result<void> print_timeline(const journal::Journal& journal) {
  return journal.read({}, [](const journal::Record& record) -> Result<void> {
    const auto entry = engine::decode(record);
    if (!entry.ok()) return entry.error();
    const std::string line = std::to_string(entry->key.sequence) + " " + to_rfc3339(entry->received) + " " +
                             label(entry->actor) + " " + std::visit(Told{}, entry->body);
    std::printf("%s\n", codec::cleaned(line, codec::Lines::One).c_str());
    return {};
  });
}

void print(const engine::ReplayCheck& check, bool json) {
  if (!json) {
    std::printf("%llu records, %llu checkpoints compared, state %s: %s\n",
                static_cast<unsigned long long>(check.records), static_cast<unsigned long long>(check.checkpoints),
                check.state_hash.c_str(), check.equal ? "equal" : "NOT EQUAL");
    return;
  }
  nlohmann::ordered_json out;
  out["records"] = check.records;
  out["state_hash"] = check.state_hash;
  out["equal"] = check.equal;
  out["checkpoints"] = check.checkpoints;
  out["epoch"] = check.last.epoch;
  if (!check.equal) out["why"] = check.why;
  std::printf("%s\n", out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

int verify(const journal::Journal& journal, bool json) {
  const engine::ReplayCheck check = engine::check_replay(journal);
  print(check, json);
  return check.equal ? kOk : fail(Error{ErrorKind::Corrupt, check.why});
}

int replay(const Arguments& arguments) {
  const auto journal = journal::Journal::open_read_only(arguments.data);
  if (!journal.ok()) return fail(journal.error());
  if (arguments.verify) return verify(**journal, arguments.json);
  const auto told = print_timeline(**journal);
  return told.ok() ? kOk : fail(told.error());
}

}  // namespace

void add_replay_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("replay", "Print a journal as a timeline, or check that it replays to the same state.");
  command->add_option("DATA", arguments->data, "the server's data folder; it may be running")->required();
  CLI::Option* verify_flag =
      command->add_flag("--verify", arguments->verify, "check every record and checkpoint; exit 1 where one differs");
  command->add_flag("--json", arguments->json, "print {\"records\":…,\"state_hash\":…,\"equal\":…}")
      ->needs(verify_flag);
  command->callback([arguments, &exit_code] { exit_code = replay(*arguments); });
}

}  // namespace vigie::apps
