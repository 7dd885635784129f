// SPDX-License-Identifier: Apache-2.0
// OpenSSL over a plain socket with a receive timeout.
#include "links/phone_test.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>

namespace vigie::links {

struct Phone::Connection {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL* ssl = nullptr;
  int socket = -1;
  bool open = false;

  ~Connection() {
    if (ssl) SSL_free(ssl);
    SSL_CTX_free(context);
    if (socket >= 0) ::close(socket);
  }
  void wait_at_most(std::chrono::milliseconds time) const {
    const timeval limit{time.count() / 1000, (time.count() % 1000) * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
};

namespace {

X509* certificate(const std::string& pem) {
  BIO* const bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* const read = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return read;
}

void show(SSL_CTX* context, const KeyedCertificate& keyed) {
  X509* const own = certificate(keyed.certificate_pem);
  BIO* const bio = BIO_new_mem_buf(keyed.key_pem.data(), static_cast<int>(keyed.key_pem.size()));
  EVP_PKEY* const key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(context, own);
  SSL_CTX_use_PrivateKey(context, key);
  EVP_PKEY_free(key);
  BIO_free(bio);
  X509_free(own);
}

}  // namespace

Phone::Phone(std::uint16_t port, const std::string& authority_pem, const KeyedCertificate* keyed)
    : connection_(std::make_unique<Connection>()) {
  Connection& c = *connection_;
  X509* const authority = certificate(authority_pem);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(c.context), authority);
  X509_free(authority);
  SSL_CTX_set_verify(c.context, SSL_VERIFY_PEER, nullptr);
  if (keyed) show(c.context, *keyed);
  c.socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(c.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
  c.wait_at_most(std::chrono::milliseconds(5000));
  c.ssl = SSL_new(c.context);
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(c.ssl), "127.0.0.1");
  SSL_set_fd(c.ssl, c.socket);
  c.open = SSL_connect(c.ssl) == 1;
}

Phone::~Phone() = default;

bool Phone::is_open() const { return connection_->open; }

bool Phone::say(const std::string& bytes) {
  return connection_->open && SSL_write(connection_->ssl, bytes.data(), static_cast<int>(bytes.size())) > 0;
}

std::string Phone::hear(const std::string& what, std::chrono::milliseconds within) {
  const auto end = std::chrono::steady_clock::now() + within;
  std::array<char, 4096> chunk{};
  while (connection_->open && heard_.find(what) == std::string::npos && std::chrono::steady_clock::now() < end) {
    connection_->wait_at_most(std::chrono::milliseconds(50));
    const int got = SSL_read(connection_->ssl, chunk.data(), static_cast<int>(chunk.size()));
    if (got > 0) heard_.append(chunk.data(), static_cast<std::size_t>(got));
    else if (SSL_get_error(connection_->ssl, got) != SSL_ERROR_WANT_READ) connection_->open = false;
    ERR_clear_error();
  }
  return heard_;
}

bool Phone::is_cut(std::chrono::milliseconds within) {
  hear("\x01 never sent", within);
  return !connection_->open;
}

}  // namespace vigie::links
