// SPDX-License-Identifier: Apache-2.0
// vigie audit verify | list: has anybody changed the record of who did what?
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "commands.hpp"
#include "registers.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string data;
  std::size_t limit = 50;
  bool json = false;
};

int verify(const Arguments& arguments) {
  const auto found = server::audit::verify(arguments.data);
  if (!found) return fail(found.error());
  if (arguments.json) {
    nlohmann::ordered_json json{{"entries", found->size}, {"sound", found->sound}, {"head", found->head}};
    if (!found->sound) json["fault"] = found->fault;
    print(json);
  } else if (found->sound) {
    std::printf("%llu entries, none changed, none missing; head %s\n", static_cast<unsigned long long>(found->size),
                found->head.c_str());
  } else {
    std::printf("NOT SOUND: %s\n", found->fault.c_str());
  }
  return found->sound ? kOk : kFailed;
}

int list(const Arguments& arguments) {
  const auto registers = Registers::open(arguments.data, Absent::IsWrong);
  if (!registers) return fail(registers.error());
  const auto entries = (*registers)->audit->newest(arguments.limit);
  if (!entries) return fail(entries.error());
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const server::audit::Entry& entry : *entries) {
    all.push_back({{"index", entry.index},
                   {"at", to_rfc3339(entry.at)},
                   {"who", entry.who},
                   {"what", entry.what},
                   {"why", entry.why},
                   {"whom", entry.whom},
                   {"outcome", entry.outcome}});
    if (!arguments.json)
      std::printf("%6llu %s %-20s %-26s %-10s %-14s %s\n", static_cast<unsigned long long>(entry.index),
                  to_rfc3339(entry.at).c_str(), entry.who.c_str(), entry.what.c_str(), entry.why.c_str(),
                  entry.whom.c_str(), entry.outcome.c_str());
  }
  if (arguments.json) print({{"entries", all}});
  return kOk;
}

}  // namespace

void add_audit_command(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const audit = app.add_subcommand("audit", "The record of who did what: verify, list.");
  audit->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*work)(const Arguments&)) {
    CLI::App* const command = audit->add_subcommand(name, help);
    command->add_option("--data", arguments->data, "The server's data directory")->required();
    command->add_flag("--json", arguments->json, "One line of JSON");
    command->callback([arguments, work, &exit_code] { exit_code = work(*arguments); });
    return command;
  };
  add("verify", "Read everything; exit 1 where an entry was changed, removed, moved or cut off.", verify);
  add("list", "The newest entries, newest first.", list)
      ->add_option("--limit", arguments->limit, "How many")
      ->check(CLI::Range(1, 100'000));
}

}  // namespace vigie::apps
