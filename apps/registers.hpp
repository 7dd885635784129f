// SPDX-License-Identifier: Apache-2.0
// What `vigie user` and `vigie source` work on: access.db, and the audit in which each act is before it is done.
#pragma once

#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "core/time.hpp"
#include "server/audit/audit.hpp"
#include "server/auth/access_database.hpp"

namespace vigie::apps {

/// Whoever runs the command, by the machine's account.
inline Actor shell_person() {
  const passwd* const entry = ::getpwuid(::getuid());
  return Actor::user(UserId(entry ? std::string("shell/") + entry->pw_name : "shell/" + std::to_string(::getuid())));
}

enum class Absent { IsMade, IsWrong };  ///< what a command does where the registers are not there yet

struct Registers {
  SystemWallClock clock;
  std::unique_ptr<server::auth::AccessDatabase> access;
  std::unique_ptr<server::audit::Audit> audit;

  /// Opens both below `data`; where `when` allows it, creates them in a folder that is there. A mistyped folder must not
  /// look like a service without accounts. Errors: NotFound, Io, Corrupt, Unavailable.
  static Result<std::unique_ptr<Registers>> open(const std::string& data, Absent when) {
    std::error_code failed;
    const bool there = std::filesystem::exists(data + (when == Absent::IsMade ? "" : "/access.db"), failed);
    if (failed) return Error{ErrorKind::Io, data + ": " + failed.message()};
    if (!there) return Error{ErrorKind::NotFound, data + ": not the data folder of a server; `vigie serve` makes it"};
    auto registers = std::make_unique<Registers>();
    auto access = server::auth::AccessDatabase::open(data);
    if (!access) return access.error();
    auto audit = server::audit::Audit::open(data, registers->clock);
    if (!audit) return audit.error();
    registers->access = std::move(*access);
    registers->audit = std::move(*audit);
    return registers;
  }

  /// Writes that it is asked for. Errors: then it must not be done.
  Result<void> asked(const char* what, const std::string& whom, const std::string& why = "") const {
    const auto written =
        audit->write({.who = shell_person(), .what = what, .why = why, .whom = whom, .outcome = "asked"});
    return written ? Result<void>() : Result<void>(written.error());
  }
};

/// One line of JSON on standard output; text from files that is no UTF-8 becomes U+FFFD.
inline void print(const nlohmann::ordered_json& json) {
  std::printf("%s\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

}  // namespace vigie::apps
