// SPDX-License-Identifier: Apache-2.0
// OpenSSL's settings.
#include "server/tls_context.hpp"

#include <openssl/ssl.h>

namespace vigie::server {
namespace {

constexpr const char* kTls12 =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-"
    "SHA256:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* kTls13 = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256";

}  // namespace

Result<std::shared_ptr<asio::ssl::context>> make_tls_context(const TlsFiles& files) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 || SSL_CTX_set_cipher_list(native, kTls12) != 1 ||
      SSL_CTX_set_ciphersuites(native, kTls13) != 1)
    return Error{ErrorKind::Unavailable, "OpenSSL refuses the ciphers"};
  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) return Error{ErrorKind::Io, files.certificate + " is no certificate chain in PEM"};
  context->use_private_key_file(files.key, asio::ssl::context::pem, error);
  if (error) return Error{ErrorKind::Io, files.key + " is not the key of " + files.certificate};
  return context;
}

}  // namespace vigie::server
