// SPDX-License-Identifier: Apache-2.0
// OpenSSL 3's EVP and X509 behind PEM text; every handle owned.
#include "links/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <array>
#include <ctime>
#include <memory>

namespace vigie::links {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Pack = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

/// What OpenSSL's queue says last; it names functions and reasons, never key material.
Error openssl_error(const char* doing) {
  const unsigned long code = ERR_peek_last_error();
  const char* const reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return Error{ErrorKind::Malformed, std::string(doing) + ": " + (reason ? reason : "refused by OpenSSL")};
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

Bio reading(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

Certificate parse_certificate(const std::string& pem) {
  return Certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

/// Never asks at the terminal for a pass phrase.
int no_password(char*, int, int, void*) { return -1; }

Key parse_key(const std::string& pem) {
  return Key(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, no_password, nullptr));
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

bool add_extension(X509* to, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  X509V3_set_ctx_nodb(&context);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  return extension && X509_add_ext(to, extension.get(), -1) == 1;
}

bool is_address(const std::string& name) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

/// Letters, digits, dots, hyphens, colons: a name cannot smuggle a second entry into the list.
bool is_host(const std::string& name) {
  for (const char c : name) {
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                         c == '-' || c == '_' || c == ':';
    if (!allowed) return false;
  }
  return !name.empty() && name.size() <= 253;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ',';
    list += (is_address(name) ? "IP:" : "DNS:") + name;
  }
  return list;
}

bool add_extensions(X509* certificate, X509* issuer, const CertificateSpec& spec) {
  const bool authority = spec.use == CertificateUse::Authority;
  bool ok = add_extension(certificate, issuer, NID_basic_constraints,
                          authority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
            add_extension(certificate, issuer, NID_key_usage,
                          authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature") &&
            add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
            add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  if (spec.use == CertificateUse::Server)
    ok = ok && add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth");
  if (spec.use == CertificateUse::Device)
    ok = ok && add_extension(certificate, issuer, NID_ext_key_usage, "clientAuth");
  if (!spec.names.empty())
    ok = ok && add_extension(certificate, issuer, NID_subject_alt_name, alternative_names(spec.names));
  return ok;
}

bool set_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7FU) | 0x40U);  // positive, and never shorter
  const Number number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

std::time_t seconds_of(Time time) { return static_cast<std::time_t>(millis(time) / 1000); }

bool set_subject(X509* certificate, const std::string& common_name) {
  X509_NAME* const subject = X509_get_subject_name(certificate);
  const auto* const text = reinterpret_cast<const unsigned char*>(common_name.data());
  const auto* const organisation = reinterpret_cast<const unsigned char*>("Vigie");
  return X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8, organisation, -1, -1, 0) == 1 &&
         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, static_cast<int>(common_name.size()), -1, 0) ==
             1;
}

Time time_of(const ASN1_TIME* time) {
  std::tm fields{};
  if (ASN1_TIME_to_tm(time, &fields) != 1) return Time();
  return from_millis(static_cast<std::int64_t>(timegm(&fields)) * 1000);
}

std::vector<std::string> names_of(X509* certificate) {
  std::vector<std::string> names;
  const Names found(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; found && i < sk_GENERAL_NAME_num(found.get()); ++i) {
    int type = 0;
    const auto* const value =
        static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(found.get(), i), &type));
    const unsigned char* const bytes = ASN1_STRING_get0_data(value);
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(value));
    if (type == GEN_DNS) {
      names.emplace_back(reinterpret_cast<const char*>(bytes), size);
    } else if (type == GEN_IPADD) {
      std::array<char, INET6_ADDRSTRLEN> text{};
      if (inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes, text.data(), text.size())) names.emplace_back(text.data());
    }
  }
  return names;
}

}  // namespace

