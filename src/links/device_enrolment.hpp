// SPDX-License-Identifier: Apache-2.0
// Enrolment: a device gets its certificate and its line in the register.
#pragma once

#include <set>
#include <string>

#include "core/result.hpp"
#include "core/time.hpp"
#include "links/certificates.hpp"
#include "links/device_ca.hpp"
#include "links/device_register.hpp"
#include "model/actor.hpp"
#include "model/unit.hpp"

namespace vigie::links {

struct Enrolment {
  DeviceId name;
  UnitId unit;  ///< whom it speaks for
  UnitKind kind = UnitKind::Car;
  std::set<std::string> skills;
  int days = 30;
};

/// What the device takes away; shown once, kept nowhere.
struct EnrolledDevice {
  Device device;
  KeyedCertificate keyed;
  std::string pkcs12;    ///< certificate, key and authority, for a TAK app's import
  std::string password;  ///< of pkcs12
};

/// May a device or a unit be called so? 1 to 64 letters, digits, dots, hyphens, underscores.
bool is_device_name(const std::string& name);

/// Errors: Malformed (a name, a skill), OutOfRange (days), Conflict (the device has a living certificate), Io.
Result<EnrolledDevice> enrol(const DeviceCa& ca, DeviceRegister& devices, const Actor& by, const Enrolment& enrolment,
                             Time now);

}  // namespace vigie::links
