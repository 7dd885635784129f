// SPDX-License-Identifier: Apache-2.0
// X.509 certificates and keys as PEM text: made, signed, fingerprinted, packed for a phone.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"

namespace vigie::links {

/// A certificate and its private key. The key is a secret: never in a log or an error message.
struct KeyedCertificate {
  std::string certificate_pem;
  std::string key_pem;
};

enum class CertificateUse {
  Authority,  ///< signs the others, and nothing else
  Server,     ///< proves a server to a client
  Device,     ///< proves a device to the server
};

struct CertificateSpec {
  CertificateUse use;
  std::string common_name;         ///< at most 64 bytes
  std::vector<std::string> names;  ///< host names and IP addresses of a server
  Time from;
  Time until;
};

/// What a certificate says of itself.
struct CertificateFacts {
  std::string common_name;
  std::string serial;              ///< lower-case hex
  std::string fingerprint;         ///< SHA-256 over the DER form, lower-case hex
  std::vector<std::string> names;  ///< as in CertificateSpec, in its order
  Time from;
  Time until;
};

/// A new P-256 key and its certificate, signed by `authority`, or by itself where that is null.
/// Errors: Malformed (a name OpenSSL refuses, an authority that cannot be read), Io.
Result<KeyedCertificate> make_certificate(const CertificateSpec& spec, const KeyedCertificate* authority);

/// Errors: Malformed.
Result<CertificateFacts> read_certificate(const std::string& certificate_pem);

/// Was it signed by that authority's key? False for anything unreadable.
bool is_signed_by(const std::string& certificate_pem, const std::string& authority_pem);

/// Both certificates and the key as PKCS #12, DER. Encrypted with PBE-SHA1-3DES, HMAC-SHA1: Android's key store, and so ATAK, reads nothing
/// newer (xca pull request 389; keystore-explorer issue 302); the strength is in the password, which has 119 random bits.
/// Errors: Malformed, Io.
Result<std::string> pack_pkcs12(const KeyedCertificate& device, const std::string& authority_pem,
                                const std::string& name, const std::string& password);

}  // namespace vigie::links
