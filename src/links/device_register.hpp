// SPDX-License-Identifier: Apache-2.0
// DeviceRegister: which devices there are, which unit each speaks for, and which are revoked; DATA/devices.db.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/actor.hpp"
#include "model/unit.hpp"

namespace vigie::links {

/// One certificate of a device. A device that is enrolled again has several, one of them alive at most.
struct Device {
  DeviceId name;
  UnitId unit;
  UnitKind kind = UnitKind::Car;
  std::set<std::string> skills;
  std::string serial;       ///< of its certificate, hex
  std::string fingerprint;  ///< of its certificate, SHA-256, hex
  Time issued;
  Time expires;
  std::optional<Time> revoked;
};

/// May it speak at that time?
bool is_alive(const Device& device, Time now);

/// Threads: any; processes: any number (SQLite, WAL, synchronous=FULL: a revocation survives a power cut).
class DeviceRegister {
 public:
  /// Opens or creates `data_dir`/devices.db, mode 0600. Errors: Io, Corrupt.
  static Result<std::unique_ptr<DeviceRegister>> open(const std::string& data_dir);

  virtual ~DeviceRegister() = default;

  /// Errors: Conflict where the device has a certificate that is alive; Io.
  virtual Result<void> add(const Actor& by, const Device& device) = 0;

  /// Revokes what the device holds; gives what was revoked. Errors: NotFound, Io; Conflict where it is revoked already.
  virtual Result<Device> revoke(const Actor& by, const DeviceId& name, Time now) = 0;

  /// Every certificate ever issued, by name, the newest first.
  virtual Result<std::vector<Device>> all() const = 0;

  /// A number that differs after anybody, in any process, changed the register. Cheap: asked each half second.
  virtual Result<std::int64_t> version() const = 0;
};

}  // namespace vigie::links
