// SPDX-License-Identifier: Apache-2.0
// vigie device enrol | list | revoke: the units' phones and their certificates; works while the server runs.
#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "codec/words.hpp"
#include "commands.hpp"
#include "links/device_enrolment.hpp"
#include "links/secret_file.hpp"
#include "server/audit/audit.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using links::Readable;

struct Arguments {
  std::string name;
  std::string data;
  std::string unit;
  std::string kind = "car";
  std::vector<std::string> skills;
  int days = 30;
  std::string out = ".";
  bool json = false;
};

/// Whoever runs the command, by the machine's account.
Actor person() {
  const passwd* const entry = ::getpwuid(::getuid());
  return Actor::user(UserId(entry ? std::string("shell/") + entry->pw_name : "shell/" + std::to_string(::getuid())));
}

/// The act is in the audit before it is done; where it cannot be written, it is not done.
Result<void> audited(const Arguments& arguments, const WallClock& clock, const char* what) {
  const auto audit = server::audit::Audit::open(arguments.data, clock);
  if (!audit) return audit.error();
  const auto written =
      (*audit)->write({.who = person(), .what = what, .why = "", .whom = arguments.name, .outcome = "asked"});
  return written ? Result<void>() : Result<void>(written.error());
}

/// The register of a server that is there: a mistyped folder must not look like one without devices.
Result<std::unique_ptr<links::DeviceRegister>> existing_register(const std::string& data) {
  std::error_code failed;
  const bool there = std::filesystem::exists(data + "/devices.db", failed);
  if (failed) return Error{ErrorKind::Io, data + ": " + failed.message()};
  if (!there) return Error{ErrorKind::NotFound, data + ": not the data folder of a server; `vigie serve` makes it"};
  return links::DeviceRegister::open(data);
}

/// "out/PM-03" for the folder "out"; otherwise `out` itself, without ".p12".
std::string file_prefix(const Arguments& arguments) {
  if (arguments.out.ends_with('/') || std::filesystem::is_directory(arguments.out))
    return arguments.out + "/" + arguments.name;
  return arguments.out.ends_with(".p12") ? arguments.out.substr(0, arguments.out.size() - 4) : arguments.out;
}

Result<void> write_files(const links::EnrolledDevice& enrolled, const std::string& authority_pem,
                         const std::string& prefix) {
  const std::filesystem::path folder = std::filesystem::path(prefix).parent_path();
  if (!folder.empty())
    if (const auto made = links::make_folder(folder.string()); !made) return made;
  for (const auto& [suffix, content] :
       {std::pair(".p12", &enrolled.pkcs12), std::pair(".key", &enrolled.keyed.key_pem)})
    if (const auto wrote = links::write_file(prefix + suffix, *content, Readable::ByOwner); !wrote) return wrote;
  if (const auto wrote = links::write_file(prefix + ".crt", enrolled.keyed.certificate_pem, Readable::ByAll); !wrote)
    return wrote;
  return links::write_file((folder / "ca.pem").string(), authority_pem, Readable::ByAll);
}

void print(const links::EnrolledDevice& enrolled, const std::string& prefix, const Arguments& arguments) {
  const links::Device& device = enrolled.device;
  if (arguments.json) {
    nlohmann::ordered_json json;
    json["name"] = device.name.text();
    json["unit"] = device.unit.text();
    json["serial"] = device.serial;
    json["fingerprint"] = device.fingerprint;
    json["expires"] = to_rfc3339(device.expires);
    json["p12"] = prefix + ".p12";
    json["certificate"] = prefix + ".crt";
    json["key"] = prefix + ".key";
    json["ca"] = (std::filesystem::path(prefix).parent_path() / "ca.pem").string();
    json["password"] = enrolled.password;
    std::printf("%s\n", json.dump().c_str());
    return;
  }
  std::printf("%s may speak for unit %s until %s.\n%s.p12 is for its TAK app; password, shown this once: %s\n",
              device.name.text().c_str(), device.unit.text().c_str(), to_rfc3339(device.expires).c_str(),
              prefix.c_str(), enrolled.password.c_str());
}

int enrol(const Arguments& arguments) {
  const auto kind = codec::from_word<UnitKind>(arguments.kind);
  if (!kind)
    return fail({ErrorKind::Malformed,
                 "unknown kind of unit: " + arguments.kind + "; expected foot, bicycle, motorbike, car, van or dog"}),
           kUsage;
  const SystemWallClock clock;
  const std::string unit = arguments.unit.empty() ? arguments.name : arguments.unit;
  const links::Enrolment enrolment{.name = DeviceId(arguments.name),
                                   .unit = UnitId(unit),
                                   .kind = *kind,
                                   .skills = {arguments.skills.begin(), arguments.skills.end()},
                                   .days = arguments.days};
  if (!links::is_device_name(arguments.name))
    return fail({ErrorKind::Malformed, "a device's name has 1 to 64 letters, digits, dots, hyphens, underscores"}),
           kUsage;
  const auto ca = links::DeviceCa::open(arguments.data, clock.now());
  if (!ca) return fail(ca.error());
  const auto devices = links::DeviceRegister::open(arguments.data);
  if (!devices) return fail(devices.error());
  if (const auto written = audited(arguments, clock, "devices:enrol"); !written) return fail(written.error());
  const auto enrolled = links::enrol(*ca, **devices, person(), enrolment, clock.now());
  if (!enrolled) return fail(enrolled.error());
  const std::string prefix = file_prefix(arguments);
  if (const auto wrote = write_files(*enrolled, ca->certificate_pem(), prefix); !wrote) {
    (void)(*devices)->revoke(person(), enrolment.name, clock.now());  // nobody has its key
    return fail(wrote.error());
  }
  print(*enrolled, prefix, arguments);
  return kOk;
}

