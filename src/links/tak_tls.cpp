// SPDX-License-Identifier: Apache-2.0
// OpenSSL's context, set as TRUST asks.
#include "links/tak_tls.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <memory>

namespace vigie::links {
namespace {

constexpr const char* kCiphers12 =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305";
constexpr const char* kCiphers13 = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256";

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Bio reading(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

Certificate certificate_of(const std::string& pem) {
  return Certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

}  // namespace

Result<void> set_up_mutual_tls(ssl_ctx_st* context, const KeyedCertificate& server, const std::string& authority_pem) {
  const Certificate own = certificate_of(server.certificate_pem);
  const Certificate authority = certificate_of(authority_pem);
  const Key key(PEM_read_bio_PrivateKey(reading(server.key_pem).get(), nullptr, nullptr, nullptr));
  const bool set = own && authority && key && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                   SSL_CTX_set_cipher_list(context, kCiphers12) == 1 &&
                   SSL_CTX_set_ciphersuites(context, kCiphers13) == 1 &&
                   SSL_CTX_use_certificate(context, own.get()) == 1 &&
                   SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1 &&
                   X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get()) == 1 &&
                   SSL_CTX_add_client_CA(context, authority.get()) == 1 && SSL_CTX_set_num_tickets(context, 0) == 1;
  ERR_clear_error();
  if (!set) return Error{ErrorKind::Malformed, "the server's certificate, its key or the authority is not usable"};
  SSL_CTX_set_options(
      context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_verify_depth(context, 1);
  return {};
}

std::string fingerprint_in(x509_store_ctx_st* verification) {
  constexpr char kDigits[] = "0123456789abcdef";
  if (X509_STORE_CTX_get_error_depth(verification) != 0) return {};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(X509_STORE_CTX_get_current_cert(verification), EVP_sha256(), digest.data(), &size) != 1) return {};
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kDigits[digest[i] >> 4];
    hex += kDigits[digest[i] & 15];
  }
  return hex;
}

const char* fault_in(x509_store_ctx_st* verification) {
  switch (X509_STORE_CTX_get_error(verification)) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return "expired";
    case X509_V_ERR_CERT_NOT_YET_VALID: return "not_yet_valid";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE: return "unknown_authority";
    case X509_V_ERR_INVALID_PURPOSE: return "wrong_use";
    default: return "bad_certificate";
  }
}

}  // namespace vigie::links
