// SPDX-License-Identifier: Apache-2.0
// The TLS side of the TAK link that needs no socket: what is asked of a server, and what of a client.
#pragma once

#include <string>

#include "core/result.hpp"
#include "links/certificates.hpp"

struct ssl_ctx_st;
struct x509_store_ctx_st;

namespace vigie::links {

/// TLS 1.2 or later, ECDHE with AES-GCM or ChaCha20-Poly1305, our certificate, clients' certificates from our authority only,
/// no resumption (a revoked device must show its certificate again). Errors: Malformed.
Result<void> set_up_mutual_tls(ssl_ctx_st* context, const KeyedCertificate& server, const std::string& authority_pem);

/// The certificate being verified: its fingerprint, SHA-256, hex; empty where it is not the client's own (but its issuer's).
std::string fingerprint_in(x509_store_ctx_st* verification);

/// Why OpenSSL refuses it: "expired", "unknown_authority" …
const char* fault_in(x509_store_ctx_st* verification);

}  // namespace vigie::links