const char* state_of(const links::Device& device, Time now) {
  if (device.revoked) return "revoked";
  return links::is_alive(device, now) ? "active" : "expired";
}

int list(const Arguments& arguments) {
  const SystemWallClock clock;
  const auto devices = existing_register(arguments.data);
  if (!devices) return fail(devices.error());
  const auto all = (*devices)->all();
  if (!all) return fail(all.error());
  auto json = nlohmann::ordered_json::array();
  for (const links::Device& device : *all) {
    const char* const state = state_of(device, clock.now());
    if (!arguments.json) {
      std::printf("%-20s %-12s %-8s until %s  %s\n", device.name.text().c_str(), device.unit.text().c_str(), state,
                  to_rfc3339(device.expires).c_str(), device.serial.c_str());
      continue;
    }
    nlohmann::ordered_json row;
    row["name"] = device.name.text();
    row["unit"] = device.unit.text();
    row["kind"] = std::string(codec::word(device.kind));
    row["skills"] = device.skills;
    row["state"] = state;
    row["serial"] = device.serial;
    row["fingerprint"] = device.fingerprint;
    row["issued"] = to_rfc3339(device.issued);
    row["expires"] = to_rfc3339(device.expires);
    if (device.revoked) row["revoked"] = to_rfc3339(*device.revoked);
    json.push_back(std::move(row));
  }
  if (arguments.json) std::printf("%s\n", nlohmann::ordered_json{{"devices", std::move(json)}}.dump().c_str());
  return kOk;
}

int revoke(const Arguments& arguments) {
  const SystemWallClock clock;
  const auto devices = existing_register(arguments.data);
  if (!devices) return fail(devices.error());
  if (const auto written = audited(arguments, clock, "devices:revoke"); !written) return fail(written.error());
  const auto revoked = (*devices)->revoke(person(), DeviceId(arguments.name), clock.now());
  if (!revoked) return fail(revoked.error());
  if (arguments.json)
    std::printf("%s\n",
                nlohmann::ordered_json{
                    {"name", arguments.name}, {"serial", revoked->serial}, {"revoked", to_rfc3339(*revoked->revoked)}}
                    .dump()
                    .c_str());
  else std::printf("%s is revoked; a running server cuts it off within two seconds.\n", arguments.name.c_str());
  return kOk;
}

}  // namespace

void add_device_command(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const device = app.add_subcommand("device", "Units' phones: enrol, list, revoke.");
  device->require_subcommand(1);
  const auto common = [&](const char* name, const char* help) {
    CLI::App* const command = device->add_subcommand(name, help);
    command->add_option("--data", arguments->data, "The server's data folder")->required();
    command->add_flag("--json", arguments->json, "One line of JSON");
    return command;
  };
  CLI::App* const enrol_command =
      common("enrol", "Gives a device a certificate: NAME.p12, NAME.crt, NAME.key and ca.pem.");
  enrol_command->add_option("NAME", arguments->name, "The device's name, as its certificate says it")->required();
  enrol_command->add_option("--unit", arguments->unit, "The unit it speaks for; its own name where not given");
  enrol_command->add_option("--kind", arguments->kind, "foot, bicycle, motorbike, car, van, dog")
      ->capture_default_str();
  enrol_command->add_option("--skills", arguments->skills, "The unit's skills, separated by commas")->delimiter(',');
  enrol_command->add_option("--days", arguments->days, "How long the certificate holds, 1 to 30")
      ->capture_default_str();
  enrol_command->add_option("--out", arguments->out, "A folder for the files, or their path without ending")
      ->capture_default_str();
  enrol_command->callback([arguments, &exit_code] { exit_code = enrol(*arguments); });
  common("list", "Every certificate issued, and its state.")->callback([arguments, &exit_code] {
    exit_code = list(*arguments);
  });
  CLI::App* const revoke_command = common("revoke", "Takes a device's right to speak; at once, and for good.");
  revoke_command->add_option("NAME", arguments->name, "The device's name")->required();
  revoke_command->callback([arguments, &exit_code] { exit_code = revoke(*arguments); });
}

}  // namespace vigie::apps
