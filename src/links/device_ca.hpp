// SPDX-License-Identifier: Apache-2.0
// DeviceCa: Vigie's own certificate authority, kept in DATA/ca, for its TLS server and the units' devices.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "links/certificates.hpp"
#include "model/ids.hpp"

namespace vigie::links {

/// EC P-256. The authority's key stays on disk (mode 0600) and is read for each signature, not kept in memory.
/// Threads: any. Several processes may use the same folder.
class DeviceCa {
 public:
  /// The authority of `data_dir`, made at first use; it lasts ten years.
  /// Errors: Io; Forbidden where others can read its key; Corrupt where key or certificate are missing or unreadable.
  static Result<DeviceCa> open(const std::string& data_dir, Time now);

  const std::string& certificate_pem() const { return certificate_pem_; }

  /// A certificate with which a device proves itself, from five minutes before `now` (phones' clocks differ).
  /// `days`: 1 to 30. Errors: OutOfRange, Io, Forbidden.
  Result<KeyedCertificate> issue_device(const DeviceId& device, Time now, int days) const;

  /// The server's certificate for these host names and addresses: the one on disk where it fits and holds for 30 days more,
  /// else a new one of a year. Errors: Malformed (a name), Io, Forbidden.
  Result<KeyedCertificate> server_certificate(const std::vector<std::string>& names, Time now) const;

 private:
  DeviceCa(std::string folder, std::string certificate_pem);
  Result<KeyedCertificate> authority() const;

  std::string folder_;
  std::string certificate_pem_;
};

}  // namespace vigie::links
