// SPDX-License-Identifier: Apache-2.0
// A TAK link on its own, for clients that others wrote: says in JSON lines what it heard. Usage: tak_host FOLDER DEVICE…
// Ends when its standard input closes, or after 50 s. A line "revoke NAME" on it revokes a device.
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <set>
#include <string>

#include "codec/words.hpp"
#include "links/device_enrolment.hpp"
#include "links/secret_file.hpp"
#include "links/tak_link.hpp"

namespace {

using namespace vigie;

void say(const std::string& json) {
  std::printf("%s\n", json.c_str());
  std::fflush(stdout);
}

std::string quoted(std::string_view word) { return '"' + std::string(word) + '"'; }

/// Prints what it is given; sends each unit mission M-9 at its first position.
class PrintingIntake : public links::Intake {
 public:
  links::TaskingSender* sender = nullptr;

  void observe(Actor actor, Observation observation,
               std::function<void(links::Receipt, const std::string&)> done) override {
    say("{\"observed\":" + quoted(codec::word(observation.kind)) + ",\"by\":" + quoted(actor.name()) + "}");
    done(links::Receipt::Accepted, "");
  }
  void report(UnitPosition position) override {
    say("{\"reported\":" + quoted(position.unit.text()) + "}");
    if (told_.insert(position.unit).second)
      sender->send({MissionId("M-9"), position.unit, IncidentId("I-4"), MissionState::Sent,
                    "Panic button, Praça da Ribeira", "second line", position.place, position.received});
  }
  void command(Actor actor, Command command, std::function<void(Result<links::Outcome>)> done) override {
    if (const auto* report = std::get_if<ReportMission>(&command))
      say("{\"answered\":" + quoted(codec::word(report->state)) + ",\"mission\":" + quoted(report->mission.text()) +
          ",\"by\":" + quoted(actor.name()) + "}");
    done(links::Outcome{});
  }
  void note(Actor, EntryBody fact) override {
    if (const auto* changed = std::get_if<LinkChanged>(&fact))
      say("{\"link\":" + quoted(changed->link) + ",\"state\":" + quoted(codec::word(changed->state)) + "}");
    if (const auto* delivered = std::get_if<MissionDelivered>(&fact))
      say("{\"delivered\":" + quoted(delivered->mission.text()) + "}");
  }

 private:
  std::set<UnitId> told_;
};

/// FOLDER/NAME.crt and .key: as `vigie device enrol` writes them.
Result<void> enrol(const links::DeviceCa& ca, links::DeviceRegister& devices, const std::string& folder,
                   const std::string& name, Time now) {
  const auto enrolled = links::enrol(ca, devices, Actor::user(UserId("test")),
                                     {.name = DeviceId(name), .unit = UnitId(name), .skills = {}}, now);
  if (!enrolled) return enrolled.error();
  if (const auto wrote =
          links::write_file(folder + "/" + name + ".key", enrolled->keyed.key_pem, links::Readable::ByOwner);
      !wrote)
    return wrote;
  return links::write_file(folder + "/" + name + ".crt", enrolled->keyed.certificate_pem, links::Readable::ByAll);
}

Result<void> run(const std::string& folder, const std::vector<std::string>& names) {
  const SystemWallClock clock;
  Metrics metrics;
  PrintingIntake intake;
  const auto ca = links::DeviceCa::open(folder, clock.now());
  if (!ca) return ca.error();
  const auto devices = links::DeviceRegister::open(folder);
  if (!devices) return devices.error();
  for (const std::string& name : names)
    if (const auto done = enrol(*ca, **devices, folder, name, clock.now()); !done) return done;
  const auto link = links::TakLink::create({intake, **devices, *ca, clock, metrics}, {.port = 0});
  if (!link) return link.error();
  intake.sender = link->get();
  (*link)->start();
  say("{\"port\":" + std::to_string((*link)->port()) + "}");

  pollfd input{STDIN_FILENO, POLLIN, 0};
  std::string line;
  while (::poll(&input, 1, 50'000) > 0 && std::getline(std::cin, line))
    if (line.starts_with("revoke "))
      if (const auto revoked = (*devices)->revoke(Actor::user(UserId("test")), DeviceId(line.substr(7)), clock.now());
          !revoked)
        return revoked.error();
  (*link)->stop();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const auto ran = run(argv[1], {argv + 2, argv + argc});
  if (!ran) std::fprintf(stderr, "tak_host: %s\n", ran.error().what.c_str());
  return ran ? 0 : 1;
}
