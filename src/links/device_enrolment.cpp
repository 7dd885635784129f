// SPDX-License-Identifier: Apache-2.0
// Certificate first, register second: a certificate that is not in the register opens no door.
#include "links/device_enrolment.hpp"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "core/check.hpp"

namespace vigie::links {
namespace {

/// 24 characters of 31 that are not mistaken for one another: 119 bits.
std::string random_password() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  constexpr int kLength = 24;
  VIGIE_CHECK(sodium_init() >= 0);
  std::string password;
  for (int i = 0; i < kLength; ++i)
    password += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  return password;
}

}  // namespace

bool is_device_name(const std::string& name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), allowed);
}

Result<EnrolledDevice> enrol(const DeviceCa& ca, DeviceRegister& devices, const Actor& by, const Enrolment& enrolment,
                             Time now) {
  for (const std::string& name : {enrolment.name.text(), enrolment.unit.text()})
    if (!is_device_name(name))
      return Error{ErrorKind::Malformed,
                   "a device's or a unit's name has 1 to 64 letters, digits, dots, hyphens, underscores"};
  for (const std::string& skill : enrolment.skills)
    if (!is_device_name(skill))
      return Error{ErrorKind::Malformed, "a skill has 1 to 64 letters, digits, hyphens, underscores"};

  auto keyed = ca.issue_device(enrolment.name, now, enrolment.days);
  if (!keyed) return keyed.error();
  const auto facts = read_certificate(keyed->certificate_pem);
  if (!facts) return facts.error();
  Device device{.name = enrolment.name,
                .unit = enrolment.unit,
                .kind = enrolment.kind,
                .skills = enrolment.skills,
                .serial = facts->serial,
                .fingerprint = facts->fingerprint,
                .issued = now,
                .expires = facts->until,
                .revoked = std::nullopt};
  std::string password = random_password();
  auto pack = pack_pkcs12(*keyed, ca.certificate_pem(), enrolment.name.text(), password);
  if (!pack) return pack.error();
  if (const auto added = devices.add(by, device); !added) return added.error();
  return EnrolledDevice{std::move(device), std::move(*keyed), std::move(*pack), std::move(password)};
}

}  // namespace vigie::links
