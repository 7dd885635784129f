// SPDX-License-Identifier: Apache-2.0
// The authority's files: ca.pem, ca.key, server.pem, server.key, lock.
#include "links/device_ca.hpp"

#include <utility>

#include "links/secret_file.hpp"

namespace vigie::links {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr days kAuthorityHolds{3650};
constexpr days kServerHolds{365};
constexpr days kServerRenewed{30};  // before its end
constexpr minutes kClockSkew{5};
constexpr int kMaxDeviceDays = 30;

/// The certificate and key under `name`. Errors: NotFound, Io, Forbidden.
Result<KeyedCertificate> read_pair(const std::string& folder, const std::string& name) {
  auto certificate = read_file(folder + "/" + name + ".pem", Readable::ByAll);
  if (!certificate) return certificate.error();
  auto key = read_file(folder + "/" + name + ".key", Readable::ByOwner);
  if (!key) return key.error();
  return KeyedCertificate{std::move(*certificate), std::move(*key)};
}

/// The key first: a certificate on disk has its key.
Result<void> write_pair(const std::string& folder, const std::string& name, const KeyedCertificate& pair) {
  const auto key = write_file(folder + "/" + name + ".key", pair.key_pem, Readable::ByOwner);
  return key ? write_file(folder + "/" + name + ".pem", pair.certificate_pem, Readable::ByAll) : key;
}

bool still_good(const KeyedCertificate& server, const std::string& authority_pem, const std::vector<std::string>& names,
                Time now) {
  const auto facts = read_certificate(server.certificate_pem);
  return facts && facts->names == names && now >= facts->from && now + kServerRenewed < facts->until &&
         is_signed_by(server.certificate_pem, authority_pem);
}

}  // namespace

DeviceCa::DeviceCa(std::string folder, std::string certificate_pem)
    : folder_(std::move(folder)), certificate_pem_(std::move(certificate_pem)) {}

Result<DeviceCa> DeviceCa::open(const std::string& data_dir, Time now) {
  const std::string folder = data_dir + "/ca";
  for (const std::string& needed : {data_dir, folder})
    if (const auto made = make_folder(needed); !made) return made.error();
  const auto lock = FileLock::take(folder + "/lock");
  if (!lock) return lock.error();

  const auto kept = read_pair(folder, "ca");
  if (kept) {
    const auto facts = read_certificate(kept->certificate_pem);
    if (!facts) return Error{ErrorKind::Corrupt, folder + "/ca.pem: " + facts.error().what};
    if (!(now < facts->until))
      return Error{ErrorKind::Corrupt, folder + "/ca.pem: expired on " + to_rfc3339(facts->until)};
    return DeviceCa(folder, kept->certificate_pem);
  }
  if (kept.error().kind != ErrorKind::NotFound) return kept.error();
  if (read_file(folder + "/ca.pem", Readable::ByAll))
    return Error{ErrorKind::Corrupt,
                 folder + "/ca.key is missing beside ca.pem: restore it, or remove both and enrol every device anew"};

  const auto made = make_certificate({.use = CertificateUse::Authority,
                                      .common_name = "Vigie device authority",
                                      .names = {},
                                      .from = now - kClockSkew,
                                      .until = now + kAuthorityHolds},
                                     nullptr);
  if (!made) return made.error();
  if (const auto wrote = write_pair(folder, "ca", *made); !wrote) return wrote.error();
  return DeviceCa(folder, made->certificate_pem);
}

Result<KeyedCertificate> DeviceCa::authority() const {
  auto pair = read_pair(folder_, "ca");
  if (pair && pair->certificate_pem != certificate_pem_)
    return Error{ErrorKind::Corrupt, folder_ + "/ca.pem was replaced while in use"};
  return pair;
}

Result<KeyedCertificate> DeviceCa::issue_device(const DeviceId& device, Time now, int days_valid) const {
  if (days_valid < 1 || days_valid > kMaxDeviceDays)
    return Error{ErrorKind::OutOfRange, "a device's certificate holds 1 to 30 days, not " + std::to_string(days_valid)};
  const auto signer = authority();
  if (!signer) return signer.error();
  return make_certificate({.use = CertificateUse::Device,
                           .common_name = device.text(),
                           .names = {},
                           .from = now - kClockSkew,
                           .until = now + days(days_valid)},
                          &*signer);
}

Result<KeyedCertificate> DeviceCa::server_certificate(const std::vector<std::string>& names, Time now) const {
  const auto lock = FileLock::take(folder_ + "/lock");
  if (!lock) return lock.error();
  if (auto kept = read_pair(folder_, "server"); kept && still_good(*kept, certificate_pem_, names, now)) return kept;
  const auto signer = authority();
  if (!signer) return signer.error();
  auto made = make_certificate({.use = CertificateUse::Server,
                                .common_name = "Vigie",
                                .names = names,
                                .from = now - kClockSkew,
                                .until = now + kServerHolds},
                               &*signer);
  if (!made) return made;
  if (const auto wrote = write_pair(folder_, "server", *made); !wrote) return wrote.error();
  return made;
}

}  // namespace vigie::links
