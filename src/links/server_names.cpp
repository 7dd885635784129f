// SPDX-License-Identifier: Apache-2.0
// Names from the command line, else from the machine's interfaces.
#include "links/server_names.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace vigie::links {
namespace {

/// "::1" for "0:0::1", so that the same address is the same name; other text unchanged.
std::string canonical(const std::string& name) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = name.find(':') == std::string::npos ? AF_INET : AF_INET6;
  if (inet_pton(family, name.c_str(), bytes.data()) != 1) return name;
  return inet_ntop(family, bytes.data(), text.data(), text.size()) ? std::string(text.data()) : name;
}

void add(std::vector<std::string>& names, const std::string& name) {
  const std::string written = canonical(name);
  if (std::find(names.begin(), names.end(), written) == names.end()) names.push_back(written);
}

std::string address_of(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET)
    return inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text.data(), text.size())
               ? text.data()
               : "";
  if (address.sa_family != AF_INET6) return {};
  const in6_addr& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (IN6_IS_ADDR_LINKLOCAL(&v6)) return {};
  return inet_ntop(AF_INET6, &v6, text.data(), text.size()) ? text.data() : "";
}

}  // namespace

Result<std::string> host_of(const std::string& url) {
  const Error wrong{ErrorKind::Malformed, "'" + url + "', expected a URL like https://vigie.city.example:8443"};
  std::string_view rest = url;
  const bool known = rest.starts_with("https://") || rest.starts_with("http://");
  if (!known) return wrong;
  rest.remove_prefix(rest.find("//") + 2);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const bool bracketed = rest.starts_with('[');
  const std::size_t end = bracketed ? rest.find(']') : rest.find(':');
  if (bracketed && end == std::string_view::npos) return wrong;
  const std::string_view host = rest.substr(bracketed ? 1 : 0, bracketed ? end - 1 : end);
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == ':';
  });
  if (host.empty() || !plain) return wrong;
  return std::string(host);
}

bool is_everywhere(const std::string& address) {
  const std::string written = canonical(address);
  return written == "0.0.0.0" || written == "::";
}

Result<std::vector<std::string>> server_names(const Reach& reach, const std::vector<std::string>& machine) {
  std::vector<std::string> names;
  if (!reach.public_url.empty()) {
    const Result<std::string> host = host_of(reach.public_url);
    if (!host) return host.error();
    add(names, *host);
  }
  for (const std::string& name : reach.named) add(names, name);
  const bool said = !names.empty();
  for (const std::string& address : reach.listening) {
    if (!is_everywhere(address)) add(names, address);
    else if (!said)
      for (const std::string& name : machine) add(names, name);
  }
  add(names, "localhost");
  add(names, "127.0.0.1");
  return names;
}

std::vector<std::string> machine_names() {
  std::vector<std::string> names;
  std::array<char, 254> host{};
  if (::gethostname(host.data(), host.size() - 1) == 0 && host[0] != '\0') names.emplace_back(host.data());
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return names;
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> all(first, ::freeifaddrs);
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr || (each->ifa_flags & IFF_UP) == 0 || (each->ifa_flags & IFF_LOOPBACK) != 0) continue;
    if (const std::string address = address_of(*each->ifa_addr); !address.empty()) names.push_back(address);
  }
  return names;
}

}  // namespace vigie::links
