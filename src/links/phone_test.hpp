// SPDX-License-Identifier: Apache-2.0
// Phone: a blocking TLS client for tests; it verifies its server, as node-tak does not.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "links/certificates.hpp"

namespace vigie::links {

class Phone {
 public:
  /// Connects to 127.0.0.1 and shakes hands; `keyed` null: shows no certificate. Where it failed, is_open() is false.
  Phone(std::uint16_t port, const std::string& authority_pem, const KeyedCertificate* keyed);
  ~Phone();
  Phone(const Phone&) = delete;
  Phone& operator=(const Phone&) = delete;

  bool is_open() const;
  /// False where the connection is gone.
  bool say(const std::string& bytes);
  /// Everything heard so far, once it contains `what` or the time is over.
  std::string hear(const std::string& what, std::chrono::milliseconds within);
  /// Does the server close within that time?
  bool is_cut(std::chrono::milliseconds within);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
  std::string heard_;
};

}  // namespace vigie::links