Result<KeyedCertificate> make_certificate(const CertificateSpec& spec, const KeyedCertificate* authority) {
  if (spec.common_name.empty() || spec.common_name.size() > 64)
    return Error{ErrorKind::OutOfRange, "a certificate's name has 1 to 64 bytes"};
  for (const std::string& name : spec.names)
    if (!is_host(name)) return Error{ErrorKind::Malformed, "not a host name or an IP address: " + name};

  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  if (!key || !certificate) return openssl_error("making a key");
  const Certificate issuer = authority ? parse_certificate(authority->certificate_pem) : Certificate();
  const Key issuer_key = authority ? parse_key(authority->key_pem) : Key();
  if (authority && (!issuer || !issuer_key)) return openssl_error("reading the authority");
  X509* const signer = issuer ? issuer.get() : certificate.get();

  const bool made = X509_set_version(certificate.get(), X509_VERSION_3) == 1 && set_serial(certificate.get()) &&
                    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), seconds_of(spec.from)) != nullptr &&
                    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), seconds_of(spec.until)) != nullptr &&
                    set_subject(certificate.get(), spec.common_name) &&
                    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer)) == 1 &&
                    X509_set_pubkey(certificate.get(), key.get()) == 1 &&
                    add_extensions(certificate.get(), signer, spec) &&
                    X509_sign(certificate.get(), issuer_key ? issuer_key.get() : key.get(), EVP_sha256()) != 0;
  if (!made) return openssl_error("making a certificate");

  const Bio certificate_out(BIO_new(BIO_s_mem()));
  const Bio key_out(BIO_new(BIO_s_secmem()));
  if (PEM_write_bio_X509(certificate_out.get(), certificate.get()) != 1 ||
      PEM_write_bio_PKCS8PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return openssl_error("writing a certificate");
  return KeyedCertificate{text_of(certificate_out.get()), text_of(key_out.get())};
}

Result<CertificateFacts> read_certificate(const std::string& certificate_pem) {
  const Certificate certificate = parse_certificate(certificate_pem);
  if (!certificate) return openssl_error("reading a certificate");
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1)
    return openssl_error("reading a certificate");
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                            static_cast<int>(name.size()));
  const ASN1_INTEGER* const serial = X509_get0_serialNumber(certificate.get());
  return CertificateFacts{
      .common_name = name.data(),
      .serial = hex(ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))),
      .fingerprint = hex(digest.data(), size),
      .names = names_of(certificate.get()),
      .from = time_of(X509_get0_notBefore(certificate.get())),
      .until = time_of(X509_get0_notAfter(certificate.get()))};
}

bool is_signed_by(const std::string& certificate_pem, const std::string& authority_pem) {
  const Certificate certificate = parse_certificate(certificate_pem);
  const Certificate authority = parse_certificate(authority_pem);
  const bool good = certificate && authority && X509_verify(certificate.get(), X509_get0_pubkey(authority.get())) == 1;
  ERR_clear_error();
  return good;
}

Result<std::string> pack_pkcs12(const KeyedCertificate& device, const std::string& authority_pem,
                                const std::string& name, const std::string& password) {
  constexpr int kIterations = 10'000;
  constexpr int kCipher = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
  const Certificate certificate = parse_certificate(device.certificate_pem);
  const Key key = parse_key(device.key_pem);
  Certificate authority = parse_certificate(authority_pem);
  if (!certificate || !key || !authority) return openssl_error("packing a certificate");
  STACK_OF(X509)* const chain = sk_X509_new_null();
  sk_X509_push(chain, authority.get());
  const Pack pack(PKCS12_create(password.c_str(), name.c_str(), key.get(), certificate.get(), chain, kCipher, kCipher,
                                kIterations,
                                /*mac_iter=*/-1, 0));
  sk_X509_free(chain);
  const bool sealed =
      pack && PKCS12_set_mac(pack.get(), password.c_str(), -1, nullptr, 0, kIterations, EVP_sha1()) == 1;
  const Bio out(BIO_new(BIO_s_mem()));
  if (!sealed || i2d_PKCS12_bio(out.get(), pack.get()) != 1) return openssl_error("packing a certificate");
  return text_of(out.get());
}

}  // namespace vigie::links
