// SPDX-License-Identifier: Apache-2.0
// vigie user invite | list | revoke | totp: people's accounts; works while the server runs.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "codec/words.hpp"
#include "commands.hpp"
#include "registers.hpp"
#include "server/auth/accounts.hpp"
#include "server/auth/totp.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using server::auth::Account;
using server::auth::Accounts;

struct Arguments {
  std::string name;
  std::string data;
  std::string role;
  std::string unit;
  std::string url;
  bool json = false;
};

/// Where the console is: as asked, else as the server last said, else as it is installed.
std::string url_of(const Arguments& arguments, const Registers& registers) {
  if (!arguments.url.empty()) return arguments.url;
  const std::string known = registers.access->get("url");
  return known.empty() ? "http://127.0.0.1:8080" : known;
}

int invite(const Arguments& arguments) {
  const auto role = codec::from_word<Role>(arguments.role);
  if (!role)
    return fail({ErrorKind::OutOfRange,
                 "--role " + arguments.role + ": expected operator, supervisor, planner, officer, auditor or admin"});
  const auto registers = Registers::open(arguments.data, Absent::IsMade);
  if (!registers) return fail(registers.error());
  if (const auto asked = (*registers)->asked("users:invite", arguments.name, arguments.role); !asked)
    return fail(asked.error());
  const auto unit = arguments.unit.empty() ? std::nullopt : std::optional(UnitId(arguments.unit));
  const auto invited = Accounts(*(*registers)->access, (*registers)->clock).invite(arguments.name, *role, unit);
  if (!invited) return fail(invited.error());
  const std::string link = url_of(arguments, **registers) + "/#/enrol/" + invited->token;
  if (arguments.json) {
    print({{"name", arguments.name},
           {"role", arguments.role},
           {"link", link},
           {"expires", to_rfc3339(invited->expires)}});
  } else {
    std::printf("%s\nOnce, before %s, for %s to choose a password.\n", link.c_str(),
                to_rfc3339(invited->expires).c_str(), arguments.name.c_str());
  }
  return kOk;
}

nlohmann::ordered_json to_json(const Account& account) {
  nlohmann::ordered_json json{{"name", account.name},
                              {"role", codec::word(account.role)},
                              {"state", server::auth::word(account.state)},
                              {"one_time_code", account.one_time_code}};
  if (account.unit) json["unit"] = account.unit->text();
  if (account.last_login) json["last_login"] = to_rfc3339(*account.last_login);
  return json;
}

int list(const Arguments& arguments) {
  const auto registers = Registers::open(arguments.data, Absent::IsWrong);
  if (!registers) return fail(registers.error());
  const auto accounts = Accounts(*(*registers)->access, (*registers)->clock).list();
  if (!accounts) return fail(accounts.error());
  nlohmann::ordered_json users = nlohmann::ordered_json::array();
  for (const Account& account : *accounts) {
    users.push_back(to_json(account));
    if (!arguments.json)
      std::printf("%-20s %-11s %-8s %-10s %s\n", account.name.c_str(), std::string(codec::word(account.role)).c_str(),
                  server::auth::word(account.state), account.unit ? account.unit->text().c_str() : "",
                  account.last_login ? to_rfc3339(*account.last_login).c_str() : "never");
  }
  if (arguments.json) print({{"users", users}});
  return kOk;
}

int revoke(const Arguments& arguments) {
  const auto registers = Registers::open(arguments.data, Absent::IsWrong);
  if (!registers) return fail(registers.error());
  if (const auto asked = (*registers)->asked("users:revoke", arguments.name); !asked) return fail(asked.error());
  const auto revoked = Accounts(*(*registers)->access, (*registers)->clock).revoke(arguments.name);
  if (!revoked) return fail(revoked.error());
  if (arguments.json) print({{"name", arguments.name}, {"state", "revoked"}});
  else std::printf("%s is revoked; open sessions end within 2 s.\n", arguments.name.c_str());
  return kOk;
}

int totp(const Arguments& arguments) {
  const auto registers = Registers::open(arguments.data, Absent::IsWrong);
  if (!registers) return fail(registers.error());
  if (const auto asked = (*registers)->asked("users:totp", arguments.name); !asked) return fail(asked.error());
  const auto secret = Accounts(*(*registers)->access, (*registers)->clock).enable_one_time_code(arguments.name);
  if (!secret) return fail(secret.error());
  const std::string uri = server::auth::totp_uri(arguments.name, *secret);
  if (arguments.json) print({{"name", arguments.name}, {"uri", uri}});
  else std::printf("%s\nShown once; from now on this account asks for a code.\n", uri.c_str());
  return kOk;
}

}  // namespace

void add_user_command(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const user = app.add_subcommand("user", "People's accounts: invite, list, revoke, one-time codes.");
  user->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*work)(const Arguments&)) {
    CLI::App* const command = user->add_subcommand(name, help);
    command->add_option("--data", arguments->data, "The server's data directory")->required();
    command->add_flag("--json", arguments->json, "One line of JSON");
    command->callback([arguments, work, &exit_code] { exit_code = work(*arguments); });
    return command;
  };
  CLI::App* const inviting =
      add("invite", "Print a one-time link, good for 24 hours, by which a person gets in.", invite);
  inviting->add_option("name", arguments->name, "The account: a-z, 0-9, '.', '_', '-'")->required();
  inviting->add_option("--role", arguments->role, "operator, supervisor, planner, officer, auditor or admin")
      ->required();
  inviting->add_option("--unit", arguments->unit, "An officer's crew: PM-03");
  inviting->add_option("--url", arguments->url, "Where the console is (the server's own address where not said)");
  add("list", "All accounts.", list);
  add("revoke", "End an account and its open sessions.", revoke)
      ->add_option("name", arguments->name, "The account")
      ->required();
  add("totp", "Ask this account for one-time codes; print the secret once.", totp)
      ->add_option("name", arguments->name, "The account")
      ->required();
}

}  // namespace vigie::apps
