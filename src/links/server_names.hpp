// SPDX-License-Identifier: Apache-2.0
// Which host names and addresses the server's certificate has to carry, so that phones and browsers accept it.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"

namespace vigie::links {

/// How the service is reached, as the command line says it.
struct Reach {
  std::vector<std::string> listening;  ///< addresses of the listeners; "0.0.0.0" and "::" are all of the machine's
  std::string public_url;              ///< "https://vigie.city.example:8443"; may be empty
  std::vector<std::string> named;      ///< further host names and addresses
};

/// The host in "https://HOST[:PORT][/…]", an IPv6 address without its brackets. Errors: Malformed.
Result<std::string> host_of(const std::string& url);

/// "0.0.0.0" or "::": every address of the machine.
bool is_everywhere(const std::string& address);

/// Each once, best first: the public URL's host, those named, the listeners' addresses; where a listener is everywhere and
/// nothing else says how it is reached, `machine`; last "localhost" and "127.0.0.1". Addresses as inet_ntop writes them.
/// Errors: Malformed (the URL).
Result<std::vector<std::string>> server_names(const Reach& reach, const std::vector<std::string>& machine);

/// The machine's host name and its addresses now, loopback and link-local ones aside. Threads: any.
std::vector<std::string> machine_names();

}  // namespace vigie::links
