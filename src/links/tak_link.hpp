// SPDX-License-Identifier: Apache-2.0
// TakLink: units' phones over TLS with mutual authentication, Cursor on Target both ways (docs/formats/cot.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/metrics.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "links/device_ca.hpp"
#include "links/device_register.hpp"
#include "links/intake.hpp"
#include "links/tasking.hpp"

namespace vigie::links {

/// What the link stands on; all outlive it.
struct TakDependencies {
  Intake& intake;
  DeviceRegister& devices;
  const DeviceCa& ca;
  const WallClock& clock;
  Metrics& metrics;
};

struct TakOptions {
  std::string address = "127.0.0.1";  ///< numeric; "0.0.0.0" or "::" for all
  std::uint16_t port = 8089;          ///< 0: any free one
  std::vector<std::string> names = {"localhost",
                                    "127.0.0.1"};  ///< host names and addresses in the server's certificate
  std::size_t most_connections = 2000;
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds idle_timeout{120'000};  ///< TAK apps ping more often than that
  std::chrono::milliseconds write_timeout{10'000};  ///< a phone that takes nothing for so long is cut off
  std::chrono::milliseconds register_poll{500};     ///< how soon a revocation is noticed
};

/// One thread serves all phones; a second one watches the register. A connection is one device's: a newer one replaces it.
/// Notes to the intake: UnitEnrolled for each unit of the register, LinkChanged for "tak/<unit>", MissionDelivered.
class TakLink : public TaskingSender {
 public:
  /// Binds the port; serves from start() on. Errors: Io (the port), Malformed (address, names), and those of the authority.
  static Result<std::unique_ptr<TakLink>> create(TakDependencies dependencies, TakOptions options);

  /// stop(), where it was not called.
  ~TakLink() override = default;

  virtual void start() = 0;

  /// Cuts all connections and returns when the threads have ended. Call it before the intake goes.
  virtual void stop() = 0;

  virtual std::uint16_t port() const = 0;
};

}  // namespace vigie::links
