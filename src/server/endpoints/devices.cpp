// SPDX-License-Identifier: Apache-2.0
// Devices as the desk sees and cuts them.
#include "server/endpoints/devices.hpp"

#include "codec/json_writer.hpp"
#include "links/device_register.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

const Error kNone{ErrorKind::Unavailable, "no device register is open"};

const char* state_of(const links::Device& device, Time now) {
  if (device.revoked) return "revoked";
  return links::is_alive(device, now) ? "active" : "expired";
}

}  // namespace

Response ListDevices::operator()(const Request&) const {
  if (devices == nullptr) return refuse(kNone);
  const Result<std::vector<links::Device>> all = devices->all();
  if (!all) return refuse(all.error());
  const std::shared_ptr<const Picture> picture = pictures.picture();
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.key("devices");
  writer.begin_array();
  const DeviceId* before = nullptr;
  for (const links::Device& device : *all) {
    if (before != nullptr && *before == device.name) continue;  // older certificates of the same device
    before = &device.name;
    const LinkHealth* link = picture->links.find("tak/" + device.unit.text());
    writer.begin_object();
    writer.member("name", device.name.text());
    writer.member("unit", device.unit.text());
    writer.member("state", state_of(device, world.now()));
    writer.member("expires", device.expires);
    writer.member("connected", link != nullptr && link->state == LinkState::Up);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

void RevokeDevice::operator()(const Request& request, Reply reply) const {
  if (devices == nullptr) return reply(refuse(kNone));
  const DeviceId name(request.arguments.at("name"));
  const Actor by = actor_of(request.subject);
  audit.write({.who = by, .what = "devices:revoke", .why = "", .whom = name.text(), .outcome = "asked"},
              [this_ = *this, name, by, reply = std::move(reply)](const Result<std::uint64_t>& written) {
                if (!written) return reply(refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
                const Result<links::Device> revoked = this_.devices->revoke(by, name, this_.world.now());
                reply(revoked ? json("{}") : refuse(revoked.error()));
              });
}

}  // namespace vigie::server::endpoints
