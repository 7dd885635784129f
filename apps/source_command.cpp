// SPDX-License-Identifier: Apache-2.0
// vigie source enrol | list | revoke: systems that may post observations, publish road changes or push a feed; works while the server runs.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "commands.hpp"
#include "registers.hpp"
#include "server/auth/sources.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using server::auth::Source;
using server::auth::Sources;

struct Arguments {
  std::string name;
  std::string data;
  std::string may = "observations";
  bool json = false;
};

int enrol(const Arguments& arguments) {
  const auto may =
      server::auth::source_may(arguments.may).value();  // one of the three: the command line has checked it
  const auto registers = Registers::open(arguments.data, Absent::IsMade);
  if (!registers) return fail(registers.error());
  if (const auto asked = (*registers)->asked("sources:enrol", arguments.name, "for " + arguments.may); !asked)
    return fail(asked.error());
  const auto token = Sources(*(*registers)->access, (*registers)->clock).enrol(arguments.name, may);
  if (!token) return fail(token.error());
  if (arguments.json)
    print({{"name", arguments.name},
           {"source", (may == access::SourceMay::Observe ? "api/" : "feed/") + arguments.name},
           {"may", arguments.may},
           {"token", *token}});
  else
    std::printf("%s\nShown once: for \"Authorization: Bearer …\" of POST /api/v1/%s.\n", token->c_str(),
                may == access::SourceMay::Feed ? ("feeds/" + arguments.name).c_str() : arguments.may.c_str());
  return kOk;
}

int list(const Arguments& arguments) {
  const auto registers = Registers::open(arguments.data, Absent::IsWrong);
  if (!registers) return fail(registers.error());
  const auto all = Sources(*(*registers)->access, (*registers)->clock).list();
  if (!all) return fail(all.error());
  nlohmann::ordered_json sources = nlohmann::ordered_json::array();
  for (const Source& source : *all) {
    const char* const state = source.active ? "active" : "revoked";
    const char* const may = server::auth::word(source.may);
    sources.push_back({{"name", source.name}, {"state", state}, {"may", may}, {"created", to_rfc3339(source.created)}});
    if (!arguments.json)
      std::printf("%-20s %-8s %-12s %s\n", source.name.c_str(), state, may, to_rfc3339(source.created).c_str());
  }
  if (arguments.json) print({{"sources", sources}});
  return kOk;
}

int revoke(const Arguments& arguments) {
  const auto registers = Registers::open(arguments.data, Absent::IsWrong);
  if (!registers) return fail(registers.error());
  if (const auto asked = (*registers)->asked("sources:revoke", arguments.name); !asked) return fail(asked.error());
  const auto revoked = Sources(*(*registers)->access, (*registers)->clock).revoke(arguments.name);
  if (!revoked) return fail(revoked.error());
  if (arguments.json) print({{"name", arguments.name}, {"state", "revoked"}});
  else std::printf("%s is revoked; its token ends within 2 s.\n", arguments.name.c_str());
  return kOk;
}

}  // namespace

void add_source_command(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const source = app.add_subcommand(
      "source", "Systems that may post observations, publish road changes or push a feed: enrol, list, revoke.");
  source->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*work)(const Arguments&)) {
    CLI::App* const command = source->add_subcommand(name, help);
    command->add_option("--data", arguments->data, "The server's data directory")->required();
    command->add_flag("--json", arguments->json, "One line of JSON");
    command->callback([arguments, work, &exit_code] { exit_code = work(*arguments); });
    return command;
  };
  CLI::App* const enrol_one = add("enrol", "Print a token, once; the source's older token ends.", enrol);
  enrol_one->add_option("name", arguments->name, "The source: a-z, 0-9, '.', '_', '-'")->required();
  enrol_one->add_option("--may", arguments->may, "What the token is for: observations (default), road-changes or feed")
      ->check(CLI::IsMember({"observations", "road-changes", "feed"}));
  add("list", "All sources.", list);
  add("revoke", "End a source's token.", revoke)->add_option("name", arguments->name, "The source")->required();
}

}  // namespace vigie::apps
